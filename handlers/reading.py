"""Typed reading of Slack's payloads: who did it, and where."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict


class Who(BaseModel):
    """The person behind a payload. `trigger` opens a modal within three seconds, once."""

    model_config = ConfigDict(frozen=True)

    team: str
    person: str
    trigger: str = ""


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


def block_of(view: Mapping[str, Any], block_id: str, action_id: str) -> Mapping[str, Any]:
    """The value of one of our own inputs in a view, empty when the view has no such input."""
    values: Mapping[str, Any] = view["state"]["values"]
    found: Mapping[str, Any] = values.get(block_id, {}).get(action_id, {})
    return found


def text_of(message: Mapping[str, Any]) -> str:
    """What a message says, as plain as Slack gives it."""
    return str(message.get("text") or "").strip()
