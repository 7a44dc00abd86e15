"""Tickets: what tells Galley which person of Slack is at a browser; signed, and good for ten minutes."""

import base64
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import UserError
from bot.domain.ports import Asker, Clock, Store

#: As long as the answer to a press on a button is before one's eyes.
LIVES = timedelta(minutes=10)

FOREIGN = "This link is not one of Galley’s, or a part of it is missing."
LATE = "This link was good for ten minutes, and they are over."
USED = "This link was used already."


@dataclass(frozen=True)
class Ticket:
    """Who it is for and what for, until when (seconds since 1970), and what tells it from others."""

    team: str
    person: str
    use: str
    until: float
    nonce: str

    @property
    def asker(self) -> Asker:
        return Asker(self.team, self.person)


class Tickets:
    """Issues and reads tickets. Whoever has one is taken for that person, so only they may be shown it.

    `public_url` is where browsers reach Galley.
    """

    def __init__(self, store: Store, key: bytes, public_url: str, clock: Clock) -> None:
        self._store = store
        self._key = key
        self._public_url = public_url
        self._clock = clock

    def link(self, asker: Asker, provider: str) -> str:
        """Where a person goes to connect a provider."""
        return f"{self._public_url}/connect/{provider}/{self.issue(asker, provider)}"

    def back(self, provider: str) -> str:
        """Where the vendor sends them then."""
        return f"{self._public_url}/connect/{provider}/back"

    def issue(self, asker: Asker, use: str) -> str:
        """A new ticket, in characters that may stand in an address."""
        until = (self._clock() + LIVES).timestamp()
        facts = [asker.team, asker.person, use, until, secrets.token_urlsafe(12)]
        body = _packed(json.dumps(facts, separators=(",", ":")).encode())
        return f"{body}.{self._mark(body)}"

    def read(self, ticket: str, use: str) -> Ticket:
        """What a ticket for this use says; raises `UserError` for any other, and for an old one."""
        body, _, mark = ticket.partition(".")
        if not hmac.compare_digest(_bytes(mark), _bytes(self._mark(body))):
            raise UserError(FOREIGN)
        read = Ticket(*json.loads(_unpacked(body)))
        if read.use != use:
            raise UserError(FOREIGN)
        if self._clock().timestamp() > read.until:
            raise UserError(LATE)
        return read

    async def take(self, ticket: str, use: str) -> Asker:
        """Whom a ticket is for, the first time it is shown; raises `UserError` then."""
        read = self.read(ticket, use)
        taken = await self._store.team(read.team).intend(f"ticket {read.nonce}", use, self._clock())
        if taken:
            raise UserError(USED)
        return read.asker

    def _mark(self, body: str) -> str:
        return _packed(hmac.digest(self._key, _bytes(body), "sha256"))


def _bytes(text: str) -> bytes:
    """Whatever a browser sent, also what is no text."""
    return text.encode(errors="surrogatepass")


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
