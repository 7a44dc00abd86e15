"""The connections to PostgreSQL, and what is done when one of them fails.

| What failed | What is known | What is done |
|---|---|---|
| no connection could be had | nothing was sent | told as trouble |
| a read | – | done once more, on another connection |
| a change, before its commit was sent | nothing was kept | done once more: a change is a pure function |
| a change that collided with another one | nothing was kept | done once more |
| a commit, or a statement that is one | perhaps it was kept | done once more, `again`: it looks first |
| anything the second time | as above | told as trouble, which says what is known |

Looking first waits for a server process that may still be at the lost commit: it holds the row's lock, or
the new key, until it has either committed or is undone.
"""

import logging
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Protocol, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from bot.domain.errors import StorageTrouble
from storage.postgres.session import COLLISIONS, TROUBLES, Session, reason, sentence_for
from storage.rows import Row
from storage.trouble import trouble

logger = logging.getLogger(__name__)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

#: Seconds to wait for a connection: Slack waits three for an answer to a form.
PATIENCE = 2.5
#: Connections of one process. A statement takes a millisecond or so, so ten serve a crowd.
MOST = 10
#: Seconds after which the pool stops trying by itself; whoever wants a connection then makes it try anew,
#: so a server that is back is noticed at once and not when a growing pause ends.
RECONNECT = 5.0

#: Nothing was sent at all.
UNSENT = (PoolTimeout, PoolClosed, TooManyRequests)


class Work(Protocol[T_co]):
    """What one transaction does; `again`: an earlier attempt may have been kept."""

    async def __call__(self, session: Session, *, again: bool) -> T_co: ...


class Kind(Enum):
    """How work is committed."""

    #: Not at all.
    READ = auto()
    #: Each statement by itself, as it is run.
    STATEMENTS = auto()
    #: All of it, at the end.
    TRANSACTION = auto()


class Pool:
    """Runs reads and changes, each on a connection that nobody else uses meanwhile."""

    def __init__(self, connections: AsyncConnectionPool[AsyncConnection[Row]]) -> None:
        self._connections = connections

    async def read(self, ask: Callable[[Session], Awaitable[T]]) -> T:
        """Run `ask`, one statement, which is one snapshot; raises `StorageTrouble`."""

        async def asked(session: Session, *, again: bool) -> T:  # noqa: ARG001  # it changes nothing
            return await ask(session)

        return await self._twice(asked, Kind.READ)

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction; whatever it raises undoes it. Raises `StorageTrouble`."""
        return await self._twice(work, Kind.TRANSACTION)

    async def statement(self, work: Work[T]) -> T:
        """Run `work`, whose statements each stand alone and commit themselves. Raises `StorageTrouble`."""
        return await self._twice(work, Kind.STATEMENTS)

    async def close(self) -> None:
        """Let go of the server; again does nothing."""
        await self._connections.close()

    async def _twice(self, work: Work[T], kind: Kind) -> T:
        again = False
        for is_last in (False, True):
            attempt = Attempt(kind)
            try:
                async with self._connections.connection() as connection:
                    return await attempt.run(work, connection, again=again)
            except TROUBLES as error:
                again = again or attempt.may_be_kept
                logger.warning("PostgreSQL: %s", reason(error))
                if is_last or not attempt.is_worth_another(error):
                    raise _trouble(error, again=again) from error
            # A server that was restarted leaves all connections broken: have them replaced now.
            await self._connections.check()
        raise AssertionError  # the last attempt returns or raises


class Attempt:
    """One go at some work, and what is known when it fails."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._committing = kind is Kind.STATEMENTS
        self._lost = False

    async def run(self, work: Work[T], connection: AsyncConnection[Row], *, again: bool) -> T:
        """Do it, and note how far it came."""
        session = Session(connection)
        try:
            if self._kind is not Kind.TRANSACTION:
                return await work(session, again=again)
            async with connection.transaction():
                done = await work(session, again=again)
                self._committing = True
            return done
        finally:
            self._lost = connection.broken

    @property
    def may_be_kept(self) -> bool:
        """Whether the connection went away with a commit under way."""
        return self._committing and self._lost

    def is_worth_another(self, error: Exception) -> bool:
        """Whether it is over with that failure: another connection, or another moment, will do."""
        return not isinstance(error, UNSENT) and (self._lost or isinstance(error, COLLISIONS))


def _trouble(error: Exception, *, again: bool) -> StorageTrouble:
    return StorageTrouble.unclear() if again else trouble(sentence_for(error))
