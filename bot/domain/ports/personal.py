"""Vendors that act with each person's own permission, and where such permissions are kept."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.domain.ports.vendors import Provider


@dataclass(frozen=True)
class Asker:
    """A person in a Slack workspace, for whom a provider acts."""

    team: str
    person: str


class Vault(Protocol):
    """Keeps people's permissions, encrypted; nobody reads another person's.

    `name` says whose permission it is, a provider's name or one that begins with it.
    """

    async def read(self, asker: Asker, name: str) -> str | None:
        """What was kept last; `None` for nothing, or for what the present key cannot decrypt."""
        ...

    async def write(self, asker: Asker, name: str, secret: str) -> None:
        """Keep it in place of what was kept."""
        ...

    async def forget(self, asker: Asker, name: str) -> None:
        """Delete it, if it is there."""
        ...

    def alone(self, asker: Asker, name: str) -> AbstractAsyncContextManager[None]:
        """Held while it changes: by one at a time, in all processes that have the vault."""
        ...


@runtime_checkable
class Personal(Protocol):
    """A provider that acts with each person's own permission, which they give once, in a browser.

    Only the provider that `acting_for` returns is asked for work, or for choices; asked without a
    permission, it raises `NotConnected`.
    """

    def acting_for(self, asker: Asker) -> Provider:
        """The same provider, for one person."""
        ...

    async def is_connected(self, asker: Asker) -> bool:
        """Whether the person has given permission, as far as is known here."""
        ...

    async def sign_in(self, asker: Asker, back: str) -> str:
        """Begin to ask for permission; returns the address to open in the person's browser.

        `back` is where the vendor sends the browser then, with the answer in the query. Raises a
        `ProviderError`.
        """
        ...

    async def signed_in(self, answer: Mapping[str, str]) -> Asker:
        """Keep the permission that the browser brought back; returns whose it is.

        Raises a `ProviderError` when the vendor declined, and `UserError` when the person did, or nobody
        asked for this answer, or too long ago.
        """
        ...

    async def sign_out(self, asker: Asker) -> None:
        """Forget the permission, and withdraw it at the vendor's where it can be."""
        ...
