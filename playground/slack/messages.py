"""What the app says: checked as Slack checks it, and shown as Slack returns it."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.blockkit.check import MOST_MESSAGE_TEXT, message_problems, text_length
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

#: slack_sdk models/messages: longer texts are cut; refused here, so that nothing is lost silently.
MOST_TEXT = 40_000
#: chat.postMessage: `markdown_text`.
MOST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100


@dataclass(frozen=True, kw_only=True)
class Said:
    """The arguments that make a message, as they came."""

    text: str | None = None
    blocks: Any = None
    attachments: Any = None
    markdown_text: str | None = None
    thread_ts: str | None = None
    reply_broadcast: bool = False
    metadata: Any = None


def composed(workspace: Workspace, channel: Channel, said: Said) -> Json:
    """The message the app asks for.

    Raises:
        SlackError: `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long` and the like.
    """
    app = workspace.app
    thread = {} if said.thread_ts is None else _threaded(channel, said.thread_ts, said.reply_broadcast)
    return {
        "user": app.user_id,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "team": workspace.team.id,
        "bot_profile": {"id": app.bot_id, "app_id": app.id, "name": app.name, "team_id": workspace.team.id},
        **content(said),
        **thread,
        **({"metadata": metadata} if (metadata := checked_metadata(said.metadata)) else {}),
    }


def content(said: Said) -> Json:
    """Text, blocks and attachments, once they are known to be right."""
    text, blocks = said.text or "", said.blocks
    if said.markdown_text is not None:
        text, blocks = _markdown(said)
    if not (text or blocks or said.attachments):
        raise SlackError("no_text")
    if len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    check_blocks(blocks)
    _check_attachments(said.attachments)
    made: Json = {"text": text}
    if blocks:
        made["blocks"] = blocks
    if said.attachments:
        made["attachments"] = [{"id": i, **a} for i, a in enumerate(said.attachments, 1)]
    return made


def _markdown(said: Said) -> tuple[str, list[Json]]:
    if said.text is not None or said.blocks is not None:
        raise SlackError("markdown_text_conflict")
    text = said.markdown_text or ""
    if len(text) > MOST_MARKDOWN:
        raise SlackError("msg_too_long")
    return text, [{"type": "markdown", "text": text}] if text else []


def check_blocks(blocks: Any) -> None:
    """Refuse a message's blocks that Slack refuses.

    Raises:
        SlackError: `invalid_blocks_format`, `invalid_blocks` with JSON pointers, `msg_blocks_too_long`.
    """
    if blocks is None:
        return
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if found := message_problems(blocks):
        raise SlackError("invalid_blocks", found)
    if text_length(blocks) > MOST_MESSAGE_TEXT:
        raise SlackError("msg_blocks_too_long")


def _check_attachments(attachments: Any) -> None:
    if attachments is None:
        return
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        check_blocks(attachment.get("blocks"))


def checked_metadata(metadata: Any) -> Json | None:
    """Metadata as given; `None` when there is none.

    Raises:
        SlackError: `invalid_metadata_format` unless it is `{event_type, event_payload}`.
    """
    if not metadata:
        return None
    match metadata:
        case {"event_type": str(kind), "event_payload": dict(payload)} if kind:
            return {"event_type": kind, "event_payload": copy.deepcopy(payload)}
        case _:
            raise SlackError("invalid_metadata_format")


def _threaded(channel: Channel, thread_ts: str, broadcast: bool) -> Json:
    root = channel.messages.get(thread_ts)
    if root is None or thread_ts in channel.only_for:
        raise SlackError("thread_not_found")
    if root.get("thread_ts", thread_ts) != thread_ts:
        raise SlackError("cannot_reply_to_message")
    return {"thread_ts": thread_ts, **({"subtype": "thread_broadcast"} if broadcast else {})}


def shown(message: Json, *, metadata: bool = False) -> Json:
    """A message as it leaves the workspace; its metadata only for those who ask."""
    return copy.deepcopy({k: v for k, v in message.items() if metadata or k != "metadata"})


def with_thread(message: Json, replies: Sequence[Json]) -> Json:
    """A message with what Slack says of its thread."""
    if not replies:
        return message
    users = list(dict.fromkeys(reply["user"] for reply in replies))
    return {
        **message,
        "thread_ts": message["ts"],
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": replies[-1]["ts"],
        "is_locked": False,
        "subscribed": False,
    }
