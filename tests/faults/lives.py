"""Processes that are killed at a chance moment, one after the other or two at a time."""

import asyncio
import logging
import os
import random
import signal
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import IllegalMove
from bot.domain.generations import Generation
from bot.domain.ports import Providers
from bot.jobs import engine as engine_module
from bot.jobs import housekeeping, slots
from bot.jobs.engine import Engine, open_engine
from storage.location import open_store
from tests.bot.jobs.fakes import IMPATIENT, TEAM, FakeFiles, generation, now
from tests.bot.jobs.world import Boundaries, KillingStore, Ledger
from tests.faults.chaos import MadSlack, open_vendors

logger = logging.getLogger(__name__)

#: Effects that a life passes at most before it is killed: those of a handful of runs.
MOST = 90
#: Seconds after which a life that did not get so far is killed where it stands.
LONGEST = 1.5
#: Runs that each life is given, and how often Slack delivers each of them at once.
RUNS, DELIVERIES = 4, 3
#: Seconds for everything that was left to come to its end once nobody is killed any more.
PATIENCE = 120.0


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What happens to one life; `effects` is how many it passes before it is killed, `None` if it is not."""

    number: int
    seed: str
    effects: int | None
    after: bool


class Reaper(Boundaries):
    """Kills this process at the n-th effect, before or after it, and writes down where that was."""

    def __init__(self, fate: Fate, deaths: Ledger) -> None:
        super().__init__()
        self._left, self._after, self._deaths = fate.effects, fate.after, deaths

    def _at(self, boundary: str) -> None:
        if self._left is None or boundary.startswith("after") != self._after:
            return
        self._left -= 1
        if self._left < 0:
            self._deaths.add(at=boundary)
            os.kill(os.getpid(), signal.SIGKILL)


def born(folder: Path, url: str, fate: Fate) -> int:
    """Begin a life as a process of its own, a fork of this one; its process id."""
    if pid := os.fork():
        return pid
    logging.basicConfig(filename=folder / "log", level=logging.INFO, force=True)
    try:
        asyncio.run(_live(folder, url, fate))
    except BaseException:
        logger.exception("Life %s broke", fate.number)
        os._exit(1)
    os._exit(0)


async def _live(folder: Path, url: str, fate: Fate) -> None:
    chance = random.Random(fate.seed)
    reaper = Reaper(fate, Ledger(folder / "deaths"))
    engine_module.PATIENCE = IMPATIENT
    housekeeping.SWEEP, slots.BEAT = 0.5, 0.1
    if fate.effects is not None:
        asyncio.get_running_loop().call_later(LONGEST, _die, folder)
    store = KillingStore(await open_store(url), reaper)
    async with open_engine(
        database_url=url,
        store=store,
        providers=Providers(open_vendors(folder, reaper, chance)),
        notifier=MadSlack(Ledger(folder / "slack"), reaper, chance),
        files=FakeFiles(),
        clock=now,
    ) as engine:
        if fate.effects is None:
            await _all_over(store)
        else:
            await _give(folder, store, engine, fate, chance)
            await asyncio.Event().wait()
    await store.close()


def _die(folder: Path) -> None:
    Ledger(folder / "deaths").add(at="idle")
    os.kill(os.getpid(), signal.SIGKILL)


async def _give(folder: Path, store: KillingStore, engine: Engine, fate: Fate, chance: random.Random) -> None:
    """Runs as Slack delivers them: each several times, and acknowledged once it is started."""
    told = Ledger(folder / "told")

    async def deliver(run: str, provider: str, parts: int) -> None:
        await store.team(TEAM).add_generation(_brief(run, provider, parts))
        await engine.start(TEAM, run)
        told.add(run=run)

    deliveries = []
    for number in range(RUNS):
        run = f"L{fate.number}R{number}"
        provider = chance.choice(("mad", "mad-polling", "mad-finding"))
        parts = chance.choice((1, 1, 2))
        deliveries += [deliver(run, provider, parts) for _ in range(DELIVERIES)]
    await asyncio.gather(*deliveries)
    if chance.random() < 0.2:
        try:
            await engine.cancel(TEAM, f"L{fate.number}R0")
        except IllegalMove:
            logger.info("It was over already")


def _brief(run: str, provider: str, parts: int) -> Generation:
    """A run whose brief says which run it is, so that a vendor can tell its calls apart."""
    made = generation(run, parts=parts, provider=provider)
    named = [part.model_copy(update={"request": {**part.request, "text": run}}) for part in made.parts]
    return made.model_copy(update={"parts": tuple(named)})


async def _all_over(store: KillingStore) -> None:
    async with asyncio.timeout(PATIENCE):
        while await store.open_runs():  # noqa: ASYNC110  # other processes end them, too
            await asyncio.sleep(0.1)
