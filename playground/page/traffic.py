"""The traffic inspector's lines, and payloads as coloured JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from playground.page.posts import moment
from playground.slack.traffic import Entry

_TOKEN = re.compile(
    r'(?P<key>"(?:\\.|[^"\\])*")(?=:)|(?P<string>"(?:\\.|[^"\\])*")|(?P<other>\b(?:true|false|null|-?\d[\d.eE+-]*)\b)'
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in a row; its payload is asked for when the row is opened."""

    number: int
    clock: str
    to_app: bool
    kind: str
    about: str
    error: str | None


def line(entry: Entry) -> Line:
    at = moment(entry.at)
    return Line(
        number=entry.number,
        clock=f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}",
        to_app=entry.direction == "to app",
        kind=entry.kind,
        about=about(entry.payload),
        error=entry.error,
    )


def about(payload: Any) -> str:
    """A few words that tell this payload from others of its kind."""
    if not isinstance(payload, Mapping):
        return ""
    return " · ".join(_words(payload))


def _words(payload: Mapping[str, Any]) -> Iterator[str]:
    inner = payload.get("payload")
    if isinstance(inner, Mapping):
        yield from _words(inner)
    if payload.get("type") not in {None, "event_callback"}:
        yield str(payload["type"])
    if isinstance(event := payload.get("event"), Mapping):
        yield str(event.get("type", ""))
    yield from (str(a["action_id"]) for a in payload.get("actions") or () if "action_id" in a)
    for name in ("command", "callback_id", "channel", "user_id", "response_action"):
        if isinstance(said := payload.get(name), str) and said:
            yield said
    if isinstance(text := payload.get("text"), str) and text:
        yield text[:80]


def coloured(payload: Any) -> Markup:
    """The payload as indented JSON, with a class on keys, strings and other values."""
    source = json.dumps(payload, indent=2, ensure_ascii=False, default=str)
    drawn, at = [], 0
    for found in _TOKEN.finditer(source):
        drawn.append(escape(source[at : found.start()]))
        drawn.append(Markup('<span class="{}">{}</span>').format(found.lastgroup, found[0]))
        at = found.end()
    return Markup("").join([*drawn, escape(source[at:])])
