"""How the providers stand: credits left, with their age, and whether a key works."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import ProviderError
from bot.domain.money import Balance
from bot.domain.planned import vendor_of
from bot.domain.ports import Balances, Briefed, Checks, Clock, Provider, Providers, Store

#: A balance younger than this is good enough to show beside a price.
FRESH = timedelta(minutes=5)
#: Longest wait for a vendor before an answer that a person waits for.
PATIENCE = 8.0


@dataclass(frozen=True, kw_only=True)
class Health:
    """One provider as a person may see it; `problem` is empty when it works."""

    provider: Provider
    problem: str = ""
    balance: Balance | None = None
    tells_balance: bool = False


class Accounts:
    """Asks the vendors, and remembers what they said for the forms."""

    def __init__(self, store: Store, providers: Providers, clock: Clock) -> None:
        self._store = store
        self._providers = providers
        self._clock = clock

    async def known(self, team: str, provider: Briefed) -> Balance | None:
        """The last balance heard of, without asking."""
        return await self._store.team(team).balance(provider.name)

    async def fresh(self, team: str, provider: Briefed) -> Balance | None:
        """The balance, asked for anew when the known one is old; the known one if the vendor fails."""
        known, vendor = await self.known(team, provider), vendor_of(provider)
        if not isinstance(vendor, Balances) or (known and self._clock() - known.at < FRESH):
            return known
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ask(team, provider.name, vendor)
        except (ProviderError, TimeoutError):
            return known

    async def known_health(self, team: str) -> Sequence[Health]:
        """Every provider with the balance last heard of, without asking."""
        return [
            Health(
                provider=provider,
                balance=await self.known(team, provider),
                tells_balance=isinstance(provider, Balances),
            )
            for provider in self._providers.offered
        ]

    async def health(self, team: str) -> Sequence[Health]:
        """Every provider, asked now, side by side."""
        return await asyncio.gather(*(self._health(team, p) for p in self._providers.offered))

    async def _health(self, team: str, provider: Provider) -> Health:
        problem = ""
        try:
            async with asyncio.timeout(PATIENCE):
                if isinstance(provider, Checks):
                    await provider.check()
                if isinstance(provider, Balances):
                    await self._ask(team, provider.name, provider)
        except ProviderError as error:
            problem = error.message
        except TimeoutError:
            problem = f"No answer within {PATIENCE:.0f} seconds."
        return Health(
            provider=provider,
            problem=problem,
            balance=await self.known(team, provider),
            tells_balance=isinstance(provider, Balances),
        )

    async def _ask(self, team: str, name: str, provider: Balances) -> Balance:
        balance = await provider.balance()
        await self._store.team(team).save_balance(name, balance)
        return balance
