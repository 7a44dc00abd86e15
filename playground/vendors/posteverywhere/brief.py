"""Reading a caption request as strictly as the published table of parameters allows.

How the vendor treats unknown values and fields is not published; here they are refused, so that
nobody comes to rely on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.vendors.bodies import NotJson, json_object
from playground.vendors.posteverywhere.platforms import PLATFORMS
from playground.vendors.posteverywhere.refusals import invalid_json, validation_error

TONES = ("professional", "casual", "witty", "enthusiastic", "urgent", "inspirational")
LENGTHS = ("short", "medium", "long")
LONGEST_TOPIC = 1_000
MOST_CAPTIONS = 5
FIELDS = frozenset({"topic", "platform", "tone", "length", "include_hashtags", "include_emojis", "count"})


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What captions are asked for, with the documented defaults filled in."""

    topic: str
    platform: str | None
    tone: str
    length: str
    hashtags: bool
    emojis: bool
    count: int


def body_of(content_type: str, raw: bytes) -> Mapping[str, Any]:
    """The JSON object in a request; raises `Refused`."""
    if content_type != "application/json":
        raise invalid_json("Content-Type must be application/json")
    try:
        body = json_object(raw)
    except NotJson as error:
        raise invalid_json() from error
    if body is None:
        raise validation_error(None, "Request body must be a JSON object")
    return body


def brief_of(body: Mapping[str, Any]) -> Brief:
    """The brief in a body; raises `Refused` with the field that is wrong."""
    known_fields(body, FIELDS)
    return Brief(
        topic=text_of(body, "topic", LONGEST_TOPIC),
        platform=one_of(body, "platform", tuple(PLATFORMS), None),
        tone=one_of(body, "tone", TONES, "professional") or "",
        length=one_of(body, "length", LENGTHS, "medium") or "",
        hashtags=_switch(body, "include_hashtags"),
        emojis=_switch(body, "include_emojis"),
        count=_count(body),
    )


def known_fields(body: Mapping[str, Any], known: frozenset[str]) -> None:
    """Raise `Refused` for a field that is not among the known ones."""
    if unknown := sorted(set(body) - known):
        raise validation_error(unknown[0], f"Unknown field: {unknown[0]}")


def text_of(body: Mapping[str, Any], field: str, most: int) -> str:
    """The required text in a field; raises `Refused`."""
    text = body.get(field)
    if not isinstance(text, str) or not text.strip():
        raise validation_error(field, f"{field} is required and must be a non-empty string")
    if len(text) > most:
        raise validation_error(field, f"{field} must be at most {most} characters")
    return text


def one_of(body: Mapping[str, Any], field: str, allowed: tuple[str, ...], default: str | None) -> str | None:
    """The choice in a field, or its default; raises `Refused`."""
    if field not in body:
        return default
    value = body[field]
    if not isinstance(value, str) or value not in allowed:
        raise validation_error(field, f"{field} must be one of: {', '.join(allowed)}")
    return value


def _switch(body: Mapping[str, Any], field: str) -> bool:
    value = body.get(field, True)
    if not isinstance(value, bool):
        raise validation_error(field, f"{field} must be a boolean")
    return value


def _count(body: Mapping[str, Any]) -> int:
    value = body.get("count", 1)
    if type(value) is not int or not 1 <= value <= MOST_CAPTIONS:
        raise validation_error("count", f"count must be an integer between 1 and {MOST_CAPTIONS}")
    return value
