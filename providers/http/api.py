"""A vendor's API as its adapter sees it: limits kept, safe repeats made, refusals raised as our errors."""

import itertools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import (
    KnownDown,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDown,
    ProviderError,
    ProviderUnreachable,
)
from bot.domain.money import Charged
from bot.domain.outages import Outage
from providers.http.circuits import Circuit, Passage
from providers.http.faults import Fault, Refusal, error_of, in_words
from providers.http.limits import Limiter
from providers.http.reply import Reply
from providers.http.retries import BUDGET, FIRST, MOST, Timing, backoff
from providers.http.uploads import Upload
from providers.http.vendor import Call, Vendor

log = logging.getLogger(__name__)

#: Seconds a free call may wait for room, as somebody waits for most of them, and a paid one: until the
#: window of a minute's limit has passed. Beyond that the person is told instead.
PATIENCE, PAID_PATIENCE = 3.0, 61.0


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
    circuit: Circuit
    timing: Timing

    @property
    def outage(self) -> Outage | None:
        """What is known of the vendor without asking it: that it is down, and no call is let through."""
        return self.circuit.outage

    async def read(self, path: str) -> Reply:
        """GET `path`: free, repeated when the vendor stumbles. The reply's body is readable."""
        return await self._call(Call(method="GET", path=path))

    async def paid(self, path: str, body: Any, *, read_timeout: float | None = None) -> Reply:
        """POST a JSON body that costs credits: sent again only when it surely was not accepted.

        The reply's body may be unreadable; then raise `unreadable`, if it is needed.
        """
        return await self._call(
            Call(method="POST", path=path, paid=True, body=body, read_timeout=read_timeout)
        )

    async def delete(self, path: str) -> Reply:
        """DELETE `path`: free, and the same done twice, so it is repeated when the vendor stumbles."""
        return await self._call(Call(method="DELETE", path=path))

    async def poll(self, path: str) -> Reply:
        """GET `path` once, to see how work stands that has been paid for; its caller asks again.

        Raises a retryable error or `OutcomeUnknown` when asking did not work just now. Any other error is
        final for the asking and says nothing of the work, which may have been charged.
        """
        outcome = await self._attempt(Call(method="GET", path=path))
        if isinstance(outcome, Reply):
            return outcome
        error = outcome.error
        if outcome.again and not error.retryable:
            raise OutcomeUnknown(
                error.message,
                provider=error.provider,
                status=error.status,
                code=error.code,
                request_id=error.request_id,
            ) from error
        if not error.retryable:
            error.charged = Charged.MAYBE
        raise error

    async def upload(self, path: str, upload: Upload) -> Reply:
        """POST a file, which costs nothing, as its bytes come; once, as they come only once.

        Only the caller can begin anew. The reply's body is readable.
        """
        outcome = await self._attempt(Call(method="POST", path=path, upload=upload))
        if isinstance(outcome, Reply):
            return outcome
        raise outcome.error

    def refused(self, reply: Reply, fault: Fault) -> ProviderError:
        """The error for a reply that is a refusal."""
        return error_of(Refusal(label=self.vendor.label, reply=reply, fault=fault))

    def unreadable(self, reply: Reply) -> ProviderError:
        """The error for a success that does not say what it should."""
        label = self.vendor.label
        facts: dict[str, Any] = {"provider": label, "status": reply.status, "request_id": reply.request_id}
        if reply.paid:
            message = "answered, but not in a way that can be read, so it may have done the work."
            return OutcomeUnknown(f"{label} {message}", **facts)
        return ProviderDown(f"{label} gave an answer that makes no sense.", **facts)

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
        """One attempt, unless there is no room for it or the vendor is down; then it raises that."""
        if (call.paid or call.upload) and self.vendor.probe and self.circuit.half_open:
            await self._attempt(Call(method="GET", path=self.vendor.probe))
        self.circuit.check()
        await self._room(call)
        try:
            with self.circuit.passage(paid=call.paid) as passage:
                return await self._sent(call, passage)
        except KnownDown:
            self.limiter.give_back(paid=call.paid)
            raise

    async def _sent(self, call: Call, passage: Passage) -> Reply | Failed:
        started = self.timing.clock()
        try:
            reply = await self.send(self.vendor, call)
        except ProviderError as error:
            passage.works = None if call.upload else False  # a file may also break off on Slack's side
            unsent = isinstance(error, ProviderUnreachable)
            if unsent:
                self.limiter.give_back(paid=call.paid)
            self._log(call, started, type(error).__name__)
            return Failed(error=error, again=unsent or not call.paid)
        fault = self.vendor.fault_in(reply)
        self._log(call, started, reply.status, reply.request_id, fault.code if fault else None)
        failed = self._refusal(reply, fault) if fault else None
        passage.works = _works(reply, failed)
        return failed or self._success(call, reply)

    def _success(self, call: Call, reply: Reply) -> Reply | Failed:
        """What a deletion says besides that it worked is nothing that anybody needs."""
        if reply.body is None and not reply.paid and call.method != "DELETE":
            return Failed(error=self.unreadable(reply), again=True)
        return reply

    def _refusal(self, reply: Reply, fault: Fault) -> Failed:
        """A 429 on any call, a 5xx or 408 on a free one are worth repeating, unless the vendor says no."""
        stumbled = reply.status >= 500 or reply.status == 408
        safe = reply.status == 429 or (stumbled and not reply.paid)
        wait = fault.wait or reply.retry_after
        if reply.status == 429:
            self.limiter.pause(wait or FIRST, paid=reply.paid)
        return Failed(
            error=self.refused(reply, fault), again=safe and fault.retryable is not False, wait=wait
        )

    async def _room(self, call: Call) -> None:
        """Wait a while for room in the limits; raise `ProviderBusy` when a while will not do."""
        label, patience = self.vendor.label, PAID_PATIENCE if call.paid else PATIENCE
        waited = 0.0
        while wait := self.limiter.take(paid=call.paid):
            waited += wait
            if waited > patience:
                asked = self.limiter.asked(paid=call.paid)
                why = "is busy and asked us to wait" if asked else "allows only so many calls"
                message = f"{label} {why}; there is room again in {in_words(wait)}."
                raise ProviderBusy(message, retry_after=wait, provider=label)
            await self.timing.sleep(wait)

    def _log(
        self, call: Call, started: float, status: object, request: str | None = None, code: str | None = None
    ) -> None:
        """One line per attempt: never a body, a header or a query."""
        took = (self.timing.clock() - started) * 1_000
        what = (self.vendor.label, call.method, call.path.partition("?")[0], status, took, request, code)
        log.info("%s %s %s: %s in %.0f ms, request %s, code %s", *what)


def _works(reply: Reply, failed: Failed | None) -> bool | None:
    """Whether an answer is that of a vendor that works, as far as it shows.

    A 408 is a server that gave up on a call. A 5xx that stands for an answer, such as
    PostEverywhere's `ai_no_content`, is no failure.
    """
    if reply.status == 408:
        return None
    return not (reply.status >= 500 and failed and isinstance(failed.error, ProviderDown | OutcomeUnknown))
