"""Ocoya's table of statuses as answers to a call for a draft, each with what it must become.

https://docs.ocoya.com/extra/http-status-codes, https://docs.ocoya.com/authentication and
https://docs.ocoya.com/fundamentals/rate-limits; bodies other than `{"message": …}` are not documented.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import (
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Charged
from providers.ocoya.wire import DENIED, UNKNOWN_WORKSPACE

UNSURE = "Ocoya failed (error {}) after it had the brief, so it may have done the work."


@dataclass(frozen=True, kw_only=True)
class Row:
    """An answer, what it must become, how the card is headed, and how often the vendor was asked."""

    id: str
    status: int
    body: Any
    kind: type[ProviderError]
    message: str
    title: str
    charged: Charged = Charged.NO
    facts: dict[str, Any] = field(default_factory=dict)
    calls: int = 1


def said(words: str, named: str | None, status: int = 400) -> Row:
    return Row(
        id=f"{status} {words}",
        status=status,
        body={"message": words},
        kind=ProviderRejected,
        message=f"Ocoya refused this brief: “{words}”",
        title="Ocoya refused this brief",
        facts={"field": named},
    )


def denied(id_: str, status: int, body: Any, message: str = DENIED) -> Row:
    return Row(
        id=id_,
        status=status,
        body=body,
        kind=ProviderDenied,
        message=message,
        title="Ocoya does not accept Galley's key",
    )


def unsure(status: int, body: Any) -> Row:
    return Row(
        id=f"{status} {body}",
        status=status,
        body=body,
        kind=OutcomeUnknown,
        message=UNSURE.format(status),
        title="Unsure whether Ocoya did this",
        charged=Charged.MAYBE,
    )


ROWS = [
    said("Invalid request", None),
    said("'prompt' is a required property", "topic"),
    said("tone: 'loud' is not one of ['professional', 'friendly']", "tone"),
    said("brandId: cm1 was not found in this workspace", "brand"),
    said("The prompt could not be used", "topic", 422),
    said("Validation failed", None, 422),
    said("Not found", None, 404),
    said("Method not allowed", None, 405),
    Row(
        id="400 without a body",
        status=400,
        body=None,
        kind=ProviderRejected,
        message="Ocoya refused this brief.",
        title="Ocoya refused this brief",
        facts={"field": None},
    ),
    denied("401 missing", 401, {"message": "Missing API token."}),
    denied("401 page", 401, None),
    denied("403 invalid", 403, {"message": "Invalid API token."}),
    denied("403 action", 403, {"message": "You may not do this with the prompt."}),
    denied("404 workspace", 404, {"message": "Workspace not found"}, UNKNOWN_WORKSPACE),
    denied("400 workspace", 400, {"message": "workspaceId is required"}, UNKNOWN_WORKSPACE),
    Row(
        id="402, which is not documented",
        status=402,
        body={"message": "Upgrade"},
        kind=OutOfCredits,
        message="Ocoya refused: not enough credits.",
        title="Ocoya refused: not enough credits",
    ),
    Row(
        id="429",
        status=429,
        body={"message": "You've exceeded the request limit."},
        kind=ProviderBusy,
        message="Ocoya is busy and asks us to wait 30 seconds.",
        title="Ocoya is busy",
        facts={"retry_after": 30.0},
        calls=3,
    ),
    unsure(408, {"message": "Request timeout"}),
    unsure(500, {"message": "Unknown error"}),
    *(unsure(status, None) for status in (408, 500, 502, 503, 504, 520)),
]
