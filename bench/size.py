"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Size:
    """Numbers of things to measure."""

    #: Samples for each distribution.
    samples: int
    #: Runs in flight beside what is measured, and for memory.
    in_flight: int
    crowds: tuple[int, ...]
    starts: int
    #: Videos, and bytes of each.
    films: int
    film: int
    #: Runs that are worked through for a throughput.
    runs: int
    #: Runs in flight when a process is killed, and how often that is done.
    killed: int
    kills: int
    #: Drafts of a team, on each database; seconds for the samples of one thing that is done with them.
    drafts: tuple[int, ...]
    drafts_postgres: tuple[int, ...]
    longest: float


FULL = Size(
    samples=300,
    in_flight=1_000,
    crowds=(1_000, 3_000),
    starts=10,
    films=5,
    film=200_000_000,
    runs=1_000,
    killed=200,
    kills=5,
    drafts=(10_000, 100_000, 1_000_000),
    drafts_postgres=(10_000, 100_000),
    longest=20,
)
QUICK = Size(
    samples=40,
    in_flight=100,
    crowds=(100, 300),
    starts=3,
    films=2,
    film=50_000_000,
    runs=100,
    killed=50,
    kills=1,
    drafts=(1_000, 10_000),
    drafts_postgres=(1_000, 10_000),
    longest=2,
)
