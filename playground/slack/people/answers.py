"""What the app answers through a response URL, or inside its acknowledgement of a command."""

from typing import Any

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.messages import Said, composed
from playground.slack.response_urls import ResponseUrl
from playground.slack.shapes import Json


def respond(backend: Backend, to: ResponseUrl, body: Any) -> None:
    """Post, replace or delete, as the body says; for one person's eyes unless it says `in_channel`.

    Raises:
        SlackError: the body is no message that Slack takes.
    """
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    channel = backend.workspace.channels[to.channel]
    if _yes(body.get("delete_original")):
        _delete(backend, channel, to.ts)
    elif to.ts and _yes(body.get("replace_original", body.get("response_type") is None)):
        _replace(backend, channel, to.ts, body)
    else:
        _post(backend, channel, to.user, body)


def _post(backend: Backend, channel: Channel, user: str, body: Json) -> None:
    message = composed(backend.workspace, channel, _said(body))
    public = body.get("response_type") == "in_channel"
    made = backend.workspace.post(channel, message, only_for=None if public else user)
    if public:
        backend.events.message(channel, made)


def _replace(backend: Backend, channel: Channel, ts: str, body: Json) -> None:
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    workspace = backend.workspace
    message, private = composed(workspace, channel, _said(body)), ts in channel.only_for
    before = dict(channel.messages[ts])
    editor = None if private else workspace.app.user_id
    after = workspace.rewrite(channel, ts, message, edited_by=editor)
    if not private:
        backend.events.message_changed(channel, before, after)


def _delete(backend: Backend, channel: Channel, ts: str | None) -> None:
    if ts is None or ts not in channel.messages:
        raise SlackError("message_not_found")
    private = ts in channel.only_for
    gone = backend.workspace.remove(channel, ts)
    if not private:
        backend.events.message_deleted(channel, gone)


def _said(body: Json) -> Said:
    text = body.get("text")
    if text is not None and not isinstance(text, str):
        raise SlackError("invalid_payload")
    return Said(
        text=text,
        blocks=body.get("blocks"),
        attachments=body.get("attachments"),
        thread_ts=body.get("thread_ts"),
        metadata=body.get("metadata"),
    )


def _yes(value: Any) -> bool:
    return value in (True, "true")
