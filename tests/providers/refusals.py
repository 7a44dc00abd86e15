"""The vendor's error table as answers, each with what it must become."""

from dataclasses import dataclass, field
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
from bot.domain.money import Charged

META = {"request_id": "a1b2c3d4", "timestamp": "2026-04-10T12:00:00.000Z"}
SCOPE = "PostEverywhere refused the key: it lacks the ai scope or is invalid."
PLAN = "PostEverywhere refused: its subscription is not active, or does not include this."
UNSURE = "PostEverywhere failed (error {}) after it had the brief, so it may have done the work."


def error(code: str | None, message: str = "", **more: Any) -> dict[str, Any]:
    told = {"message": message, "code": code, **more}
    return {"data": None, "error": {k: v for k, v in told.items() if v is not None}, "meta": META}


@dataclass(frozen=True, kw_only=True)
class Row:
    """An answer, and what it must become."""

    id: str
    status: int
    body: Any
    kind: type[ProviderError]
    message: str
    charged: Charged = Charged.NO
    code: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


ROWS = [
    Row(
        id="topic too long",
        status=400,
        body=error("validation_error", "topic must be at most 1000 characters", retryable=False),
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “topic must be at most 1000 characters”",
        code="validation_error",
        facts={"field": "topic"},
    ),
    Row(
        id="field in details",
        status=400,
        body=error("validation_error", "Invalid value", details={"field": "platform"}),
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “Invalid value”",
        code="validation_error",
        facts={"field": "platforms"},
    ),
    Row(
        id="field as a key of details",
        status=422,
        body=error("validation_error", "Bad", details={"count": "must be 1-5"}),
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “Bad”",
        code="validation_error",
        facts={"field": "count"},
    ),
    *(
        Row(
            id=said,
            status=400,
            body=error("validation_error", said),
            kind=ProviderRejected,
            message=f"PostEverywhere refused this brief: “{said}”",
            code="validation_error",
            facts={"field": named},
        )
        for said, named in [
            ("topic or tone is wrong", None),
            ("unknown tone", "tone"),
            ("topical", None),
            ("prompt must be at most 2000 characters", "image_prompt"),
            ("aspect_ratio must be one of: 1:1", "aspect_ratio"),
            ("the model says no", None),
        ]
    ),
    Row(
        id="bare error",
        status=400,
        body={"error": {"code": "validation_error", "message": "Missing topic"}},
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “Missing topic”",
        code="validation_error",
        facts={"field": "topic"},
    ),
    Row(
        id="error is a text",
        status=400,
        body={"error": "Nope"},
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “Nope”",
    ),
    *(
        Row(
            id=code,
            status=status,
            body=error(code, "Said so"),
            kind=ProviderRejected,
            message="PostEverywhere refused this brief: “Said so”",
            code=code,
        )
        for status, code in [
            (400, "invalid_json"),
            (400, "content_too_long"),
            (400, "invalid_field_name"),
            (400, "bad_request"),
            (404, "not_found"),
            (409, "conflict"),
            (418, "teapot"),
        ]
    ),
    Row(
        id="unauthorized",
        status=401,
        body=error("unauthorized", "Invalid API key"),
        kind=ProviderDenied,
        message=SCOPE,
        code="unauthorized",
    ),
    Row(id="forbidden", status=403, body={}, kind=ProviderDenied, message=SCOPE),
    Row(
        id="forbidden with a code",
        status=403,
        body=error("insufficient_scope"),
        kind=ProviderDenied,
        message=SCOPE,
        code="insufficient_scope",
    ),
    Row(
        id="counts in details",
        status=402,
        body=error("insufficient_credits", "No", details={"needed": 6, "available": 2}),
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits — this needs 6, you have 2.",
        code="insufficient_credits",
        facts={"needed": 6, "available": 2},
    ),
    Row(
        id="counts in error",
        status=402,
        body=error("insufficient_credits", "No", needed=6, available=0),
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits — this needs 6, you have 0.",
        code="insufficient_credits",
        facts={"needed": 6, "available": 0},
    ),
    Row(
        id="counts in data",
        status=402,
        body={"data": {"needed": 6}, "error": {"code": "insufficient_credits"}},
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits — this needs 6.",
        code="insufficient_credits",
        facts={"needed": 6, "available": None},
    ),
    Row(
        id="counts at the top",
        status=402,
        body={"error": {"code": "insufficient_credits"}, "available": 2},
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits — you have 2.",
        code="insufficient_credits",
        facts={"needed": None, "available": 2},
    ),
    Row(
        id="no counts",
        status=402,
        body=error("insufficient_credits"),
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits.",
        code="insufficient_credits",
        facts={"needed": None, "available": None},
    ),
    Row(
        id="counts that are no numbers",
        status=402,
        body=error("insufficient_credits", details={"needed": "6", "available": None}),
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits.",
        code="insufficient_credits",
        facts={"needed": None, "available": None},
    ),
    Row(
        id="no plan",
        status=402,
        body=error("subscription_required", "Upgrade"),
        kind=ProviderDenied,
        message=PLAN,
        code="subscription_required",
    ),
    Row(
        id="402 without a body",
        status=402,
        body=None,
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits.",
    ),
    Row(
        id="circuit breaker",
        status=422,
        body=error("permanent_failure_circuit_breaker", "Stop", retryable=True),
        kind=ProviderRejected,
        message="PostEverywhere refused this brief: “Stop”",
        code="permanent_failure_circuit_breaker",
    ),
    Row(
        id="unknown code that may be tried later",
        status=423,
        body=error("locked", "Later", retryable=True),
        kind=ProviderBusy,
        message="PostEverywhere is busy and asks us to wait 60 seconds.",
        code="locked",
        facts={"retry_after": 60.0},
    ),
    Row(
        id="a limit that no waiting helps",
        status=429,
        body=error("rate_limit_exceeded", "Daily limit", retryable=False),
        kind=ProviderBusy,
        message="PostEverywhere is busy and asks us to wait 60 seconds.",
        code="rate_limit_exceeded",
        facts={"retry_after": 60.0},
    ),
    Row(
        id="no content",
        status=502,
        body=error("ai_no_content", "OpenAI returned no content", retryable=True),
        kind=NoContent,
        message="PostEverywhere came up with nothing for this brief. Rephrasing it usually helps.",
        code="ai_no_content",
    ),
    Row(
        id="not handled",
        status=503,
        body=error("service_unavailable", "Later", retryable=True),
        kind=ProviderDown,
        message="PostEverywhere is having trouble (error 503).",
        code="service_unavailable",
    ),
    *(
        Row(
            id=f"{status} {code}",
            status=status,
            body=error(code, "Oops", retryable=True) if code else None,
            kind=OutcomeUnknown,
            message=UNSURE.format(status),
            charged=Charged.MAYBE,
            code=code,
        )
        for status, code in [
            (500, "internal_error"),
            (503, "overloaded"),
            (503, None),
            (502, "bad_gateway"),
            (500, None),
            (502, None),
            (504, None),
        ]
    ),
    Row(
        id="an error with the status of a success",
        status=200,
        body=error("insufficient_credits", details={"needed": 3, "available": 1}),
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits — this needs 3, you have 1.",
        code="insufficient_credits",
        facts={"needed": 3, "available": 1},
    ),
    Row(
        id="an unknown error with the status of a success",
        status=200,
        body=error("odd"),
        kind=OutcomeUnknown,
        message=UNSURE.format("odd"),
        charged=Charged.MAYBE,
        code="odd",
    ),
    Row(
        id="data without captions under a refusal",
        status=402,
        body={"data": {"needed": 6}, "error": None},
        kind=OutOfCredits,
        message="PostEverywhere refused: not enough credits.",
    ),
]
