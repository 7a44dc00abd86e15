"""The processes from outside: memory, descriptors and threads, every few seconds."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from bench.contenders import Contender

MB = 1_000_000
#: Seconds between two looks.
OFTEN = 5.0
#: Seconds after a start in which a process fills its caches, at most a third of its life.
SETTLING = 60.0
#: Megabytes for each thousand runs, below which memory does not count as growing; fewer runs do not tell.
FLAT, ENOUGH = 1.0, 1_000


@dataclass(frozen=True, kw_only=True)
class Look:
    """What there was to see; `at` in seconds since it was ready, `runs` that had been given by then."""

    at: float
    runs: int
    memory: int
    descriptors: int
    threads: int

    def __str__(self) -> str:
        return f"{self.memory / MB:6.1f} MB {self.descriptors:5} descriptors {self.threads:4} threads"


@dataclass
class Life:
    """One process. `runs` counts what has been given to it and to those before."""

    contender: Contender
    runs: Callable[[], int]
    looks: list[Look] = field(default_factory=list)

    async def watch(self) -> None:
        """Look every while; for as long as the process is there."""
        with suppress(psutil.NoSuchProcess):
            while self.contender.process.status() != psutil.STATUS_ZOMBIE:
                self._look()
                await asyncio.sleep(OFTEN)

    def _look(self) -> None:
        process = self.contender.process
        self.looks.append(
            Look(
                at=time.perf_counter() - self.contender.ready,
                runs=self.runs(),
                memory=self.contender.memory,
                descriptors=process.num_fds(),
                threads=process.num_threads(),
            )
        )

    @property
    def settled(self) -> Sequence[Look]:
        """The looks after its first minute, or third."""
        after = min(SETTLING, self.looks[-1].at / 3)
        return [look for look in self.looks if look.at >= after]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        looks = self.settled
        for look in (looks[0], looks[len(looks) // 2], looks[-1]):
            yield f"  after {look.at:5.0f} s: {look}"
        memory = slope(looks, lambda look: look.memory / MB)
        descriptors = slope(looks, lambda look: look.descriptors)
        told = verdict(looks, memory)
        yield f"  for each 1,000 runs: {memory:+.2f} MB ({told}), {descriptors:+.2f} descriptors"


def verdict(looks: Sequence[Look], memory: float) -> str:
    """Whether memory grows, in a word or a few."""
    if looks[-1].runs - looks[0].runs < ENOUGH:
        return "too few runs to tell"
    return "flat" if memory < FLAT else "growing"


def slope(looks: Sequence[Look], value: Callable[[Look], float]) -> float:
    """What is added for each thousand runs, by least squares; 0 where there were no runs to tell by."""
    runs = [look.runs / 1_000 for look in looks]
    if len(set(runs)) < 2:
        return 0.0
    return statistics.linear_regression(runs, [value(look) for look in looks]).slope
