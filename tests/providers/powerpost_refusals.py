"""PowerPost's error table as answers to a call for captions, each with what it must become."""

from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import OutcomeUnknown, OutOfCredits, ProviderDenied, ProviderError, ProviderRejected
from bot.domain.money import Charged
from tests.providers.powerposts import error

UNSURE = "PowerPost failed (error {}) after it had the brief, so it may have done the work."
FULL = "PowerPost’s storage is full: somebody must delete files there before it takes new ones."
LARGE = "PowerPost takes images of up to 10 MB and videos of up to 500 MB; a file is larger."
CLOSED = "PowerPost refused: the key may not do this, or POWERPOST_WORKSPACE_ID is not one of its workspaces."
UNCONNECTED = (
    "PowerPost is not connected to a platform of these post types; connect it in PowerPost’s dashboard."
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """An answer to a call for captions, and what it must become."""

    id: str
    status: int
    body: Any
    kind: type[ProviderError]
    message: str
    charged: Charged = Charged.NO
    code: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def said(words, named):
    return Row(
        id=words,
        status=400,
        body=error("VALIDATION_ERROR", words),
        kind=ProviderRejected,
        message=f"PowerPost refused this brief: “{words}”",
        code="VALIDATION_ERROR",
        facts={"field": named},
    )


def scope(words, **more):
    return Row(
        id=f"scope {words} {more}",
        status=403,
        body=error("INSUFFICIENT_SCOPE", words, **more),
        kind=ProviderDenied,
        message="PowerPost refused the key: it lacks the scope content:generate.",
        code="INSUFFICIENT_SCOPE",
    )


ROWS = [
    said("prompt must be at most 500 characters", "topic"),
    said("post_types must contain at least one of: instagram-feed", "post_types"),
    said("research_mode must be one of: regular, deep", "research_mode"),
    said("cta_text must be at most 100 characters", "cta_text"),
    said("media_ids must not mix images and videos", "media"),
    said("writing_style_id is unknown", "writing_style"),
    said("source_urls must be https URLs", "source_urls"),
    said("Either prompt or media_ids is required", None),
    said("This request cannot be processed", None),
    Row(
        id="workspace header",
        status=400,
        body=error("VALIDATION_ERROR", "X-Workspace-Id header is required"),
        kind=ProviderDenied,
        message="PowerPost refused the workspace: check POWERPOST_WORKSPACE_ID.",
        code="VALIDATION_ERROR",
    ),
    Row(
        id="invalid key",
        status=401,
        body=error("INVALID_API_KEY"),
        kind=ProviderDenied,
        message="PowerPost refused the key: it is invalid.",
        code="INVALID_API_KEY",
    ),
    Row(
        id="out of credits",
        status=402,
        body=error("INSUFFICIENT_CREDITS", "Insufficient credits"),
        kind=OutOfCredits,
        message="PowerPost refused: not enough credits.",
        code="INSUFFICIENT_CREDITS",
        facts={"needed": None, "available": None},
    ),
    Row(
        id="forbidden",
        status=403,
        body=error("FORBIDDEN", "You do not have access to this workspace"),
        kind=ProviderDenied,
        message=CLOSED,
        code="FORBIDDEN",
    ),
    scope("This API key is missing the required scope: content:generate"),
    scope("Missing scope `content:generate`."),
    scope("Insufficient scope", required_scope="content:generate"),
    scope("Insufficient scope", details={"scope": "content:generate"}),
    *(
        Row(
            id=f"403 {body}",
            status=403,
            body=body,
            kind=ProviderDenied,
            message="PowerPost refused the key: it may not do this.",
            code=code,
        )
        for body, code in [
            (error("INSUFFICIENT_SCOPE", "Not today"), "INSUFFICIENT_SCOPE"),
            (error("NEW_CODE", "see http://example:80"), "NEW_CODE"),
            (None, None),
        ]
    ),
    Row(
        id="unknown media",
        status=404,
        body=error("NOT_FOUND", "Media not found"),
        kind=ProviderRejected,
        message="PowerPost refused this brief: “Media not found”",
        code="NOT_FOUND",
        facts={"field": "media"},
    ),
    Row(
        id="unknown style",
        status=404,
        body=error("NOT_FOUND", "Writing style not found"),
        kind=ProviderRejected,
        message="PowerPost refused this brief: “Writing style not found”",
        code="NOT_FOUND",
        facts={"field": "writing_style"},
    ),
    Row(
        id="already published",
        status=409,
        body=error("ALREADY_PUBLISHED"),
        kind=ProviderRejected,
        message="PowerPost refused this brief: “Said so”",
        code="ALREADY_PUBLISHED",
    ),
    Row(
        id="file too large",
        status=413,
        body=error("FILE_TOO_LARGE"),
        kind=ProviderRejected,
        message=LARGE,
        code="FILE_TOO_LARGE",
        facts={"field": "media"},
    ),
    Row(
        id="storage full",
        status=413,
        body=error("STORAGE_QUOTA_EXCEEDED"),
        kind=ProviderDenied,
        message=FULL,
        code="STORAGE_QUOTA_EXCEEDED",
    ),
    Row(
        id="not connected",
        status=422,
        body=error("PLATFORM_NOT_CONNECTED"),
        kind=ProviderRejected,
        message=UNCONNECTED,
        code="PLATFORM_NOT_CONNECTED",
        facts={"field": "post_types"},
    ),
    Row(
        id="flat error",
        status=400,
        body={"error_code": "VALIDATION_ERROR", "error_message": "prompt is too vague"},
        kind=ProviderRejected,
        message="PowerPost refused this brief: “prompt is too vague”",
        code="VALIDATION_ERROR",
        facts={"field": "topic"},
    ),
    Row(
        id="error is a text",
        status=400,
        body={"error": "Nope"},
        kind=ProviderRejected,
        message="PowerPost refused this brief: “Nope”",
    ),
    Row(
        id="error is a number",
        status=400,
        body={"error": 7, "message": 8},
        kind=ProviderRejected,
        message="PowerPost refused this brief.",
    ),
    Row(
        id="a page",
        status=400,
        body=None,
        kind=ProviderRejected,
        message="PowerPost refused this brief.",
    ),
    Row(
        id="unknown code",
        status=418,
        body=error("TEAPOT", "Short and stout"),
        kind=ProviderRejected,
        message="PowerPost refused this brief: “Short and stout”",
        code="TEAPOT",
    ),
    *(
        Row(
            id=f"{status} {code}",
            status=status,
            body=error(code, "Oops") if code else None,
            kind=OutcomeUnknown,
            message=UNSURE.format(status),
            charged=Charged.MAYBE,
            code=code,
        )
        for status, code in [(500, "INTERNAL_ERROR"), (500, None), (502, None), (503, "NEW"), (504, None)]
    ),
]
