"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Size:
    """Samples for each distribution, runs in flight (for memory also more), and starts of a process."""

    samples: int
    in_flight: int
    crowds: tuple[int, ...]
    starts: int


FULL = Size(samples=300, in_flight=500, crowds=(500, 1_000), starts=10)
QUICK = Size(samples=40, in_flight=100, crowds=(100,), starts=3)
