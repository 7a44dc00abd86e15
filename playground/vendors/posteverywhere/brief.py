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
    if unknown := sorted(set(body) - FIELDS):
        raise validation_error(unknown[0], f"Unknown field: {unknown[0]}")
    return Brief(
        topic=_topic(body),
        platform=_one_of(body, "platform", tuple(PLATFORMS), None),
        tone=_one_of(body, "tone", TONES, "professional") or "",
        length=_one_of(body, "length", LENGTHS, "medium") or "",
        hashtags=_switch(body, "include_hashtags"),
        emojis=_switch(body, "include_emojis"),
        count=_count(body),
    )


def _topic(body: Mapping[str, Any]) -> str:
    topic = body.get("topic")
    if not isinstance(topic, str) or not topic.strip():
        raise validation_error("topic", "topic is required and must be a non-empty string")
    if len(topic) > LONGEST_TOPIC:
        raise validation_error("topic", f"topic must be at most {LONGEST_TOPIC} characters")
    return topic


def _one_of(body: Mapping[str, Any], field: str, allowed: tuple[str, ...], default: str | None) -> str | None:
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
