"""What can go wrong on demand, as a list of faults."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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

#: The kinds of calls: those that write captions, make images, look at one, and all else that only reads.
CAPTIONS, IMAGES, MEDIA, READ = "captions", "images", "media", "read"
WORK = frozenset({CAPTIONS, IMAGES})
_CAPTIONS, _IMAGES = frozenset({CAPTIONS}), frozenset({IMAGES})
_EVERYWHERE = frozenset({*WORK, MEDIA, READ, "nowhere"})


@dataclass(frozen=True, kw_only=True)
class PostEverywhereFault(Fault):
    """One thing that can go wrong; `fewer` leaves one caption out, uncharged."""

    strikes: frozenset[str] = WORK
    fewer: bool = False


#: Nothing goes wrong.
NONE = PostEverywhereFault()


def _changing(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """Changes what an answer holds, in the envelope or bare."""

    def spoil(body: bytes) -> bytes:
        answer = json.loads(body)
        change(answer.get("data") or answer)
        return json.dumps(answer).encode()

    return spoil


def _wrong_types(data: dict[str, Any]) -> None:
    if "captions" in data:
        data["captions"] = " ".join(data["captions"])
    else:
        data |= {"media_id": 12, "media_ids": "12"}
    data |= {"credits_used": str(data["credits_used"]), "credits_remaining": "plenty"}


def _without_id(data: dict[str, Any]) -> None:
    del data["media_id"]
    data.pop("media_ids", None)


def _without_address(data: dict[str, Any]) -> None:
    data |= {"url": None, "thumbnail_url": None}


def standard_faults(retry_after: int) -> tuple[PostEverywhereFault, ...]:
    """Every fault, in the order to offer them; `retry_after` is what a rate limit asks for, in seconds."""
    return (*_refused(retry_after), *_IN_TROUBLE, *_ODD, *_LOST)


def _refused(retry_after: int) -> tuple[PostEverywhereFault, ...]:
    rate_limit = PostEverywhereFault(
        name="rate_limit",
        label="Rate limit",
        hint=f"429, try again in {retry_after} s",
        group=REFUSALS,
        refusal=lambda _: refusals.rate_limited(retry_after, {"X-RateLimit-Remaining": "0"}),
        strikes=_EVERYWHERE,
    )
    return (*_REFUSED, rate_limit)


_REFUSED = (
    PostEverywhereFault(
        name="bad_key",
        label="Key not accepted",
        hint="401 unauthorized",
        group=REFUSALS,
        refusal=lambda _: refusals.unauthorized(),
        strikes=_EVERYWHERE,
    ),
    PostEverywhereFault(
        name="missing_scope",
        label="Scope missing",
        hint="403, the key lacks ai",
        group=REFUSALS,
        refusal=lambda _: refusals.forbidden("ai"),
    ),
    PostEverywhereFault(
        name="out_of_credits",
        label="Out of credits",
        hint="402 insufficient_credits",
        group=REFUSALS,
        refusal=lambda asked: refusals.insufficient_credits(asked.credits, 0),
    ),
    PostEverywhereFault(
        name="no_subscription",
        label="No subscription",
        hint="402, upgrade needed",
        group=REFUSALS,
        refusal=lambda _: refusals.subscription_required(),
    ),
    PostEverywhereFault(
        name="validation_error",
        label="Brief refused",
        hint="400 validation_error",
        group=REFUSALS,
        refusal=lambda _: refusals.validation_error("topic", "topic is not allowed"),
        strikes=_CAPTIONS,
    ),
    PostEverywhereFault(
        name="prompt_refused",
        label="Image refused",
        hint="400 validation_error",
        group=REFUSALS,
        refusal=lambda _: refusals.validation_error("prompt", "prompt is not allowed"),
        strikes=_IMAGES,
    ),
    PostEverywhereFault(
        name="circuit_breaker",
        label="Same brief failed too often",
        hint="422 permanent_failure_circuit_breaker",
        group=REFUSALS,
        refusal=lambda _: refusals.circuit_breaker(),
    ),
)

_IN_TROUBLE = (
    PostEverywhereFault(
        name="unavailable",
        label="Vendor down",
        hint="503 service_unavailable",
        group=TROUBLE,
        refusal=lambda _: refusals.unavailable(),
        strikes=_EVERYWHERE,
    ),
    PostEverywhereFault(
        name="internal_error",
        label="Internal error",
        hint="500 internal_error",
        group=TROUBLE,
        refusal=lambda _: refusals.internal_error(),
        strikes=_EVERYWHERE,
    ),
    PostEverywhereFault(
        name="no_content",
        label="Nothing written",
        hint="502 ai_no_content",
        group=TROUBLE,
        refusal=lambda _: refusals.no_content(),
        strikes=_CAPTIONS,
    ),
    PostEverywhereFault(
        name="html_page",
        label="HTML error page",
        hint="502 of a gateway",
        group=TROUBLE,
        page=GATEWAY_PAGE,
        strikes=_EVERYWHERE,
    ),
)

_CHARGED = "A success, charged"
_ODD = (
    PostEverywhereFault(
        name="fewer",
        label="Fewer captions",
        hint="One less than asked",
        group=ANSWERS,
        fewer=True,
        strikes=_CAPTIONS,
    ),
    PostEverywhereFault(name="empty_body", label="Empty body", hint=_CHARGED, group=ANSWERS, spoil=empty),
    PostEverywhereFault(
        name="truncated", label="Truncated JSON", hint=_CHARGED, group=ANSWERS, spoil=truncated
    ),
    PostEverywhereFault(
        name="wrong_types", label="Wrong types", hint=_CHARGED, group=ANSWERS, spoil=_changing(_wrong_types)
    ),
    PostEverywhereFault(
        name="no_media_id",
        label="Image without id",
        hint=_CHARGED,
        group=ANSWERS,
        spoil=_changing(_without_id),
        strikes=_IMAGES,
    ),
    PostEverywhereFault(
        name="no_preview",
        label="Image without address",
        hint="It is there, but cannot be looked at",
        group=ANSWERS,
        spoil=_changing(_without_address),
        strikes=frozenset({MEDIA}),
    ),
)

_LOST = (
    PostEverywhereFault(
        name="dropped_before",
        label="Dropped before the work",
        hint="No answer, not charged",
        group=CONNECTION,
        drops="before",
        strikes=_EVERYWHERE,
    ),
    PostEverywhereFault(
        name="dropped_after",
        label="Dropped after the work",
        hint="No answer, but charged",
        group=CONNECTION,
        drops="after",
    ),
)
