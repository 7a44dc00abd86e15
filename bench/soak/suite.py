"""The soak itself, and what is found."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import bare, free_port, serving
from bench.crowd import Driver
from bench.slack import Slack, open_slack
from bench.soak.cards import Cards
from bench.soak.load import Load, pressed
from bench.soak.watch import Life
from bench.table import quantile
from bench.vendor import Mishap

#: The share of briefs that something happens to at the vendor, and of Slack's calls that are too many.
MISHAPS, TOO_MANY = 0.05, 0.02
#: Seconds for what is under way at the end.
LAST = 120.0


@dataclass(frozen=True, kw_only=True)
class Soaked:
    """What became of it. Lost is a run that was acknowledged, and whose card never says an end."""

    ours: Load
    floor: Load
    outcomes: Counter[str | None]
    lost: set[str]
    charged: Counter[str]
    lives: Sequence[Life]
    exits: Sequence[int]

    @property
    def twice(self) -> list[str]:
        """The runs that may have been paid for twice."""
        return [key for key, calls in self.charged.items() if calls > 1]

    @property
    def well(self) -> bool:
        """Whether nothing was lost or paid for twice, and every process ended as told."""
        return not (self.lost or self.twice or any(self.exits))

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        ours = self.ours
        yield f"{len(ours.runs):,} runs acknowledged, as their cards say:"
        for outcome, count in self.outcomes.most_common():
            yield f"{count:9,}  {outcome or 'no end'}"
        yield f"lost: {len(self.lost)} {sorted(self.lost)[:10] if self.lost else ''}".rstrip()
        yield f"calls that may have been charged: {self.charged.total():,}; a second one: {len(self.twice)}"
        yield f"deliveries tried again: {ours.tried_again}, given up: {ours.given_up}"
        yield f"forms that did not open: {ours.never_opened}"
        yield _times(ours.acknowledged, self.floor.acknowledged)
        for number, (life, code) in enumerate(zip(self.lives, self.exits, strict=True), 1):
            yield f"process {number}, which ended in {code}:\n{life}"


def _times(ours: Sequence[float], floor: Sequence[float]) -> str:
    shares = (0.5, 0.99)
    (p50, p99), (floor50, floor99) = ([quantile(of, share) * 1e3 for share in shares] for of in (ours, floor))
    return (
        f"ack: p50 {p50:.1f} ms, p99 {p99:.1f} ms; floor p50 {floor50:.1f} ms, p99 {floor99:.1f} ms; "
        f"ratio {p99 / floor99:.2f}"
    )


async def soak(minutes: float, rate: float, seed: int, folder: Path) -> Soaked:
    """Give so many runs a second for so long, half of it to one process, half to the next."""
    half = minutes * 30
    async with open_slack() as slack, bare(folder / "bare", "HTTP") as floor_app:
        cards, port, records = Cards(slack), free_port(), folder / "galley"
        async with serving(slack, records, port) as first:
            form = (await Driver.open(first)).form
            ours, floor = Load(slack, form), Load(floor_app.slack, form, opens=False)
            _make_trouble(slack, random.Random(seed))
            lives = [Life(first, lambda: len(ours.runs))]
            async with _pressing(2 * half, rate, ours, floor) as pressing:
                async with _watching(lives[0]):
                    await asyncio.sleep(half)
                    exits = [await first.stop()]
                # The port is the same, so that people's forms find the new process by themselves.
                async with serving(slack, records, port) as second:
                    lives.append(Life(second, lambda: len(ours.runs)))
                    async with _watching(lives[1]):
                        await pressing
                        lost = await cards.all_over(ours.runs, LAST)
                        exits.append(await second.stop())
    return Soaked(
        ours=ours,
        floor=floor,
        outcomes=cards.outcomes(ours.runs),
        lost=lost,
        charged=slack.vendor.charged,
        lives=lives,
        exits=exits,
    )


def _make_trouble(slack: Slack, chance: random.Random) -> None:
    """Some briefs and some calls fail from now on."""

    def mishap() -> Mishap | None:
        return chance.choice([*Mishap]) if chance.random() < MISHAPS else None

    slack.vendor.mishap = mishap
    slack.too_many = lambda: chance.random() < TOO_MANY


@asynccontextmanager
async def _pressing(
    seconds: float, rate: float, ours: Load, floor: Load
) -> AsyncIterator["asyncio.Task[None]"]:
    """Both are pressed; the task is done when everybody has sent their form."""

    def begin() -> None:
        ours.begin()
        floor.begin()

    async def press() -> None:
        await pressed(seconds, rate, begin)
        await asyncio.gather(ours.end(), floor.end())

    pressing = asyncio.create_task(press())
    try:
        yield pressing
    finally:
        pressing.cancel()


@asynccontextmanager
async def _watching(life: Life) -> AsyncIterator[None]:
    watching = asyncio.create_task(life.watch())
    try:
        yield
    finally:
        watching.cancel()
