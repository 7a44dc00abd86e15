"""What can go wrong on demand, as a list of faults."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from playground.vendors.posteverywhere import refusals
from playground.vendors.posteverywhere.refusals import Refused
from playground.vendors.posteverywhere.replies import Reply

#: The headings to choose under.
REFUSALS, TROUBLE, ANSWERS, CONNECTION = "Refusals", "Trouble", "Odd answers", "Lost connections"

_PAGE = Reply(
    status=502,
    body=b"<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>",
    content_type="text/html",
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that can go wrong.

    At most one of these says how: `refusal` makes the error to answer, knowing how many captions
    were asked for; `page` is answered in place of any work; `spoil` changes the answer when the
    work is done and charged; `drops` closes the connection "before" the work or "after" it;
    `fewer` leaves one caption out, uncharged. `everywhere` strikes all calls, the others captions
    alone.
    """

    name: str = ""
    label: str = ""
    hint: str = ""
    group: str = ""
    refusal: Callable[[int], Refused] | None = None
    page: Reply | None = None
    spoil: Callable[[bytes], bytes] | None = None
    drops: str = ""
    fewer: bool = False
    everywhere: bool = False

    def strike(self, asked: int) -> Reply | None:
        """What is answered in place of any work, if this fault is of that kind; raises `Refused`."""
        if self.refusal:
            raise self.refusal(asked)
        return self.page

    def spoiled(self, reply: Reply) -> Reply:
        """What becomes of a good answer."""
        return replace(reply, body=self.spoil(reply.body)) if self.spoil else reply


#: Nothing goes wrong.
NONE = Fault()


def _wrong_types(body: bytes) -> bytes:
    answer = json.loads(body)
    inner = answer.get("data") or answer
    inner["captions"] = " ".join(inner["captions"])
    inner["credits_used"] = str(inner["credits_used"])
    inner["credits_remaining"] = "plenty"
    return json.dumps(answer).encode()


def standard_faults(retry_after: int) -> tuple[Fault, ...]:
    """Every fault, in the order to offer them; `retry_after` is what a rate limit asks for, in seconds."""
    return (*_refused(retry_after), *_IN_TROUBLE, *_ODD, *_LOST)


def _refused(retry_after: int) -> tuple[Fault, ...]:
    rate_limit = Fault(
        name="rate_limit",
        label="Rate limit",
        hint=f"429, try again in {retry_after} s",
        group=REFUSALS,
        refusal=lambda _: refusals.rate_limited(retry_after, {"X-RateLimit-Remaining": "0"}),
        everywhere=True,
    )
    return (*_REFUSED, rate_limit)


_REFUSED = (
    Fault(
        name="bad_key",
        label="Key not accepted",
        hint="401 unauthorized",
        group=REFUSALS,
        refusal=lambda _: refusals.unauthorized(),
        everywhere=True,
    ),
    Fault(
        name="missing_scope",
        label="Scope missing",
        hint="403, the key lacks ai",
        group=REFUSALS,
        refusal=lambda _: refusals.forbidden("ai"),
    ),
    Fault(
        name="out_of_credits",
        label="Out of credits",
        hint="402 insufficient_credits",
        group=REFUSALS,
        refusal=lambda asked: refusals.insufficient_credits(asked, 0),
    ),
    Fault(
        name="no_subscription",
        label="No subscription",
        hint="402, upgrade needed",
        group=REFUSALS,
        refusal=lambda _: refusals.subscription_required(),
    ),
    Fault(
        name="validation_error",
        label="Brief refused",
        hint="400 validation_error",
        group=REFUSALS,
        refusal=lambda _: refusals.validation_error("topic", "topic is not allowed"),
    ),
    Fault(
        name="circuit_breaker",
        label="Same brief failed too often",
        hint="422 permanent_failure_circuit_breaker",
        group=REFUSALS,
        refusal=lambda _: refusals.circuit_breaker(),
    ),
)

_IN_TROUBLE = (
    Fault(
        name="unavailable",
        label="Vendor down",
        hint="503 service_unavailable",
        group=TROUBLE,
        refusal=lambda _: refusals.unavailable(),
        everywhere=True,
    ),
    Fault(
        name="internal_error",
        label="Internal error",
        hint="500 internal_error",
        group=TROUBLE,
        refusal=lambda _: refusals.internal_error(),
        everywhere=True,
    ),
    Fault(
        name="no_content",
        label="Nothing written",
        hint="502 ai_no_content",
        group=TROUBLE,
        refusal=lambda _: refusals.no_content(),
    ),
    Fault(
        name="html_page",
        label="HTML error page",
        hint="502 of a gateway",
        group=TROUBLE,
        page=_PAGE,
        everywhere=True,
    ),
)

_ODD = (
    Fault(name="fewer", label="Fewer captions", hint="One less than asked", group=ANSWERS, fewer=True),
    Fault(name="empty_body", label="Empty body", hint="200, charged", group=ANSWERS, spoil=lambda _: b""),
    Fault(
        name="truncated",
        label="Truncated JSON",
        hint="200, charged",
        group=ANSWERS,
        spoil=lambda body: body[: len(body) // 2],
    ),
    Fault(name="wrong_types", label="Wrong types", hint="200, charged", group=ANSWERS, spoil=_wrong_types),
)

_LOST = (
    Fault(
        name="dropped_before",
        label="Dropped before the work",
        hint="No answer, not charged",
        group=CONNECTION,
        drops="before",
        everywhere=True,
    ),
    Fault(
        name="dropped_after",
        label="Dropped after the work",
        hint="No answer, but charged",
        group=CONNECTION,
        drops="after",
    ),
)
