"""Pages of a list, with opaque cursors."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.slack.errors import SlackError
from playground.slack.shapes import Json
from playground.slack.web_api.method import Arguments

#: conversations.history: "Maximum of 999"; conversations.list: under 1,000.
MOST = 999


class Paged(Arguments):
    """The arguments every list takes."""

    limit: int = 100
    cursor: str = ""


@dataclass(frozen=True)
class Page:
    """Some items, and where the next ones start; "" when these are the last."""

    items: Sequence[Any]
    next_cursor: str

    @property
    def metadata(self) -> Json:
        return {"response_metadata": {"next_cursor": self.next_cursor}}


def page(items: Sequence[Any], wanted: Paged) -> Page:
    """The page asked for.

    Raises:
        SlackError: `invalid_limit` or `invalid_cursor`.
    """
    if not 0 < wanted.limit <= MOST:
        raise SlackError("invalid_limit")
    start = _start(wanted.cursor)
    end = start + wanted.limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return Page(items[start:end], more)


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error
