"""Answers as they go over the wire: a bare object on success, `{"error": {…}}` otherwise."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from playground.vendors.replies import Refused, Reply, as_json


def success(body: Mapping[str, Any]) -> Reply:
    """Every success is HTTP 200 (https://powerpost.ai/docs/errors)."""
    return Reply(status=200, body=as_json(body))


def failure(refused: Refused) -> Reply:
    error = {"message": refused.message, "code": refused.code, **refused.details}
    return Reply(status=refused.status, body=as_json({"error": error}), headers=refused.headers)


def stamp(at: float) -> str:
    """A time in seconds since 1970 as the vendor writes it: `2026-01-10T18:30:00Z`."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
