"""Workers of one kind that share a database, and what they have said about each run."""

import asyncio
import itertools
import sys
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.contenders import ROOT
from bench.workers.orders import run_name
from playground.slack.watched import Watched

#: Seconds after which work that is not done is a broken benchmark.
LONGEST = 600.0


@dataclass
class Worker:
    """A process, and whether it takes orders."""

    process: Process
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def order(self, *words: object) -> None:
        """Tell it something."""
        if self.process.stdin is None:
            raise RuntimeError("This worker cannot be spoken to.")
        self.process.stdin.write(f"{' '.join(map(str, words))}\n".encode())

    def give(self, runs: range) -> None:
        """Have it take these runs."""
        self.order("give", runs.start, len(runs))

    async def kill(self) -> None:
        """End it as the system does: without a word."""
        self.process.kill()
        await self.process.wait()


class Crew(Watched):
    """Hires workers, and listens to them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._log = folder / "log.txt"
        self._said: dict[str, set[str]] = defaultdict(set)
        self._workers: list[Worker] = []
        self._listening: list[asyncio.Task[None]] = []

    async def hire(self, module: str, *arguments: str) -> Worker:
        """Start a worker."""
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *arguments),
                env={"PYTHONPATH": str(ROOT)},
                cwd=self._folder,
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
            )
        worker = Worker(process)
        self._workers.append(worker)
        self._listening.append(asyncio.create_task(self._listen(worker)))
        return worker

    async def gather(self, count: int, module: str, *arguments: str) -> list[Worker]:
        """Start several, and wait until all take orders."""
        workers = [await self.hire(module, *arguments) for _ in range(count)]
        await self._until(lambda: all(worker.ready.is_set() for worker in workers))
        return workers

    async def heard(self, what: str, numbers: Iterable[int]) -> None:
        """Return when that has been said of all these runs."""
        wanted = {run_name(number) for number in numbers}
        await self._until(lambda: wanted <= self._said[what])

    async def _until(self, happened: Callable[[], bool]) -> None:
        """Wait for something said; raises `RuntimeError` with what is in the log when it is not said."""
        try:
            await self.until(happened, LONGEST)
        except TimeoutError:
            words = await asyncio.to_thread(self._log.read_text)
            raise RuntimeError(f"A worker does not get on:\n{words[-2_000:]}") from None

    def forget(self) -> None:
        """Listen as if nothing had been said yet."""
        self._said.clear()

    async def dismiss(self) -> None:
        """End all that still work."""
        for worker in self._workers:
            with suppress(ProcessLookupError):
                await worker.kill()
        await asyncio.gather(*self._listening)

    async def _listen(self, worker: Worker) -> None:
        if worker.process.stdout is None:
            raise RuntimeError("This worker cannot be heard.")
        async for line in worker.process.stdout:
            what, run = line.decode().rstrip("\n").split(" ")
            if what == "ready":
                worker.ready.set()
            self._said[what].add(run)
            self.changed()


@asynccontextmanager
async def crew(folder: Path) -> AsyncIterator[Crew]:
    """A crew whose files are in `folder`; dismissed at the end of the block."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    found = Crew(folder)
    try:
        yield found
    finally:
        await found.dismiss()


def shares(runs: range, among: int) -> list[range]:
    """Runs in as many parts of one size."""
    bounds = [len(runs) * part // among for part in range(among + 1)]
    return [runs[slice(*pair)] for pair in itertools.pairwise(bounds)]
