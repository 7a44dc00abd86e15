"""A person's way from Slack to a vendor and back, in a browser."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.ports import Asker
from bot.services.connections import Connections
from bot.services.tickets import Tickets

STRANGE = "This browser did not begin to connect, or that was more than ten minutes ago."
MIXED_UP = "The answer was for somebody else, so nothing was kept."


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Where the browser goes now, where it comes back to, and what it shows there to be let in."""

    url: str
    back: str
    proof: str


class Visits:
    """Lets browsers out and in again.

    A browser is let in only with the proof that it was let out. Else somebody could send the vendor's
    page to another person, and get what that person allows (RFC 9700, 4.7).
    """

    def __init__(self, connections: Connections, tickets: Tickets) -> None:
        self._connections = connections
        self._tickets = tickets

    def label(self, name: str) -> str:
        """What people call a provider; raises `UserError` for one that nobody can connect."""
        return self._connections[name].label

    def expected(self, name: str, ticket: str) -> str:
        """What the provider is called to which a ticket leads; it is not used yet. Raises `UserError`."""
        self._tickets.read(ticket, name)
        return self.label(name)

    async def begin(self, name: str, ticket: str) -> Begun:
        """Use a ticket, and ask the vendor. Raises `UserError` or a `ProviderError`."""
        provider = self._connections[name]
        asker = await self._tickets.take(ticket, name)
        back = self._tickets.back(name)
        url = await provider.sign_in(asker, back)
        return Begun(url=url, back=back, proof=self._tickets.issue(asker, _back_from(name)))

    def returning(self, name: str, proof: str) -> Asker:
        """Who comes back from a vendor; raises `UserError` for a browser that was not let out."""
        try:
            return self._tickets.read(proof, _back_from(name)).asker
        except UserError:
            raise UserError(STRANGE) from None

    async def finish(self, name: str, asker: Asker, answer: Mapping[str, str]) -> None:
        """Keep what the vendor answered. Raises `UserError` or a `ProviderError`."""
        provider = self._connections[name]
        allowed = await provider.signed_in(answer)
        self._connections.changed(allowed)
        if allowed != asker:
            await provider.sign_out(allowed)
            raise UserError(MIXED_UP)


def _back_from(name: str) -> str:
    """What a proof is good for, which is nothing that a link is good for."""
    return f"back from {name}"
