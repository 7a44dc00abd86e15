"""A vendor's API as its adapter sees it: limits kept, safe repeats made, refusals raised as our errors."""

import itertools
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from bot.domain.errors import OutcomeUnknown, ProviderBusy, ProviderDown, ProviderError, ProviderUnreachable
from providers.http.faults import Fault, Refusal, error_of, in_words
from providers.http.limits import Limit, Limiter
from providers.http.reply import Reply, one_line
from providers.http.retries import BUDGET, MOST, Timing, backoff, retry_after

log = logging.getLogger(__name__)

#: Seconds a call may wait for room in the local limits; beyond that the person is told instead.
PATIENCE = 3.0
#: A piece of a secret of this length must not be quoted.
PIECE = 8


def status_only(reply: Reply) -> Fault | None:
    """For a vendor whose error bodies say nothing: the status is all there is."""
    return None if reply.ok else Fault()


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """What the calls to one vendor have in common. `base_url` has no slash at its end.

    `faults` reads the error in a reply and returns `None` for a success.
    """

    label: str
    base_url: str
    headers: Mapping[str, SecretStr]
    limits: tuple[Limit, ...] = ()
    faults: Callable[[Reply], Fault | None] = status_only


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request. `paid` means that it costs credits: it is never repeated unless it surely was not made."""

    method: str
    path: str
    paid: bool = False
    body: Any = None


@dataclass(frozen=True, kw_only=True)
class Failed:
    """One attempt that failed; `again` when repeating is safe, `wait` when the vendor said how long."""

    error: ProviderError
    again: bool = False
    wait: float | None = None


@dataclass(frozen=True, kw_only=True)
class Api:
    """The calls an adapter can make. `send` makes one attempt."""

    vendor: Vendor
    send: Callable[[Vendor, Call], Awaitable[Reply]]
    limiter: Limiter
    timing: Timing = field(default_factory=Timing)

    async def read(self, path: str) -> Reply:
        """GET `path`: free, repeated when the vendor stumbles. The reply's body is readable."""
        return await self._call(Call(method="GET", path=path))

    async def paid(self, path: str, body: Any) -> Reply:
        """POST a JSON body that costs credits: sent again only when it surely was not accepted."""
        return await self._call(Call(method="POST", path=path, paid=True, body=body))

    def refused(self, reply: Reply, fault: Fault) -> ProviderError:
        """The error for a reply that is a refusal."""
        wait = retry_after(reply.retry_after, self.timing.now())
        return error_of(Refusal(label=self.vendor.label, reply=reply, fault=self._clean(fault), wait=wait))

    def unreadable(self, reply: Reply) -> ProviderError:
        """The error for a success that does not say what it should."""
        facts: dict[str, Any] = {
            "provider": self.vendor.label,
            "status": reply.status,
            "request_id": reply.request_id,
        }
        if reply.paid:
            message = (
                f"{self.vendor.label} answered, but its answer could not be read; it may have done the work."
            )
            return OutcomeUnknown(message, **facts)
        return ProviderDown(f"{self.vendor.label} gave an answer that makes no sense.", **facts)

    async def _call(self, call: Call) -> Reply:
        waited = 0.0
        for attempt in itertools.count():
            outcome = await self._attempt(call)
            if isinstance(outcome, Reply):
                return outcome
            wait = outcome.wait or backoff(attempt, self.timing.chance())
            waited += wait
            if not outcome.again or attempt >= MOST or waited > BUDGET:
                raise outcome.error
            await self.timing.sleep(wait)
        raise AssertionError  # pragma: no cover  # count() does not end

    async def _attempt(self, call: Call) -> Reply | Failed:
        await self._room(call)
        started = self.timing.clock()
        try:
            reply = await self.send(self.vendor, call)
        except ProviderUnreachable as error:
            self.limiter.give_back(paid=call.paid)
            self._log(call, started, type(error).__name__)
            return Failed(error=error, again=True)
        except ProviderError as error:
            self._log(call, started, type(error).__name__)
            return Failed(error=error, again=not call.paid)
        fault = self.vendor.faults(reply)
        self._log(call, started, reply.status, reply.request_id, self._clean(fault).code if fault else None)
        return self._outcome(call, reply, fault)

    def _outcome(self, call: Call, reply: Reply, fault: Fault | None) -> Reply | Failed:
        if fault is None:
            lost = reply.body is None and not call.paid
            return Failed(error=self.unreadable(reply), again=True) if lost else reply
        safe = reply.status == 429 or (reply.status >= 500 and not call.paid)
        return Failed(
            error=self.refused(reply, fault),
            again=safe and fault.retryable is not False,
            wait=retry_after(reply.retry_after, self.timing.now()),
        )

    async def _room(self, call: Call) -> None:
        """Wait a moment for room in the local limits; raise `ProviderBusy` when a moment will not do."""
        waited = 0.0
        while wait := self.limiter.take(paid=call.paid):
            waited += wait
            if waited > PATIENCE:
                message = (
                    f"{self.vendor.label} allows only so many calls; there is room again in {in_words(wait)}."
                )
                raise ProviderBusy(message, retry_after=wait, provider=self.vendor.label)
            await self.timing.sleep(wait)

    def _log(
        self, call: Call, started: float, status: object, request: str | None = None, code: str | None = None
    ) -> None:
        """One line per attempt: never a body, a header or a query."""
        log.info(
            "%s %s %s: %s in %d ms, request %s, code %s",
            self.vendor.label,
            call.method,
            call.path.partition("?")[0],
            status,
            (self.timing.clock() - started) * 1000,
            request,
            code,
        )

    def _clean(self, fault: Fault) -> Fault:
        """The fault with the vendor's words made fit to show: short, one line, no piece of a secret."""
        code = self._quotable(fault.code or "", 60)
        return Fault(**{**vars(fault), "said": self._quotable(fault.said, 200), "code": code or None})

    def _quotable(self, text: str, most: int) -> str:
        folded = text.casefold()
        for secret in self.vendor.headers.values():
            value = secret.get_secret_value().casefold()
            if any(value[i : i + PIECE] in folded for i in range(max(1, len(value) - PIECE + 1))):
                return ""
        return one_line(text, most)
