"""From a vendor's refusal to an error a person understands.

What the status alone says about money:

- 4xx: the vendor looked at the request and refused it; nothing was done.
- 5xx to a paid call: "A 5xx on POST may have done the work" (PostEverywhere's client policy); so it
  is unsure, unless the vendor's own code says that there is no result.
- 301, 307, 308 that are not followed (see redirects: the key would go to another vendor); nothing was
  done. 302 and 303 may also be how a server answers after doing the work.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import (
    NoContent,
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from providers.http.reply import Reply

#: Seconds to suggest when the vendor asks to wait but does not say how long.
SOME_TIME = 60.0

MOVED = frozenset({301, 307, 308})


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What a vendor's error reply says. `kind` is given when its code says more than the status."""

    kind: type[ProviderError] | None = None
    code: str | None = None
    #: The vendor's own words, untrusted.
    said: str = ""
    #: Our words instead of the usual ones.
    message: str | None = None
    field: str | None = None
    needed: int | None = None
    available: int | None = None
    retryable: bool | None = None
    #: Seconds to wait, where the vendor says it elsewhere than in `Retry-After`.
    wait: float | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """All that is known of one refused call."""

    label: str
    reply: Reply
    fault: Fault

    @property
    def wait(self) -> float | None:
        """The seconds that the vendor asks us to wait."""
        return self.fault.wait or self.reply.retry_after

    @property
    def number(self) -> str:
        """What to call the error: its status, unless that claims a success."""
        return str(self.reply.status if self.reply.status >= 300 else self.fault.code or "without a name")

    @property
    def facts(self) -> dict[str, Any]:
        """The keywords every provider error takes."""
        return {
            "provider": self.label,
            "status": self.reply.status,
            "code": self.fault.code,
            "request_id": self.reply.request_id,
        }


def kind_of(reply: Reply, fault: Fault) -> type[ProviderError]:
    """Which error a refusal is."""
    if fault.kind:
        return fault.kind
    if by_status := _BY_STATUS.get(reply.status):
        return by_status
    if 400 <= reply.status < 500 and reply.status != 408:
        return ProviderBusy if fault.retryable else ProviderRejected
    return OutcomeUnknown if reply.paid and reply.status not in MOVED else ProviderDown


def error_of(refusal: Refusal) -> ProviderError:
    """The error to raise for a refusal."""
    kind = kind_of(refusal.reply, refusal.fault)
    return _BUILD.get(kind, _plain(kind))(refusal)


def in_words(seconds: float) -> str:
    """A waiting time as people say it, rather too long than too short."""
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= 1.5 * size), (1, "second"))
    count = max(1, math.ceil(seconds / size))
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _busy(refusal: Refusal) -> ProviderError:
    wait = refusal.wait or SOME_TIME
    message = f"{refusal.label} is busy and asks us to wait {in_words(wait)}."
    return ProviderBusy(refusal.fault.message or message, retry_after=wait, **refusal.facts)


def _credits(refusal: Refusal) -> ProviderError:
    fault = refusal.fault
    counts = [f"this needs {fault.needed}"] if fault.needed is not None else []
    counts += [f"you have {fault.available}"] if fault.available is not None else []
    detail = f" — {', '.join(counts)}" if counts else ""
    message = f"{refusal.label} refused: not enough credits{detail}."
    return OutOfCredits(
        fault.message or message, needed=fault.needed, available=fault.available, **refusal.facts
    )


def _rejected(refusal: Refusal) -> ProviderError:
    said = refusal.fault.said
    message = f"{refusal.label} refused this brief" + (f": “{said}”" if said else ".")
    return ProviderRejected(refusal.fault.message or message, field=refusal.fault.field, **refusal.facts)


def _plain(kind: type[ProviderError]) -> Callable[[Refusal], ProviderError]:
    def build(refusal: Refusal) -> ProviderError:
        words = _WORDS.get(kind, "{label} could not do it.")
        usual = words.format(label=refusal.label, number=refusal.number)
        return kind(refusal.fault.message or _moved(refusal) or usual, **refusal.facts)

    return build


def _moved(refusal: Refusal) -> str | None:
    if refusal.reply.status not in MOVED:
        return None
    return f"{refusal.label} has moved to another address; whoever runs Galley must correct its base URL."


_UNITS = ((3_600, "hour"), (60, "minute"), (1, "second"))
_BY_STATUS: dict[int, type[ProviderError]] = {
    401: ProviderDenied,
    402: OutOfCredits,
    403: ProviderDenied,
    429: ProviderBusy,
}
_WORDS: dict[type[ProviderError], str] = {
    ProviderDenied: "{label} refused the key: it is invalid, or may not do this.",
    NoContent: "{label} came up with nothing for this brief. Rephrasing it usually helps.",
    ProviderDown: "{label} is having trouble (error {number}).",
    OutcomeUnknown: "{label} failed (error {number}) after it had the brief, so it may have done the work.",
}
_BUILD: dict[type[ProviderError], Callable[[Refusal], ProviderError]] = {
    ProviderBusy: _busy,
    OutOfCredits: _credits,
    ProviderRejected: _rejected,
}
