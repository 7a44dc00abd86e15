"""Typed reading of Slack's payloads: who did it, and where."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import emoji
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.blocks.uploads import uploaded
from bot.domain.ports import Asker
from bot.domain.requests import File

LINK = re.compile(r"<(?P<target>[^|>\s]+)(?:\|(?P<label>[^>]*))?>")
#: Bold, italic, struck and code: marks around words that stand by themselves.
FORMATTED = re.compile(r"(?<![^\s(\"'])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![^\s.,;:!?)\"'])")

#: Modes of files whose bytes nobody gets.
GONE = {"tombstone", "hidden_by_limit", "external"}


class Who(BaseModel):
    """The person behind a payload. `trigger` opens a modal within three seconds, once."""

    model_config = ConfigDict(frozen=True)

    team: str
    person: str
    trigger: str = ""


def asker_of(who: Who) -> Asker:
    """The person, as one for whom a provider acts."""
    return Asker(who.team, who.person)


class Place(BaseModel):
    """A conversation, and the message in it that a click came from."""

    model_config = ConfigDict(frozen=True)

    channel: str
    name: str = ""
    ts: str | None = None
    thread: str | None = None


def who_of(body: Mapping[str, Any]) -> Who:
    """The person, from any interactive payload or slash command."""
    if "command" in body:
        return Who(team=body["team_id"], person=body["user_id"], trigger=body["trigger_id"])
    user = body["user"]
    team = user.get("team_id") or body["team"]["id"]
    return Who(team=team, person=user["id"], trigger=body.get("trigger_id", ""))


def place_of(body: Mapping[str, Any]) -> Place | None:
    """Where it happened; `None` for the App Home, modals and the global shortcut menu."""
    if "command" in body:
        return Place(channel=body["channel_id"], name=body.get("channel_name", ""))
    channel = body.get("channel")
    if not channel:
        return None
    container = body.get("container") or {}
    message = body.get("message") or {}
    return Place(
        channel=channel["id"],
        name=channel.get("name", ""),
        ts=container.get("message_ts") or message.get("ts"),
        thread=container.get("thread_ts") or message.get("thread_ts"),
    )


def files_of(message: Mapping[str, Any]) -> tuple[tuple[File, ...], int]:
    """The files of a message that an app can read, and how many others it has.

    Those kept elsewhere, deleted, or of another organisation come without what it takes to read them
    (docs.slack.dev, file object: `is_external`, `mode`, `file_access`).
    """
    entries = [entry for entry in message.get("files") or () if isinstance(entry, Mapping)]
    found = []
    for entry in entries:
        with suppress(ValidationError):
            if not entry.get("is_external") and entry.get("mode") not in GONE:
                found.append(File.model_validate(uploaded([entry])[0]))
    return tuple(found), len(entries) - len(found)


def plain_text(message: Mapping[str, Any]) -> str:
    """What a message says, as a person would type it: links as their text, Slack's escapes undone.

    Formatting is left out, and emoji are themselves: a post has no use for `*bold*` and `:tada:`.

    Slack's syntax: docs.slack.dev/messaging/formatting-message-text.
    """
    text = emoji.emojize(FORMATTED.sub(r"\2", str(message.get("text") or "")), language="alias")
    text = LINK.sub(_spoken, text)
    for escaped, meant in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(escaped, meant)
    return text.strip()


def _spoken(link: re.Match[str]) -> str:
    """`<https://x.y|words>` as "words (https://x.y)", mentions as the name Slack gives, if any."""
    target, label = link["target"], link["label"]
    if target[0] == "#":
        return f"#{label or target[1:]}"
    if target[0] in "@!":
        return f"@{label.lstrip('@') if label else target[1:].split('^')[0]}"
    return f"{label} ({target})" if label and label != target else target
