"""Answers and refusals as all simulated vendors give them; the wrapping around them is each vendor's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


class Refused(Exception):
    """The vendor's answer is an error; `details` and `headers` go with it."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = dict(details or {})
        self.headers = dict(headers or {})


@dataclass(frozen=True, kw_only=True)
class Reply:
    """Status, body and headers of one answer."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self, headers: Mapping[str, str]) -> web.Response:
        """This answer for aiohttp, with more headers where it has none of the same name."""
        return web.Response(
            status=self.status,
            body=self.body,
            content_type=self.content_type,
            headers={**headers, **self.headers},
        )


def as_json(value: Any) -> bytes:
    """JSON in UTF-8; half a character comes out as the escape that JSON has for it."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")
