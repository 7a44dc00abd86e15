"""Answers as they go over the wire: in the vendor's envelope, or bare as "Generate Caption" prints them."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from playground.vendors.replies import Refused, Reply, as_json


def success(data: Mapping[str, Any], *, at: float, bare: bool, status: int = 200) -> Reply:
    """A success; for captions its status is not published."""
    meta = _meta(at)
    body = data if bare else {"data": data, "error": None, "meta": meta}
    return Reply(status=status, body=as_json(body), headers=_id_header(meta))


def failure(refused: Refused, *, at: float, bare: bool) -> Reply:
    """An error. Where `needed` and `available` stand is not published: here in `details`, bare in `error`."""
    meta = _meta(at)
    error = {"message": refused.message, "code": refused.code, "retryable": _retryable(refused)}
    if bare:
        body: Mapping[str, Any] = {"error": {**error, **refused.details}}
    else:
        body = {"data": None, "error": {**error, "details": refused.details}, "meta": meta}
    return Reply(status=refused.status, body=as_json(body), headers={**refused.headers, **_id_header(meta)})


def _retryable(refused: Refused) -> bool:
    """The vendor's advice: what passes by itself may be tried again (https://developers.posteverywhere.ai/errors)."""
    return refused.status == 429 or refused.status >= 500


def stamp(at: float) -> str:
    """A time as the vendor writes it."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _meta(at: float) -> dict[str, str]:
    return {"request_id": secrets.token_hex(4), "timestamp": stamp(at)}


def _id_header(meta: Mapping[str, str]) -> dict[str, str]:
    return {"x-request-id": meta["request_id"]}
