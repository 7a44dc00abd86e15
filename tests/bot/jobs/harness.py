"""Lives through chains of kills and restarts: `python -m tests.bot.jobs.harness FOLDER`.

Every life is a process, and every process a fork of this one, which has imported everything and
started no thread, so that a start costs milliseconds. The chains come as JSON on standard input;
what became of them goes to standard output.
"""

import asyncio
import json
import logging
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.drafts import new_draft
from bot.domain.generations import CardRef, Generation
from bot.domain.platforms import Platform
from bot.domain.ports import Providers, Store
from bot.domain.posts import Slot
from bot.jobs.engine import Engine, open_engine
from bot.jobs.runtime import Runtime
from storage.sqlite import open_sqlite
from tests.bot.jobs.fakes import TEAM, Brief, FakeFiles, a_file, generation, now, until, written
from tests.bot.jobs.world import (
    VENDORS,
    Boundaries,
    DiskSlack,
    DiskVendor,
    KillingStore,
    Ledger,
)

logger = logging.getLogger(__name__)

ENDS = ("done", "failed", "unsure")
OLD_CARD = CardRef(channel="C1", ts="0.0")


@dataclass(frozen=True, kw_only=True)
class Life:
    """One process: it takes up what the one before left, is given a run, and is killed at a boundary."""

    run: str | None = None
    vendor: str = "plain"
    parts: int = 1
    #: How many posts its campaign has, each a part.
    posts: int = 0
    #: How many files come with its brief.
    files: int = 0
    #: How many runs it is given instead of one; then it is killed when half of them have passed.
    crowd: int = 0
    #: The run adds a version to a draft that is there already.
    again: bool = False
    kill: str | None = None

    @property
    def runs(self) -> list[str]:
        return [f"{self.run}-{n}" for n in range(self.crowd)] or ([self.run] if self.run else [])


Chain = list[Life]


def main() -> None:
    folder = Path(sys.argv[1])
    chains = [[Life(**life) for life in chain] for chain in json.load(sys.stdin)]
    folders = [folder / str(number) for number in range(len(chains))]
    live_all(dict(zip(folders, chains, strict=True)))
    json.dump([_report(folder) for folder in folders], sys.stdout)


def live_all(chains: dict[Path, Chain]) -> None:
    """The lives of a chain follow each other; the chains live side by side."""
    living: dict[int, tuple[Path, int]] = {}
    for folder, chain in chains.items():
        folder.mkdir()
        living[_fork(folder, chain, 0)] = (folder, 0)
    while living:
        pid, status = os.waitpid(-1, 0)
        folder, number = living.pop(pid)
        with (folder / "deaths").open("a") as file:
            file.write(f"{os.waitstatus_to_exitcode(status)}\n")
        if number + 1 < len(chains[folder]):
            living[_fork(folder, chains[folder], number + 1)] = (folder, number + 1)


def _fork(folder: Path, chain: Chain, number: int) -> int:
    if pid := os.fork():
        return pid
    logging.basicConfig(filename=folder / "log", level=logging.INFO)
    try:
        asyncio.run(_live(folder, chain, number))
    except BaseException:
        logger.exception("Life %s broke", number)
        os._exit(1)
    os._exit(0)


async def _live(folder: Path, chain: Chain, number: int) -> None:
    life, earlier = chain[number], [run for life in chain[:number] for run in life.runs]
    boundaries, slack = Boundaries(), Ledger(folder / "slack")
    url = f"sqlite:///{folder}/galley.db"
    store = await open_sqlite(url)
    if not life.run:
        boundaries.arm(life.kill)
    async with open_engine(
        database_url=url,
        store=KillingStore(store, boundaries),
        providers=Providers(tuple(vendor(Ledger(folder / "vendor"), boundaries) for vendor in VENDORS)),
        notifier=DiskSlack(slack, boundaries),
        files=FakeFiles(),
        clock=now,
    ) as engine:
        # Until nothing of theirs is under way any more, which would be taken for this life's own.
        await until(lambda: set(earlier) <= _ended(slack) and not runtime_of(engine).running, seconds=30)
        boundaries.arm(life.kill, times=life.crowd // 2)
        await _give(life, store, engine, boundaries)
        await until(lambda: {*earlier, *life.runs} <= _ended(slack), seconds=30, every=0.05)
    await _write_down(folder, chain, store, boundaries)
    await store.close()


async def _give(life: Life, store: Store, engine: Engine, boundaries: Boundaries) -> None:
    records = store.team(TEAM)
    for run in life.runs:
        made = _generation(life, run)
        if made.draft:
            old = generation(made.draft, card=OLD_CARD)
            old = old.with_part(0, old.parts[0].answered(written(DiskVendor.request_model()), now()))
            await records.add_draft(new_draft(old, title="Old", prompt="Old", at=now()))
        await records.add_generation(made)

    async def begin() -> None:
        await asyncio.gather(*(engine.start(TEAM, run) for run in life.runs))

    await boundaries.around("begin", begin)


def _generation(life: Life, run: str) -> Generation:
    facts: dict[str, Any] = {"draft": f"OLD-{run}", "card": OLD_CARD} if life.again else {}
    pictures = tuple(a_file(f"{run}-{number}") for number in range(life.files))
    if life.posts:
        facts["plan"] = _planned(run, life.posts)
    parts = life.posts or life.parts
    return generation(run, parts=parts, pictures=pictures, provider=life.vendor, **facts)


def _planned(run: str, posts: int) -> tuple[Slot, ...]:
    """The plan of a campaign of so many posts, each a part of the run."""
    days = [date(2026, 12, number + 1) for number in range(posts)]
    platforms = list(Platform)[1 : posts + 1]
    briefs = [Brief(platforms=(platform,)).model_dump(mode="json") for platform in platforms]
    return tuple(
        Slot(number=n + 1, day=day, request=brief, parts=(n,), draft=f"{run}-POST{n}")
        for n, (day, brief) in enumerate(zip(days, briefs, strict=True))
    )


def runtime_of(engine: Engine) -> Runtime:
    """What an engine works with."""
    return engine._runtime


def _ended(slack: Ledger) -> set[str]:
    return {line["run"] for line in slack.lines() if line.get("state") in ENDS}


async def _write_down(folder: Path, chain: Chain, store: Store, boundaries: Boundaries) -> None:
    records = store.team(TEAM)
    runs = {}
    for run in [run for life in chain for run in life.runs]:
        made = await records.generation(run)
        versions = await records.versions(made.draft or run)
        drafts = [slot for slot in made.plan if slot.standing and await records.draft(slot.draft)]
        runs[run] = {"state": made.state.value, "versions": len(versions), "drafts": len(drafts)}
    (folder / "end").write_text(json.dumps({"runs": runs, "effects": boundaries.seen}))


def _report(folder: Path) -> dict[str, Any]:
    end = folder / "end"
    return {
        "deaths": [int(line) for line in (folder / "deaths").read_text().split()],
        "slack": Ledger(folder / "slack").lines(),
        "vendor": Ledger(folder / "vendor").lines(),
        "log": (folder / "log").read_text()[-4000:],
        **(json.loads(end.read_text()) if end.exists() else {}),
    }


if __name__ == "__main__":
    main()
