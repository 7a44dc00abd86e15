"""Several processes on one PostgreSQL: each holds a numbered slot, and takes over those of the dead.

A slot is an advisory lock of a session: PostgreSQL ends it with the process, however that died. The
slot's number is the engine's executor id, under which its unfinished workflows are found again. Beside
the lock a row says who holds the slot, so that a process whose session broke knows whether another one
has taken over its runs meanwhile.

https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

import psycopg

from bot.domain.errors import ConfigurationError
from bot.jobs.session import Session

logger = logging.getLogger(__name__)

#: As many processes as may share a database.
SLOTS = 64
#: The first half of every lock's key: a number of ours that no other use of the database has.
SLOT_LOCK = 7301
HOUSE_LOCK = 7302
#: Seconds between two looks at the own session, and at the slots of the others.
BEAT = 1.0
#: Looks in a row that must find a slot abandoned. A process whose session was cut (PostgreSQL was
#: started anew, the network blinked) has that long to come back and keep its runs.
LOOKS = 4

TABLE = "CREATE TABLE IF NOT EXISTS galley_slots (slot integer PRIMARY KEY, holder text NOT NULL)"
HOLD = """
INSERT INTO galley_slots VALUES (%s, %s) ON CONFLICT (slot) DO UPDATE SET holder = excluded.holder
"""
HOLDER = "SELECT holder FROM galley_slots WHERE slot = %s"
#: Slots whose holder's session is gone. Looking at the locks instead of trying them disturbs nobody.
ABANDONED = """
SELECT slot, holder FROM galley_slots AS s WHERE holder <> '' AND NOT EXISTS (
    SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.classid = %s AND l.objid = s.slot AND d.datname = current_database()
)
"""
#: How many processes hold a slot.
TAKEN = """
SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND l.classid = %s AND l.objid < %s AND d.datname = current_database()
"""
TAKE = "SELECT pg_try_advisory_lock(%s, %s)"
FREE = "SELECT pg_advisory_unlock(%s, %s)"

#: Takes over the unfinished work of a slot; returns how much there was.
TakeOver = Callable[[str], Coroutine[None, None, int]]


class Slot:
    """This process's place among the others."""

    def __init__(self, session: Session, number: int) -> None:
        self._session = session
        self._holder = secrets.token_hex(8)
        self._held = True
        self._looks: dict[tuple[int, str], int] = {}
        self.number = number
        #: Set when another process has taken over this one's runs: nothing may be done here any more.
        self.lost = asyncio.Event()

    @property
    def executor_id(self) -> str:
        return executor_id(self.number)

    async def hold(self) -> None:
        """Write down who has the slot."""
        await self._session.run(HOLD, self.number, self._holder)

    async def tell(self, news: str) -> None:
        """Tell every process, this one included; only a hint, so trouble is let be."""
        with suppress(psycopg.Error, OSError, TimeoutError):
            await self._session.tell(news)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        """Whether it is this process that does what one of all should do; others do not until it is done."""
        mine = bool(await self._session.value(TAKE, HOUSE_LOCK, 0))
        try:
            yield mine
        finally:
            if mine:
                await self._session.run(FREE, HOUSE_LOCK, 0)

    async def keep(self, take_over: TakeOver) -> None:
        """Stay in the slot, and look after the others, until cancelled or `lost`."""
        while not self.lost.is_set():
            await asyncio.sleep(BEAT)
            try:
                await self._stay()
                if self._held and not self.lost.is_set():
                    await self._look_around(take_over)
            except (psycopg.Error, OSError) as error:
                logger.warning("PostgreSQL does not answer slot %s (%s)", self.number, type(error).__name__)
            except Exception:
                logger.exception("Looking after the other slots failed")

    async def _stay(self) -> None:
        """Make sure that the lock is still held: by this session, or by a new one before anybody else."""
        if self._held and await self._session.alive():
            return
        self._held = False
        await self._session.renew()
        self._held = bool(await self._session.value(TAKE, SLOT_LOCK, self.number))
        # A lock that is not to be had may still be the cut session's own; only the row decides.
        if await self._session.value(HOLDER, self.number) != self._holder:
            logger.critical("Another process has taken over slot %s, so this one stops", self.number)
            self.lost.set()
        elif self._held:
            logger.warning("Slot %s is held again after its session was lost", self.number)

    async def _look_around(self, take_over: TakeOver) -> None:
        """Take over what has been found abandoned for long enough, by a holder that did not come back."""
        found: dict[int, str] = dict(await self._session.rows(ABANDONED, SLOT_LOCK))
        looks = {abandoned: self._looks.get(abandoned, 0) + 1 for abandoned in found.items()}
        self._looks = looks
        for (number, holder), count in looks.items():
            if count >= LOOKS:
                await self._inherit(number, holder, take_over)

    async def _inherit(self, number: int, holder: str, take_over: TakeOver) -> None:
        if not await self._session.value(TAKE, SLOT_LOCK, number):
            return
        try:
            if await self._session.value(HOLDER, number) == holder:
                # Nobody's first: should its process come back meanwhile, it must not go on.
                await self._session.run(HOLD, number, "")
                taken = await take_over(executor_id(number))
                logger.warning("Slot %s was abandoned; %s workflows of it are taken over", number, taken)
        finally:
            await self._session.run(FREE, SLOT_LOCK, number)


def executor_id(number: int) -> str:
    """What the engine calls the process in a slot."""
    return f"slot-{number}"


@asynccontextmanager
async def seated(database_url: str, hear: Callable[[str], None]) -> AsyncIterator[Slot]:
    """A slot of this process's own, until the end of the block; `hear` gets what is told to all.

    What is unfinished then is taken over by the others. Raises `ConfigurationError`.
    """
    async with Session.opened(database_url, hear) as session:
        await _prepare(session)
        slot = Slot(session, await _free(session))
        await slot.hold()
        yield slot


async def _prepare(session: Session) -> None:
    """Make the table; of processes that start together one does, and the others wait for it."""
    await session.run("SELECT pg_advisory_lock(%s, %s)", SLOT_LOCK, SLOTS)
    try:
        await session.run(TABLE)
    finally:
        await session.run(FREE, SLOT_LOCK, SLOTS)


async def _free(session: Session) -> int:
    """The lowest slot that nobody is in."""
    for number in range(SLOTS):
        if await session.value(TAKE, SLOT_LOCK, number):
            return number
    message = f"{SLOTS} processes of Galley share this database already; it takes no more."
    raise ConfigurationError(message)


async def slots_taken(url: str) -> int:
    """How many processes hold a slot. Raises `ConfigurationError`."""
    async with Session.opened(url, lambda _: None) as session:
        return int(await session.value(TAKEN, SLOT_LOCK, SLOTS))
