"""How the providers stand: credits left, with their age, and whether a key works."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.errors import ProviderError
from bot.domain.money import Balance
from bot.domain.planned import vendor_of
from bot.domain.ports import Balances, Briefed, Checks, Clock, Provider, Providers, Store

logger = logging.getLogger(__name__)

#: A balance younger than this is good enough to show beside a price.
FRESH = timedelta(minutes=5)
#: Longest wait for a vendor before an answer that a person waits for.
PATIENCE = 8.0


@dataclass(frozen=True, kw_only=True)
class Health:
    """One provider as a person may see it; `problem` is empty when it works.

    `asked` says that it was asked something, without which nobody knows.
    """

    provider: Provider
    problem: str = ""
    balance: Balance | None = None
    tells_balance: bool = False
    asked: bool = False


async def examine(provider: Provider) -> Health:
    """A provider as it is now, by a cheap call; nothing of it is remembered."""
    health = Health(
        provider=provider,
        tells_balance=isinstance(provider, Balances),
        asked=isinstance(provider, Checks | Balances),
    )
    try:
        async with asyncio.timeout(PATIENCE):
            if isinstance(provider, Checks):
                await provider.check()
            balance = await provider.balance() if isinstance(provider, Balances) else None
        return replace(health, balance=balance)
    except ProviderError as error:
        return replace(health, problem=error.message)
    except TimeoutError:
        return replace(health, problem=f"No answer within {PATIENCE:.0f} seconds.")
    except Exception:  # one provider's mistake must not hide the others
        logger.exception("asking %s broke", provider.name)
        return replace(health, problem="Asking it broke on our side; Galley's log says how.")


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
                balance = await vendor.balance()
        except (ProviderError, TimeoutError):
            return known
        await self._store.team(team).save_balance(provider.name, balance)
        return balance

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
        every = (*self._providers.offered, *self._providers.campaigns)
        return await asyncio.gather(*(self._health(team, provider) for provider in every))

    async def _health(self, team: str, provider: Provider) -> Health:
        health = await examine(provider)
        if health.balance:
            await self._store.team(team).save_balance(provider.name, health.balance)
        return replace(health, balance=await self.known(team, provider))
