"""Many kills in a row on one database, and what became of every run."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.location import open_store
from tests.bot.jobs.fakes import TEAM
from tests.bot.jobs.world import Ledger
from tests.faults.chaos import VENDORS, run_of
from tests.faults.lives import MOST, Fate, born


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is counted; of `wrong` nothing may be left: what it is, and the runs, calls or exit codes."""

    kills: int
    where: Counter[str]
    told: int
    ends: Counter[str]
    wrong: dict[str, list[str]]

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.ends.items()))
        wrong = ", ".join(f"{what}: {', '.join(found)}" for what, found in self.wrong.items())
        return (
            f"{self.kills} kills at {len(self.where)} boundaries; {self.told} runs acknowledged; "
            f"they ended {ends}; wrong: {wrong or 'nothing'}"
        )


def suffer(folder: Path, url: str, *, kills: int, seed: int, processes: int) -> Outcome:
    """Let that many processes at a time live on a database until so many were killed; then one to the end."""
    fates = _fates(kills, seed)
    living = {born(folder, url, fate) for fate in islice(fates, processes)}
    broken = []
    while living:
        pid, status = os.wait()
        living.discard(pid)
        code = os.waitstatus_to_exitcode(status)
        if code not in (-9, 0):
            broken.append(code)
        if fate := next(fates, None):
            living.add(born(folder, url, fate))
    last = born(folder, url, Fate(number=kills, seed=f"{seed} end", effects=None, after=False))
    code = os.waitstatus_to_exitcode(os.waitpid(last, 0)[1])
    return asyncio.run(_counted(folder, url, broken + [code] * bool(code)))


def _fates(kills: int, seed: int) -> Iterator[Fate]:
    chance = random.Random(seed)
    for number in range(kills):
        yield Fate(
            number=number,
            seed=f"{seed} {number}",
            effects=chance.randrange(MOST),
            after=chance.random() < 0.5,
        )


async def _counted(folder: Path, url: str, broken: list[int]) -> Outcome:
    slack, deaths = Ledger(folder / "slack").lines(), Ledger(folder / "deaths").lines()
    told = {line["run"] for line in Ledger(folder / "told").lines()}
    paid = [line["key"] for kind in VENDORS for line in Ledger(folder / kind.name).lines()]
    cards = Counter(line["run"] for line in slack if line["did"] == "place")
    shown = {line["run"]: line["state"] for line in slack if line["did"] == "show"}
    store = await open_store(url)
    states = {}
    for run in told | set(cards) | {run_of(key) for key in paid}:
        states[run] = (await store.team(TEAM).generation(run)).state
    await store.close()
    over = [run for run, state in states.items() if state.over]
    found = {
        "lost": sorted(set(states) - set(over)),
        "charged twice": [key for key, times in Counter(paid).items() if times > 1],
        "more than one card": [run for run, times in cards.items() if times > 1],
        "no card": [run for run in over if not cards[run]],
        "a card that says something else": [run for run in over if shown.get(run) != states[run]],
        "broken": list(map(str, broken)),
    }
    return Outcome(
        kills=len(deaths),
        where=Counter(line["at"].rstrip(" 0123456789") for line in deaths),
        told=len(told),
        ends=Counter(state.value for state in states.values()),
        wrong={what: which for what, which in found.items() if which},
    )
