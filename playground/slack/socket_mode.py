"""Socket Mode: one envelope to one of the app's sockets, one acknowledgement back."""

import asyncio
import json
import secrets
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from playground.slack.delivery import Envelope, NoAck, Timing
from playground.slack.errors import SlackError
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

#: Concurrent connections of one app.
MOST_LINKS = 10
_HOST = "playground"
#: Seconds; what Slack calls the approximate time before it asks for a new connection.
_LINK_LIFE = 18_060


@dataclass(kw_only=True)
class Link:
    """One open socket; a `leaving` one was asked to make way for a new one.

    `close` says goodbye, after which the link is only read; `abort` breaks it off without a word.
    """

    send: Callable[[str], Awaitable[None]]
    close: Callable[[], Awaitable[object]]
    abort: Callable[[], None]
    leaving: bool = False


class Sockets:
    """Every socket of the app, and the envelopes that wait for an acknowledgement."""

    def __init__(self, workspace: Workspace, timing: Timing) -> None:
        self._workspace, self._timing = workspace, timing
        self._tickets: set[str] = set()
        self._links: dict[str, Link] = {}
        self._pending: dict[str, asyncio.Future[Json]] = {}
        self._refusing_until = 0.0

    @property
    def connected(self) -> bool:
        return bool(self._links)

    @property
    def takes_events(self) -> bool:
        return True

    @property
    def links(self) -> frozenset[str]:
        """The tickets of the sockets that are open now."""
        return frozenset(self._links)

    def ticket(self) -> str:
        """What opens one socket, once."""
        if len(self._links) >= MOST_LINKS:
            raise SlackError("too_many_websockets")
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def refusing(self) -> bool:
        """Whether no new socket is let in just now."""
        return self._workspace.clock() < self._refusing_until

    def refuse(self, seconds: float) -> None:
        """Let no new socket in for so long."""
        self._refusing_until = self._workspace.clock() + seconds

    async def join(self, ticket: str, link: Link) -> bool:
        """Greet a new socket; false when its ticket is unknown or was used."""
        if ticket not in self._tickets:
            return False
        self._tickets.remove(ticket)
        self._links[ticket] = link
        hello = {
            "type": "hello",
            "num_connections": len(self._links),
            "connection_info": {"app_id": self._workspace.app.id},
            "debug_info": {"host": _HOST, "approximate_connection_time": _LINK_LIFE},
        }
        await link.send(json.dumps(hello))
        self._workspace.changed()
        return True

    def leave(self, ticket: str) -> None:
        self._links.pop(ticket, None)
        self._workspace.changed()

    def received(self, text: str) -> None:
        """Take an acknowledgement from the app."""
        try:
            frame = json.loads(text)
        except ValueError:
            frame = text
        waiting = self._pending.get(frame.get("envelope_id", "")) if isinstance(frame, dict) else None
        if waiting is None:
            self._workspace.traffic.note("from app", "ack", frame, "unknown or late envelope")
            self._workspace.changed()
        elif not waiting.done():
            waiting.set_result(frame.get("payload") or {})

    async def deliver(self, envelope: Envelope) -> Json:
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._pending[envelope_id] = waiting
        try:
            async with asyncio.timeout(self._timing.ack_within):
                await self._send(json.dumps(_frame(envelope_id, envelope)))
                return await waiting
        except TimeoutError:
            raise NoAck("operation_timeout", "timeout") from None
        finally:
            del self._pending[envelope_id]

    async def _send(self, frame: str) -> None:
        """Send to one socket, rather to one that stays; to another when that turns out to be gone."""
        links = list(self._links.values())
        for link in sorted(links, key=lambda link: (link.leaving, secrets.randbelow(1000))):
            with suppress(ConnectionError):
                return await link.send(frame)
        raise NoAck("dispatch_failed", "connection_failed")

    async def disconnect(
        self, reason: str = "refresh_requested", *, most: int = MOST_LINKS, within: float | None = None
    ) -> None:
        """Ask sockets to make way for new ones (`refresh_requested`, `warning`, `link_disabled`).

        `within` closes them after so many seconds, whatever the app has done by then, as Slack does.
        """
        frame = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}})
        staying = ((ticket, link) for ticket, link in self._links.items() if not link.leaving)
        asked = dict(islice(staying, most))
        for link in asked.values():
            link.leaving = True
            with suppress(ConnectionError):
                await link.send(frame)
        if within is not None:
            await asyncio.sleep(within)
            for ticket, link in asked.items():
                self.leave(ticket)  # nothing is sent after a goodbye
                await link.close()

    def cut(self, most: int = MOST_LINKS) -> None:
        """Break sockets off without a word, the oldest first."""
        for link in list(self._links.values())[:most]:
            link.abort()


def _frame(envelope_id: str, envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.retry_number, "retry_reason": envelope.retry_reason}
    return frame
