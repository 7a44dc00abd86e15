"""A vendor's answer, read without trusting it: bounded, maybe not JSON, never the cause of a crash."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from providers.http.retries import retry_after

#: Bytes. The largest honest answer, five long captions with wrapping, is under 50 kB.
LARGEST = 2_000_000

_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer. `body` is its JSON, `None` when there is none that can be read.

    The names in `headers` are in lower case; `at` is when it came.
    """

    status: int
    body: Any = None
    request_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    paid: bool = False

    @property
    def retry_after(self) -> float | None:
        """The seconds its `Retry-After` asks to wait, `None` when it does not."""
        return retry_after(self.headers.get("retry-after"), self.at)

    @property
    def reset_after(self) -> float | None:
        """The seconds until its `X-RateLimit-Reset`, which is in seconds since 1970; `None` without one."""
        try:
            reset = float(self.headers.get("x-ratelimit-reset", ""))
        except ValueError:
            return None
        return reset - self.at.timestamp() if isfinite(reset) else None

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return 200 <= self.status < 300


def read_json(raw: bytes | None) -> Any:
    """The JSON in a body, `None` when there is none; half characters become U+FFFD.

    Vendors that cut texts at a UTF-16 unit send half an emoji, which nothing further on could encode.
    """
    try:
        body = json.loads(raw or b"")
        if raw and _HALF_CHARACTER.search(raw):
            text = json.dumps(body, ensure_ascii=False)
            body = json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except (ValueError, RecursionError):
        return None
    return body


def request_id(header: str | None, body: Any) -> str | None:
    """The vendor's name for this call, untrusted: in `meta`, under either spelling, else in its header."""
    meta = body.get("meta") if isinstance(body, dict) else None
    found = (meta.get("request_id") or meta.get("requestId")) if isinstance(meta, dict) else None
    return found if isinstance(found, str) else header


def one_line(text: str, most: int) -> str:
    """Untrusted text on one line of at most `most` characters, without control characters."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
