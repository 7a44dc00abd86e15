"""Reading PowerPost's replies and its errors, of which the documents show two shapes.

Sources: https://powerpost.ai/docs/errors, https://powerpost.ai/docs/authentication (scopes),
https://powerpost.ai/docs/webhooks (flat errors).
"""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from bot.domain.errors import ProviderDenied, ProviderError, ProviderRejected
from bot.domain.money import Receipt
from providers.http import Fault, Reply, object_of, text_of, whole

#: Seconds: the shortest and longest wait for a rate limit, and the one where the vendor names none.
SHORTEST, LONGEST, UNNAMED = 1.0, 120.0, 30.0

_SCOPE = re.compile(r"\b(?:account|content|images|videos|media|posts|calendar|analytics):[a-z]+\b")

#: What an error is about, as its message may call it, and our field.
FIELDS: Mapping[str, str] = {
    r"prompt": "topic",
    r"post_types?": "post_types",
    r"research_mode": "research_mode",
    r"cta_text": "cta_text",
    r"media(?:_ids?)?": "media",
    r"writing[_ ]style(?:_id)?": "writing_style",
    r"source_urls?": "source_urls",
}

#: Codes that say more than their status, in our words.
WORDS: Mapping[str, tuple[type[ProviderError], str, str | None]] = {
    "FILE_TOO_LARGE": (
        ProviderRejected,
        "PowerPost takes images of up to 10 MB and videos of up to 500 MB; a file is larger.",
        "media",
    ),
    "STORAGE_QUOTA_EXCEEDED": (
        ProviderDenied,
        "PowerPost’s storage is full: somebody must delete files there before it takes new ones.",
        None,
    ),
    "PLATFORM_NOT_CONNECTED": (
        ProviderRejected,
        "PowerPost is not connected to a platform of these post types; connect it in PowerPost’s dashboard.",
        "post_types",
    ),
    "FORBIDDEN": (
        ProviderDenied,
        "PowerPost refused: the key may not do this, or POWERPOST_WORKSPACE_ID is not one of its workspaces.",
        None,
    ),
}


def fault_in(reply: Reply) -> Fault | None:
    """The error in a reply; `None` for a success, which a failed job's is too."""
    if reply.ok:
        return None
    code, said = told_in(object_of(reply.body))
    kind, message, field = WORDS.get(code or "", (None, None, None))
    if kind is None:
        kind, message = _denied(reply, said)
    return Fault(
        kind=kind,
        code=code,
        said=said,
        message=message,
        field=field or _field(said),
        wait=_wait(reply) if reply.status == 429 else None,
    )


def told_in(body: Mapping[str, Any]) -> tuple[str | None, str]:
    """The code and the words of an error, nested or flat."""
    error = object_of(body.get("error"))
    code = text_of(error.get("code")) or text_of(body.get("error_code"))
    words = (error.get("message"), body.get("error_message"), body.get("error"), body.get("message"))
    return code or None, next(filter(None, map(text_of, words)), "")


def receipt_of(body: Mapping[str, Any]) -> Receipt:
    """The credits that a reply tells of."""
    return Receipt(used=whole(body.get("credits_used")), left=whole(body.get("remaining_credits")))


def _denied(reply: Reply, said: str) -> tuple[type[ProviderError] | None, str | None]:
    """What is the operator's to put right: the key, its scopes, the workspace."""
    if reply.status == 403:
        scope = _SCOPE.search(str(reply.body))
        lacking = f"lacks the scope {scope[0]}" if scope else "may not do this"
        return ProviderDenied, f"PowerPost refused the key: it {lacking}."
    if reply.status == 400 and "workspace" in said.lower():
        return ProviderDenied, "PowerPost refused the workspace: check POWERPOST_WORKSPACE_ID."
    if reply.status == 401:
        return ProviderDenied, "PowerPost refused the key: it is invalid."
    return None, None


def _field(said: str) -> str | None:
    """The field an error is about, when its message names exactly one."""
    named = {ours for theirs, ours in FIELDS.items() if re.search(rf"\b{theirs}\b", said, re.IGNORECASE)}
    return named.pop() if len(named) == 1 else None


def _wait(reply: Reply) -> float:
    """Seconds to wait for a rate limit: by the body, else by either header."""
    body = object_of(reply.body)
    for seconds in (object_of(body.get("error")).get("retryAfter"), body.get("retryAfter")):
        if isinstance(seconds, int | float) and not isinstance(seconds, bool) and isfinite(seconds):
            return min(max(seconds, SHORTEST), LONGEST)
    return min(max(reply.retry_after or reply.reset_after or UNNAMED, SHORTEST), LONGEST)
