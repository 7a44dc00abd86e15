"""Reading PostEverywhere's replies, which come bare or in an envelope, and its errors.

Sources: the error rows of "Generate Caption", POST /v1/ai/generate-caption;
https://developers.posteverywhere.ai/api/generate-image;
https://developers.posteverywhere.ai/errors (envelope, `retryable`); posteverywhere/posteverywhere-python
(402, 403, and what may be sent again).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.errors import (
    NoContent,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Receipt
from providers.http import Fault, Reply, id_of, object_of

#: Codes that say more than their status.
#:
#: Two 5xx are known to cost nothing, because only returned captions cost credits: `ai_no_content`
#: says that there is none, and `service_unavailable` that the request was not handled at all (RFC
#: 9110, 15.6.4). Neither is sent again by itself. Every other 5xx, and a 503 that is not in the
#: vendor's own words, stays unclear: it may have done the work, which is why the vendor's client does
#: not resend a POST after one, although `retryable` is true for each of them.
KINDS: Mapping[str, type[ProviderError]] = {
    "ai_no_content": NoContent,
    "insufficient_credits": OutOfCredits,
    "rate_limit_exceeded": ProviderBusy,
    "rate_limited": ProviderBusy,
    "service_unavailable": ProviderDown,
    "unauthorized": ProviderDenied,
    "validation_error": ProviderRejected,
    "permanent_failure_circuit_breaker": ProviderRejected,
}

#: The vendor's names for what a person fills in, and ours. Not its `model`: in a message that may be the
#: one that writes.
FIELDS: Mapping[str, str] = {
    "topic": "topic",
    "platform": "platforms",
    "tone": "tone",
    "length": "length",
    "include_hashtags": "include_hashtags",
    "include_emojis": "include_emojis",
    "count": "count",
    "prompt": "image_prompt",
    "aspect_ratio": "aspect_ratio",
}


def unwrapped(reply: Reply) -> dict[str, Any]:
    """The inner object of a success, whether it came in the envelope or bare; empty when there is none."""
    body = object_of(reply.body)
    return inner(body, "data") if "data" in body else body


def fault_in(reply: Reply) -> Fault | None:
    """The error in a reply; `None` for a success, which with `data` and no `error` any status can be."""
    body = object_of(reply.body)
    error = body.get("error")
    if not error and (reply.ok or body.get("data") is not None):
        return None
    told = object_of(error) or {"message": error}
    code = told.get("code") if isinstance(told.get("code"), str) else None
    needed, available = (_first_whole(name, _places(body, told)) for name in ("needed", "available"))
    kind = _kind(reply, code, counted=(needed, available) != (None, None))
    return Fault(
        kind=kind,
        code=code,
        said=told["message"] if isinstance(told.get("message"), str) else "",
        message=_message(reply, kind),
        field=_field(told) if kind in {None, ProviderRejected} else None,
        needed=needed,
        available=available,
        retryable=told["retryable"] if isinstance(told.get("retryable"), bool) else None,
        wait=_wait(reply) if reply.status == 429 else None,
    )


def inner(outer: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object of that name inside another one; empty when there is none."""
    return object_of(outer.get(name))


def media_id_in(data: Mapping[str, Any]) -> str | None:
    """The id of an image that was made, from either form of the reply; `None` when it has none."""
    several = data.get("media_ids")
    first = several[0] if isinstance(several, list) and several else None
    return id_of(data.get("media_id")) or id_of(first)


def address_in(data: Mapping[str, Any], *, local: bool) -> str | None:
    """Where an image can be looked at: over https, or http where the vendor is played on this machine."""
    schemes = ("https://", "http://") if local else ("https://",)
    told = (data.get("url"), data.get("thumbnail_url"))
    return next((url for url in told if isinstance(url, str) and url.startswith(schemes)), None)


def receipt_in(data: Mapping[str, Any]) -> Receipt:
    """What a call cost and what is left, as far as the reply says."""
    return Receipt(used=whole(data.get("credits_used")), left=whole(data.get("credits_remaining")))


def whole(value: object) -> int | None:
    """A count as a number; `None` for anything that is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _kind(reply: Reply, code: str | None, *, counted: bool) -> type[ProviderError] | None:
    if kind := KINDS.get(code or ""):
        return kind
    if reply.status in {401, 403} or (reply.status == 402 and code and not counted):
        return ProviderDenied
    return None


def _message(reply: Reply, kind: type[ProviderError] | None) -> str | None:
    """Our words where the vendor's meaning is special: its 401 and 403 both stand for key and scope."""
    if kind is not ProviderDenied:
        return None
    if reply.status == 402:
        return "PostEverywhere refused: its subscription is not active, or does not include this."
    scope = "ai" if reply.paid else "read"
    return f"PostEverywhere refused the key: it lacks the {scope} scope or is invalid."


def _wait(reply: Reply) -> float | None:
    """Seconds to wait for a rate limit: by `Retry-After`, else until the window ends; `None` for neither.

    Source: https://posteverywhere.ai/developers/rate-limits.
    """
    reset = reply.reset_after
    return reply.retry_after or (reset if reset and reset > 0 else None)


def _places(body: Mapping[str, Any], error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Where the counts of a 402 may be: no document says which."""
    yield inner(error, "details")
    yield error
    yield inner(body, "data")
    yield body


def _first_whole(name: str, places: Iterator[Mapping[str, Any]]) -> int | None:
    return next((n for place in places if (n := whole(place.get(name))) is not None), None)


def _field(error: Mapping[str, Any]) -> str | None:
    """The field an error is about, when its details or its message name exactly one."""
    details = inner(error, "details")
    for text in (str(details.get("field", "")), " ".join(map(str, details)), str(error.get("message", ""))):
        named = {ours for theirs, ours in FIELDS.items() if re.search(rf"\b{theirs}\b", text)}
        if len(named) == 1:
            return named.pop()
    return None
