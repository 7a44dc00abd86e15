"""People's own accounts at vendors: how a person stands with each, the way to connect it, and its end."""

from collections.abc import Sequence
from typing import Protocol

from bot.blocks.connect import Connection
from bot.domain.errors import NotFound
from bot.domain.ports import Asker, Briefed, Personal, Provider, Providers, Store
from bot.services.choices import RemoteChoices
from bot.services.tickets import Tickets


class PersonalProvider(Provider, Personal, Protocol):
    """A provider that people connect."""


class Connections:
    """Everything about a person and the providers that act with their own permission.

    Where no browser reaches Galley there are no `tickets`, and people are told what to run instead.
    """

    def __init__(
        self, store: Store, providers: Providers, choices: RemoteChoices, tickets: Tickets | None
    ) -> None:
        self._store = store
        self._choices = choices
        self._tickets = tickets
        every = dict.fromkeys((*providers.offered, *providers.campaigns))
        #: The providers that people connect.
        self.connectable: tuple[PersonalProvider, ...] = tuple(p for p in every if isinstance(p, Personal))

    def __getitem__(self, name: str) -> PersonalProvider:
        """The provider of that name; raises `NotFound` when nobody can connect it."""
        for provider in self.connectable:
            if provider.name == name:
                return provider
        raise NotFound("Galley has nothing of that name to connect.")

    async def every(self, asker: Asker) -> Sequence[Connection]:
        """How a person stands with all of them."""
        return [await self.standing(provider, asker) for provider in self.connectable]

    async def standing(self, provider: PersonalProvider, asker: Asker) -> Connection:
        """How a person stands with one of them."""
        return Connection(
            provider=provider,
            connected=await provider.is_connected(asker),
            url=self._tickets.link(asker, provider.name) if self._tickets else "",
            command=f"galley connect {provider.name} --team {asker.team} --person {asker.person}",
        )

    async def of(self, provider: Briefed, asker: Asker) -> Connection | None:
        """How a person stands with a provider; `None` for one that nobody needs to connect."""
        found = next((p for p in self.connectable if p.name == provider.name), None)
        return await self.standing(found, asker) if found else None

    async def starter(self, team: str, run: str) -> str:
        """The person whose permission a run acts with."""
        return (await self._store.team(team).generation(run)).person

    async def end(self, name: str, asker: Asker) -> None:
        """Forget a person's permission; a second time does nothing."""
        provider = self[name]
        if await provider.is_connected(asker):
            await provider.sign_out(asker)
        self.changed(asker)

    def changed(self, asker: Asker) -> None:
        """Show a person nothing that a vendor told them before they connected, or connected anew."""
        self._choices.forget(asker)
