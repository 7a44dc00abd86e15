"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Size:
    """Samples for each distribution, runs in flight (for memory also more), starts, videos, bytes of each."""

    samples: int
    in_flight: int
    crowds: tuple[int, ...]
    starts: int
    films: int
    film: int


FULL = Size(samples=300, in_flight=1_000, crowds=(1_000, 3_000), starts=10, films=5, film=200_000_000)
QUICK = Size(samples=40, in_flight=100, crowds=(100, 300), starts=3, films=2, film=50_000_000)
