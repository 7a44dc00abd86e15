"""The command line as processes of their own."""

import asyncio
import sys
from contextlib import asynccontextmanager

from bot.manifest import MANIFEST

#: Seconds for anything that a process does on a slow, busy machine.
PATIENCE = 60.0


@asynccontextmanager
async def started(folder, *words, **environment):
    """`python -m bot …` in a folder and environment of its own, ended if it has not ended by itself."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env={"PYTHONPATH": str(MANIFEST.parent), "PATH": "", "PYTHONUNBUFFERED": "1", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
