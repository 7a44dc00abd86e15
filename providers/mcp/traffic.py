"""Using a server only while it is up, and as often as it lets us: the rules of `providers.http`."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.errors import (
    KnownDown,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDown,
    ProviderError,
    ProviderUnreachable,
)
from providers.http import Circuit, Timing
from providers.http.faults import in_words
from providers.http.limits import Limiter
from providers.http.retries import BUDGET, MOST, backoff

T = TypeVar("T")


class Stumbled(ProviderDown):
    """The server has trouble just now, and surely did no work; another attempt may do."""


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """One person's uses of one server, which people know by its label."""

    label: str
    circuit: Circuit
    limiter: Limiter
    timing: Timing

    async def patiently(self, attempt: Callable[[], Awaitable[T]], *, work: bool) -> T:
        """What `attempt` returns, tried again after what surely did nothing. Raises a `ProviderError`."""
        waited = 0.0
        for number in itertools.count():
            self.circuit.check()
            waited += await self._asked(waited, work=work)
            try:
                return await self._judged(attempt, work=work)
            except KnownDown:
                raise
            except (ProviderBusy, ProviderUnreachable, Stumbled) as error:
                wait = error.retry_after or backoff(number, self.timing.chance())
                waited += wait
                if number >= MOST or waited > BUDGET:
                    raise
            await self.timing.sleep(wait)
        raise AssertionError  # pragma: no cover  # count() does not end

    async def _asked(self, waited: float, *, work: bool) -> float:
        """Wait as the server asked for at an earlier use, unless that is too long; returns how long."""
        wait = self.limiter.asked(paid=work)
        if waited + wait > BUDGET:
            message = f"{self.label} is busy and asked us to wait {in_words(wait)}."
            raise ProviderBusy(message, retry_after=wait, provider=self.label)
        if wait:
            await self.timing.sleep(wait)
        return wait

    async def _judged(self, attempt: Callable[[], Awaitable[T]], *, work: bool) -> T:
        """One attempt, and what it shows of the server."""
        with self.circuit.passage(paid=work) as passage:
            try:
                answer = await attempt()
            except ProviderError as error:
                passage.works = _works(error)
                if isinstance(error, ProviderBusy):
                    self.limiter.pause(error.retry_after, paid=work)
                raise
            passage.works = True
        return answer


def _works(error: ProviderError) -> bool | None:
    """Whether an error is that of a server that works, as far as it shows; a 408 shows nothing."""
    if error.status is not None:
        return None if error.status == 408 else error.status < 500
    lost = isinstance(error, ProviderUnreachable | Stumbled | OutcomeUnknown)
    return False if lost else None
