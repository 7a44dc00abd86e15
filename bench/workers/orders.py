"""What a worker is told, on its standard input, and what it says, on its standard output.

`give FIRST COUNT` are runs to take, by number; `finish` lets the vendor end what it keeps. Said are
`ready`, and of each run by name `begun` (the vendor was asked how it stands) and `over` (its card shows the
end).
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from enum import StrEnum

#: Runs that are given at once, as Slack delivers them.
AT_ONCE = 50
#: Seconds between two looks at what the vendor keeps.
LOOK_AGAIN = 1.0


class Mode(StrEnum):
    """What the vendor does with a brief."""

    #: Answers it at once.
    INSTANT = "instant"
    #: Takes it, and is to be asked again and again.
    KEEPING = "keeping"
    #: Has written it by the time it is asked.
    FINISHING = "finishing"


class Vendor:
    """How the vendor stands; in the worker itself, so that nothing but the work is measured."""

    def __init__(self, mode: str) -> None:
        self.mode = Mode(mode)

    def is_done(self, run: str) -> bool:
        """Whether a brief that was taken is written."""
        say("begun", run)
        return self.mode is Mode.FINISHING


def say(what: str, run: str = "") -> None:
    """Tell whoever gave the orders."""
    print(what, run, flush=True)


async def obey(vendor: Vendor, take: Callable[[str], Awaitable[None]]) -> None:
    """Do as told until nobody tells any more; `take` begins one run, so that it survives this process."""
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    say("ready")
    async for line in orders:
        match line.decode().split():
            case ["give", first, count]:
                await _taken(take, range(int(first), int(first) + int(count)))
            case ["finish"]:
                vendor.mode = Mode.FINISHING
            case _:
                raise ValueError(f"This is no order: {line!r}")


async def _taken(take: Callable[[str], Awaitable[None]], numbers: range) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with room:
            await take(run_name(number))

    await asyncio.gather(*map(one, numbers))


def run_name(number: int) -> str:
    """The id of a run."""
    return f"RUN{number:07}"
