"""What can go wrong on demand, as a list of faults."""

import json
from dataclasses import dataclass

from playground.vendors.faults import (
    ANSWERS,
    CONNECTION,
    GATEWAY_PAGE,
    REFUSALS,
    TROUBLE,
    Fault,
    empty,
    truncated,
)
from playground.vendors.posteverywhere import refusals

#: The kinds of calls: those that write captions, and all that only read.
CAPTIONS, READ = "captions", "read"
_CAPTIONS = frozenset({CAPTIONS})
_EVERYWHERE = frozenset({CAPTIONS, READ, "nowhere"})


@dataclass(frozen=True, kw_only=True)
class CaptionFault(Fault):
    """One thing that can go wrong; `fewer` leaves one caption out, uncharged."""

    strikes: frozenset[str] = _CAPTIONS
    fewer: bool = False


#: Nothing goes wrong.
NONE = CaptionFault()


def _wrong_types(body: bytes) -> bytes:
    answer = json.loads(body)
    inner = answer.get("data") or answer
    inner["captions"] = " ".join(inner["captions"])
    inner["credits_used"] = str(inner["credits_used"])
    inner["credits_remaining"] = "plenty"
    return json.dumps(answer).encode()


def standard_faults(retry_after: int) -> tuple[CaptionFault, ...]:
    """Every fault, in the order to offer them; `retry_after` is what a rate limit asks for, in seconds."""
    return (*_refused(retry_after), *_IN_TROUBLE, *_ODD, *_LOST)


def _refused(retry_after: int) -> tuple[CaptionFault, ...]:
    rate_limit = CaptionFault(
        name="rate_limit",
        label="Rate limit",
        hint=f"429, try again in {retry_after} s",
        group=REFUSALS,
        refusal=lambda _: refusals.rate_limited(retry_after, {"X-RateLimit-Remaining": "0"}),
        strikes=_EVERYWHERE,
    )
    return (*_REFUSED, rate_limit)


_REFUSED = (
    CaptionFault(
        name="bad_key",
        label="Key not accepted",
        hint="401 unauthorized",
        group=REFUSALS,
        refusal=lambda _: refusals.unauthorized(),
        strikes=_EVERYWHERE,
    ),
    CaptionFault(
        name="missing_scope",
        label="Scope missing",
        hint="403, the key lacks ai",
        group=REFUSALS,
        refusal=lambda _: refusals.forbidden("ai"),
    ),
    CaptionFault(
        name="out_of_credits",
        label="Out of credits",
        hint="402 insufficient_credits",
        group=REFUSALS,
        refusal=lambda asked: refusals.insufficient_credits(asked.credits, 0),
    ),
    CaptionFault(
        name="no_subscription",
        label="No subscription",
        hint="402, upgrade needed",
        group=REFUSALS,
        refusal=lambda _: refusals.subscription_required(),
    ),
    CaptionFault(
        name="validation_error",
        label="Brief refused",
        hint="400 validation_error",
        group=REFUSALS,
        refusal=lambda _: refusals.validation_error("topic", "topic is not allowed"),
    ),
    CaptionFault(
        name="circuit_breaker",
        label="Same brief failed too often",
        hint="422 permanent_failure_circuit_breaker",
        group=REFUSALS,
        refusal=lambda _: refusals.circuit_breaker(),
    ),
)

_IN_TROUBLE = (
    CaptionFault(
        name="unavailable",
        label="Vendor down",
        hint="503 service_unavailable",
        group=TROUBLE,
        refusal=lambda _: refusals.unavailable(),
        strikes=_EVERYWHERE,
    ),
    CaptionFault(
        name="internal_error",
        label="Internal error",
        hint="500 internal_error",
        group=TROUBLE,
        refusal=lambda _: refusals.internal_error(),
        strikes=_EVERYWHERE,
    ),
    CaptionFault(
        name="no_content",
        label="Nothing written",
        hint="502 ai_no_content",
        group=TROUBLE,
        refusal=lambda _: refusals.no_content(),
    ),
    CaptionFault(
        name="html_page",
        label="HTML error page",
        hint="502 of a gateway",
        group=TROUBLE,
        page=GATEWAY_PAGE,
        strikes=_EVERYWHERE,
    ),
)

_ODD = (
    CaptionFault(name="fewer", label="Fewer captions", hint="One less than asked", group=ANSWERS, fewer=True),
    CaptionFault(name="empty_body", label="Empty body", hint="200, charged", group=ANSWERS, spoil=empty),
    CaptionFault(
        name="truncated",
        label="Truncated JSON",
        hint="200, charged",
        group=ANSWERS,
        spoil=truncated,
    ),
    CaptionFault(
        name="wrong_types", label="Wrong types", hint="200, charged", group=ANSWERS, spoil=_wrong_types
    ),
)

_LOST = (
    CaptionFault(
        name="dropped_before",
        label="Dropped before the work",
        hint="No answer, not charged",
        group=CONNECTION,
        drops="before",
        strikes=_EVERYWHERE,
    ),
    CaptionFault(
        name="dropped_after",
        label="Dropped after the work",
        hint="No answer, but charged",
        group=CONNECTION,
        drops="after",
    ),
)
