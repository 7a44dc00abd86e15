"""Calls of a vendor's API, timed and told how they ended."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.domain.errors import OutcomeUnknown, ProviderBusy, ProviderDown, ProviderError, ProviderUnreachable
from bot.domain.ports import Meter
from providers.http.reply import Reply
from providers.http.vendor import Call, Vendor

Send = Callable[[Vendor, Call], Awaitable[Reply]]
Clock = Callable[[], float]

#: How a call ended that raised; any other error is a refusal.
OUTCOMES: tuple[tuple[type[ProviderError], str], ...] = (
    (ProviderUnreachable, "unreachable"),
    (OutcomeUnknown, "unknown"),
    (ProviderBusy, "rate_limited"),
    (ProviderDown, "failed"),
)


def metered(send: Send, meter: Meter, clock: Clock) -> Send:
    """The same `send`, each attempt of which is counted; `clock` gives seconds."""

    async def attempt(vendor: Vendor, call: Call) -> Reply:
        began = clock()
        try:
            reply = await send(vendor, call)
        except ProviderError as error:
            meter.vendor_called(vendor.label, _kind(call), outcome_of(error), clock() - began)
            raise
        meter.vendor_called(vendor.label, _kind(call), _answered(vendor, reply), clock() - began)
        return reply

    return attempt


@contextmanager
def timed(meter: Meter, clock: Clock, vendor: str, kind: str) -> Iterator[None]:
    """Count what is done inside the block as one call."""
    began = clock()
    try:
        yield
    except ProviderError as error:
        meter.vendor_called(vendor, kind, outcome_of(error), clock() - began)
        raise
    meter.vendor_called(vendor, kind, "ok", clock() - began)


def outcome_of(error: ProviderError) -> str:
    """How a call ended that raised this."""
    return next((outcome for kind, outcome in OUTCOMES if isinstance(error, kind)), "refused")


def _kind(call: Call) -> str:
    """What a call is for."""
    if call.upload:
        return "upload"
    if call.paid:
        return "paid"
    return "delete" if call.method == "DELETE" else "read"


def _answered(vendor: Vendor, reply: Reply) -> str:
    """How an answer is to be taken, which the status alone may not say."""
    if vendor.fault_in(reply) is None:
        return "ok"
    if reply.status == 429:
        return "rate_limited"
    return "failed" if reply.status >= 500 else "refused"
