"""Seconds from starting the process until it takes Slack's requests over Socket Mode.

`galley run` on a database that is there already, against a process that imports Bolt and aiohttp and
connects an app with three empty listeners. The two are started in turn; the first of each, which may
compile and migrate, does not count.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bench.contenders import Contender, bare, galley
from bench.size import Size
from bench.slack import Transport
from bench.table import Figure, Row

Open = Callable[[Path, Transport], AbstractAsyncContextManager[Contender]]


async def rows(size: Size, folder: Path) -> list[Row]:
    """One row."""
    pairs = [
        (await _start(galley, folder / "galley"), await _start(bare, folder / "bare"))
        for _ in range(size.starts + 1)
    ]
    ours, theirs = zip(*pairs[1:], strict=True)
    return [Row(what="process start to ready", figure=Figure.of(ours), floor=Figure.of(theirs), unit="s")]


async def _start(kind: Open, folder: Path) -> float:
    async with kind(folder, "Socket Mode") as contender:
        return contender.ready - contender.started
