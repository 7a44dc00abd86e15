"""One number of drafts: each thing that is done with them, by the store and bare in turn."""

import time
from collections.abc import Awaitable, Callable
from functools import partial

from bench.drafts.bare import Bare
from bench.drafts.shelf import COMMON, RARE, TEAM, Shelf
from bench.size import Size
from bench.table import Figure, Row
from bot.app import now
from bot.domain.ports import DraftQuery, Providers, Store
from bot.services.accounts import Accounts
from bot.services.home import Home

MILLISECONDS = 1_000.0
#: One way of doing a thing, ready to be timed.
Ready = Callable[[], Awaitable[object]]
Bares = Callable[[], object]


async def measured(store: Store, bare: Bare, shelf: Shelf, size: Size, where: str) -> list[Row]:
    """A row for each thing."""
    team, count = store.team(TEAM), shelf.count

    async def adding() -> tuple[Ready, Bares]:
        return partial(team.add_draft, shelf.another()), bare.adding(shelf.another())

    async def changing() -> tuple[Ready, Bares]:
        ours, theirs = shelf.two()
        changed = shelf.rewritten(await team.draft(theirs))
        return partial(team.change_draft, ours, shelf.rewritten), bare.changing(changed)

    def listing(words: str = "") -> Callable[[], Awaitable[tuple[Ready, Bares]]]:
        async def look() -> tuple[Ready, Bares]:
            return partial(team.drafts, DraftQuery(words=words)), bare.listing(words)

        return look

    overview = Home(store, Accounts(store, Providers(()), now), now)

    async def opening() -> tuple[Ready, Bares]:
        person = shelf.somebody()
        return partial(overview.overview, TEAM, person), bare.home(person)

    things = {
        "draft saved": adding,
        "draft changed": changing,
        "drafts with a rare word": listing(RARE),
        "drafts with a common word": listing(COMMON),
        "newest drafts": listing(),
        "a person's Home": opening,
    }
    return [
        await _compared(f"{what}, {where}, {count:,} drafts", prepare, size)
        for what, prepare in things.items()
    ]


async def _compared(what: str, prepare: Callable[[], Awaitable[tuple[Ready, Bares]]], size: Size) -> Row:
    """So many samples, fewer where they take too long, after one that does not count."""
    ours: list[float] = []
    floor: list[float] = []
    ends = time.perf_counter() + size.longest
    while len(ours) <= size.samples and (len(ours) < 3 or time.perf_counter() < ends):
        ready, bares = await prepare()
        began = time.perf_counter()
        await ready()
        between = time.perf_counter()
        bares()
        ours.append(between - began)
        floor.append(time.perf_counter() - between)
    return Row(
        what=what,
        figure=Figure.of(ours[1:], MILLISECONDS),
        floor=Figure.of(floor[1:], MILLISECONDS),
        unit="ms",
    )
