"""What a run needs: a place to be shown, an engine to survive in, and the time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.domain.drafts import Draft
from bot.domain.generations import CardRef, Generation
from bot.domain.requests import File

#: The present moment, aware UTC.
Clock: TypeAlias = Callable[[], datetime]


class Notifier(Protocol):
    """Shows a run to people. The card is one message, updated in place."""

    async def place(self, generation: Generation) -> CardRef:
        """Post the card of a new run; not repeatable. A run that has a card already only updates it.

        Falls back to a direct message, with a note, where the app may not post.
        """
        ...

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        """The card an earlier `place` posted, `None` when surely none."""
        ...

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:
        """Bring the card up to date; repeatable. `by` is who did what it now shows, where a person did.

        Raises `CardRefused` when this message cannot be changed any more (deleted, archived).
        """
        ...

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        """Say in the thread what became of the wish that a run was for; not repeatable."""
        ...


class Shares(Protocol):
    """Takes a card to another conversation; whatever shows runs to people can."""

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        """As `Notifier.find`."""
        ...

    async def share(self, generation: Generation, draft: Draft) -> CardRef:
        """Post a draft's card once more, in the run's channel and nowhere else; not repeatable.

        Raises `CardRefused` where the app may not post.
        """
        ...

    async def leave(self, card: CardRef, channel: str) -> None:
        """Let a card say that it is in that channel now, and empty its thread of what it goes on with."""
        ...


class FileSource(Protocol):
    """Where a brief's files are: Slack."""

    def read(self, file: File) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A file's bytes as they come, inside `async with`.

        Raises `UserError` when the file is gone, or is not what Slack said it was, and `FileUnreachable`
        when another attempt may bring it.
        """
        ...


class Runner(Protocol):
    """The durable engine, as far as the services need it."""

    @property
    def lost(self) -> asyncio.Event:
        """Set when another process has taken over what this one was doing: it can only stop."""
        ...

    async def start(self, team: str, generation_id: str) -> None:
        """Run a stored generation, once per id. Returns as soon as the start is recorded."""
        ...

    async def cancel(self, team: str, generation_id: str, *, by: str = "") -> None:
        """Stop a run as soon as its present step allows; nothing that has been paid for is thrown away.

        `by` is the person who wants it.
        """
        ...

    def wake(self, job: str) -> None:
        """Ask the provider about that job now, for it may have news; only a hint.

        `job` is the remote id of `Started`, or a piece of it that is in no other job's.
        """
        ...

    async def ready(self) -> None:
        """Return when the engine takes work; raise when it does not."""
        ...

    async def drain(self) -> None:
        """Take no more work, and return when what is under way has ended or is parked."""
        ...

    async def depth(self) -> Mapping[tuple[str, str], int]:
        """How many stages of runs wait or are under way, by queue (empty for none) and state."""
        ...
