"""Answers as they go over the wire: in the vendor's envelope, or bare as "Generate Caption" prints them."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from playground.vendors.posteverywhere.refusals import Refused


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


def success(data: Mapping[str, Any], *, at: float, bare: bool) -> Reply:
    """A 200; for captions the status is not published."""
    meta = _meta(at)
    body = data if bare else {"data": data, "error": None, "meta": meta}
    return Reply(status=200, body=_json(body), headers=_id_header(meta))


def failure(refused: Refused, *, at: float, bare: bool) -> Reply:
    """An error. Where `needed` and `available` stand is not published: here in `details`, bare in `error`."""
    meta = _meta(at)
    error = {"message": refused.message, "code": refused.code, "retryable": refused.retryable}
    if bare:
        body: Mapping[str, Any] = {"error": {**error, **refused.details}}
    else:
        body = {"data": None, "error": {**error, "details": refused.details}, "meta": meta}
    return Reply(status=refused.status, body=_json(body), headers={**refused.headers, **_id_header(meta)})


def _meta(at: float) -> dict[str, str]:
    stamp = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"request_id": secrets.token_hex(4), "timestamp": stamp}


def _id_header(meta: Mapping[str, str]) -> dict[str, str]:
    return {"x-request-id": meta["request_id"]}


def _json(value: Mapping[str, Any]) -> bytes:
    # Half a character comes out as the escape that JSON has for it.
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")
