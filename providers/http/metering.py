"""Each attempt at a call of a vendor's API, timed and told how it ended."""

from collections.abc import Awaitable, Callable

from bot.domain.errors import OutcomeUnknown, ProviderError, ProviderUnreachable
from bot.domain.ports import Meter
from providers.http.reply import Reply
from providers.http.vendor import Call, Vendor

Send = Callable[[Vendor, Call], Awaitable[Reply]]


def metered(send: Send, meter: Meter, clock: Callable[[], float]) -> Send:
    """The same `send`, whose attempts are counted; `clock` gives seconds."""

    async def attempt(vendor: Vendor, call: Call) -> Reply:
        began = clock()
        try:
            reply = await send(vendor, call)
        except ProviderError as error:
            meter.vendor_called(vendor.label, _kind(call), _broken(error), clock() - began)
            raise
        meter.vendor_called(vendor.label, _kind(call), _answered(vendor, reply), clock() - began)
        return reply

    return attempt


def _kind(call: Call) -> str:
    """What a call is for."""
    if call.upload:
        return "upload"
    if call.paid:
        return "paid"
    return "delete" if call.method == "DELETE" else "read"


def _broken(error: ProviderError) -> str:
    """How an attempt without an answer ended."""
    if isinstance(error, ProviderUnreachable):
        return "unreachable"
    return "unknown" if isinstance(error, OutcomeUnknown) else "no_answer"


def _answered(vendor: Vendor, reply: Reply) -> str:
    """How an answer is to be taken, which the status alone may not say."""
    if vendor.fault_in(reply) is None:
        return "ok"
    if reply.status == 429:
        return "rate_limited"
    return "failed" if reply.status >= 500 else "refused"
