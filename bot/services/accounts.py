"""How the providers stand: credits left, with their age, and whether a key works."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.deadlines import BALANCE, LISTED
from bot.domain.errors import ProviderError
from bot.domain.money import Balance
from bot.domain.outages import Outage
from bot.domain.planned import vendor_of
from bot.domain.ports import (
    UNREAD,
    Balances,
    Briefed,
    Checks,
    Clock,
    Meter,
    Provider,
    Providers,
    Store,
    Watched,
)

logger = logging.getLogger(__name__)

#: A balance younger than this is good enough to show beside a price.
FRESH = timedelta(minutes=5)
#: After a question that failed the known balance does for that long: forms are opened often.
FAILED = timedelta(minutes=1)
#: Longest wait for a vendor before an answer that a person waits for (seconds).
PATIENCE = BALANCE


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
        return replace(health, balance=balance, problem=_outage_words(provider))
    except ProviderError as error:
        return replace(health, problem=error.message)
    except TimeoutError:
        return replace(health, problem=f"No answer within {PATIENCE:.0f} seconds.")
    except Exception:  # one provider's mistake must not hide the others
        logger.exception("asking %s broke", provider.name)
        return replace(health, problem="Asking it broke on our side; Galley's log says how.")


def outage_of(asked: Briefed) -> Outage | None:
    """Whether the vendor behind a form is known to be down, without asking it."""
    vendor = vendor_of(asked)
    return vendor.outage if isinstance(vendor, Watched) else None


class Accounts:
    """Asks the vendors, and remembers what they said for the forms."""

    def __init__(self, store: Store, providers: Providers, clock: Clock, meter: Meter = UNREAD) -> None:
        self._store = store
        self._meter = meter
        self._providers = providers
        self._clock = clock
        #: The questions under way, by provider: a key is everybody's, and so is its balance.
        self._asking: dict[str, asyncio.Task[Balance | None]] = {}
        #: When a question last failed, by provider.
        self._failed: dict[str, datetime] = {}

    async def known(self, team: str, provider: Briefed) -> Balance | None:
        """The last balance heard of, without asking."""
        return await self._store.team(team).balance(provider.name)

    async def fresh(self, team: str, provider: Briefed) -> Balance | None:
        """The balance, asked for anew when the known one is old; the known one if the vendor fails.

        The vendor is asked once for all who want to know at the same time, and once a minute while it fails.
        """
        known, vendor = await self.known(team, provider), vendor_of(provider)
        if not isinstance(vendor, Balances) or (known and self._clock() - known.at < FRESH):
            return known
        failed = self._failed.get(provider.name)
        if failed and self._clock() - failed < FAILED:
            return known
        asking = self._ask(provider.name, vendor)
        await asyncio.wait([asking], timeout=PATIENCE)
        balance = asking.result() if asking.done() else None
        if balance is None:
            return known
        await self._keep(team, provider, balance)
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

    async def close(self) -> None:
        """Let go of questions under way."""
        tasks = [*self._asking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ask(self, name: str, vendor: Balances) -> asyncio.Task[Balance | None]:
        """The question that is under way, or a new one; it goes on when whoever asked waits no longer."""
        task = self._asking.get(name)
        if task is None:
            self._asking[name] = task = asyncio.create_task(self._asked(name, vendor))
            # Whoever still waits gets the error; one that comes after everybody left is not news.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    async def _asked(self, name: str, vendor: Balances) -> Balance | None:
        """What the vendor says, `None` when it does not."""
        try:
            async with asyncio.timeout(LISTED):
                balance = await vendor.balance()
        except (ProviderError, TimeoutError):
            self._failed[name] = self._clock()
            return None
        finally:
            self._asking.pop(name, None)
        self._failed.pop(name, None)
        return balance

    async def _health(self, team: str, provider: Provider) -> Health:
        health = await examine(provider)
        if health.balance:
            await self._keep(team, provider, health.balance)
            self._failed.pop(provider.name, None)
        return replace(health, balance=await self.known(team, provider))

    async def _keep(self, team: str, provider: Briefed, balance: Balance) -> None:
        self._meter.credits_left(provider.name, balance.credits)
        await self._store.team(team).save_balance(provider.name, balance)


def _outage_words(provider: Provider) -> str:
    """That a provider is down which was not asked anything; empty when it is not known to be."""
    outage = outage_of(provider)
    return f"{outage.words(provider.label)} It is asked again after {outage.until}." if outage else ""
