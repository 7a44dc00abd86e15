"""Reading Ocoya's refusals: a status and at most one sentence, no codes.

Sources: https://docs.ocoya.com/authentication and https://docs.ocoya.com/fundamentals/rate-limits (the
only bodies that are documented, `{"message": …}`); https://docs.ocoya.com/extra/http-status-codes, which
swaps 401 and 403 and lists 202 among the errors: here the two are one, and every 2xx is a success.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from bot.domain.errors import ProviderDenied
from providers.http import Fault, Reply, list_of, object_of, text_of

#: Seconds: the shortest and longest wait for a rate limit of 60 calls a minute, and the one where the
#: vendor names none that can be read.
SHORTEST, LONGEST, UNNAMED = 1.0, 60.0, 30.0

DENIED = "Ocoya refused: check the Ocoya API key (OCOYA_API_KEY), and what it may do."
UNKNOWN_WORKSPACE = "Ocoya refused the workspace: check OCOYA_WORKSPACE_ID."

#: What an error is about, as its sentence may call it, and our field.
FIELDS: Mapping[str, str] = {
    r"prompt|topic": "topic",
    r"workspace(?:[_ ]?id)?": "workspace",
    r"brand(?:[_ ]?kit)?(?:[_ ]?id)?": "brand",
    r"tone": "tone",
    r"length": "length",
    r"post[_ ]?length": "post_length",
    r"social[_ ]?profiles?(?:[_ ]?ids?)?": "social_profiles",
    r"hashtag[_ ]?library(?:[_ ]?id)?": "hashtag_library",
    r"generate[_ ]?image": "generate_image",
    r"generate[_ ]?media": "generate_media",
    r"image[_ ]?count": "image_count",
    r"reference[_ ]?urls?": "reference_urls",
    r"reference[_ ]?designs?(?:[_ ]?ids?)?": "reference_designs",
    r"goal": "campaign_goal",
    r"audience": "campaign_audience",
    r"duration": "campaign_days",
    r"count": "campaign_posts",
}


def fault_in(reply: Reply, *, fixed: bool = False) -> Fault | None:
    """The error in a reply; `None` for a success, which any 2xx is.

    `fixed` is whether the workspace is that of the settings, which no person can change in a form.
    """
    if reply.ok:
        return None
    said = told_in(reply.body)
    field = field_in(said)
    message = _denied(reply, field if fixed else None)
    return Fault(
        kind=ProviderDenied if message else None,
        said=said,
        message=message,
        field=None if message else field,
        wait=_wait(reply) if reply.status == 429 and reply.retry_after is None else None,
    )


def told_in(body: object) -> str:
    """The words of an error, wherever a body keeps them."""
    return next(filter(None, map(text_of, _words(object_of(body)))), "")


def field_in(said: str) -> str | None:
    """The field that a sentence is about: the one it begins with, as in "tone: …", else the only one."""
    for text in (said.partition(":")[0], said):
        named = {ours for theirs, ours in FIELDS.items() if re.search(rf"(?i)\b(?:{theirs})\b", text)}
        if len(named) == 1:
            return named.pop()
    return None


def _words(body: Mapping[str, Any]) -> Iterator[object]:
    yield body.get("message")
    yield body.get("error")
    yield object_of(body.get("error")).get("message")
    for error in list_of(body.get("errors")):
        yield object_of(error).get("message")


def _denied(reply: Reply, field: str | None) -> str | None:
    """What is the operator's to put right, in our words; `None` for anything else."""
    if reply.status in {401, 403}:
        return DENIED
    return UNKNOWN_WORKSPACE if field == "workspace" and 400 <= reply.status < 500 else None


def _wait(reply: Reply) -> float:
    """Seconds to wait for a rate limit."""
    seconds = _reset(reply.headers.get("x-ratelimit-reset", ""), reply.at)
    return UNNAMED if seconds is None else min(max(seconds, SHORTEST), LONGEST)


def _reset(header: str, now: datetime) -> float | None:
    """The seconds until `X-RateLimit-Reset`, called a "timestamp" without a unit; `None` when unreadable.

    It may be milliseconds or seconds since 1970, seconds from now, or a date.
    """
    try:
        number = float(header)
    except ValueError:
        return _until(header, now)
    if not isfinite(number):
        return None
    if number > 1e12:
        return number / 1_000 - now.timestamp()
    return number - now.timestamp() if number > 1e9 else number


def _until(text: str, now: datetime) -> float | None:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
