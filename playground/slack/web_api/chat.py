"""chat.*: posting, private notes, updates, deletions, permalinks."""

from typing import Any

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.messages import Said, checked_metadata, composed, content, shown
from playground.slack.shapes import Json
from playground.slack.web_api.method import Arguments, Method, Nested


class Content(Arguments):
    """What a message is made of."""

    channel: str
    text: str | None = None
    blocks: Nested = None
    attachments: Nested = None
    markdown_text: str | None = None
    metadata: Nested = None
    parse: str | None = None
    link_names: bool = False

    @property
    def said(self) -> Said:
        return Said(**{k: v for k, v in dict(self).items() if k in Said.__dataclass_fields__})


class Post(Content):
    """chat.postMessage."""

    thread_ts: str | None = None
    reply_broadcast: bool = False
    unfurl_links: bool = False
    unfurl_media: bool = False
    mrkdwn: bool = True


class PostEphemeral(Content):
    """chat.postEphemeral."""

    user: str
    thread_ts: str | None = None


class Update(Content):
    """chat.update."""

    ts: str


class OneMessage(Arguments):
    """chat.delete."""

    channel: str
    ts: str


class Permalink(Arguments):
    """chat.getPermalink."""

    channel: str
    message_ts: str


def destination(backend: Backend, ref: str) -> Channel:
    """Where to post: a conversation by id, a public channel by `#name`, a person by user id.

    Raises:
        SlackError: `channel_not_found`, `is_archived`, `not_in_channel`, `messages_tab_disabled`.
    """
    workspace = backend.workspace
    if ref in workspace.users:
        channel = workspace.open_im(ref)
    else:
        named = (c.id for c in workspace.channels.values() if c.kind == "channel" and ref == f"#{c.name}")
        channel = workspace.channel(next(named, ref))
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and not workspace.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    if not workspace.app_is_in(channel) and "chat:write.public" not in workspace.app.scopes:
        raise SlackError("not_in_channel")
    return channel


def own_message(backend: Backend, channel_id: str, ts: str, refusal: str) -> tuple[Channel, Json]:
    """A message of the app's that everyone sees.

    Raises:
        SlackError: `channel_not_found`, `message_not_found`, or the refusal when it is not the app's.
    """
    workspace = backend.workspace
    channel = workspace.channel(channel_id)
    message = channel.messages.get(ts)
    if message is None or ts in channel.only_for or message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if message.get("bot_id") != workspace.app.bot_id:
        raise SlackError(refusal)
    return channel, message


def _post(backend: Backend, given: Post) -> Json:
    channel = destination(backend, given.channel)
    message = backend.workspace.post(channel, composed(backend.workspace, channel, given.said))
    backend.events.message(channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": shown(message)}


def _post_ephemeral(backend: Backend, given: PostEphemeral) -> Json:
    channel = destination(backend, given.channel)
    if given.user not in channel.members:
        raise SlackError("user_not_in_channel")
    content_ = composed(backend.workspace, channel, given.said)
    message = backend.workspace.post(channel, content_, only_for=given.user)
    return {"message_ts": message["ts"]}


def _update(backend: Backend, given: Update) -> Json:
    channel, message = own_message(backend, given.channel, given.ts, "cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if (channel.id, given.ts) in backend.workspace.streaming:
        raise SlackError("streaming_state_conflict")
    before, bot = dict(message), backend.workspace.app.user_id
    changes = content(given.said) | _metadata_change(message, given.metadata)
    after = backend.workspace.rewrite(channel, given.ts, changes, edited_by=bot)
    backend.events.message_changed(channel, before, after)
    return {"channel": channel.id, "ts": given.ts, "text": after["text"], "message": shown(after)}


def _metadata_change(message: Json, metadata: Any) -> Json:
    """Metadata stays unless given; an empty object takes it away. Source: chat.update, `metadata`."""
    if metadata == {}:
        message.pop("metadata", None)
        return {}
    checked = checked_metadata(metadata)
    return {"metadata": checked} if checked else {}


def _delete(backend: Backend, given: OneMessage) -> Json:
    channel, _ = own_message(backend, given.channel, given.ts, "cant_delete_message")
    gone = backend.workspace.remove(channel, given.ts)
    backend.events.message_deleted(channel, gone)
    return {"channel": channel.id, "ts": given.ts}


def _permalink(backend: Backend, given: Permalink) -> Json:
    channel = backend.workspace.channel(given.channel)
    if given.message_ts not in channel.messages or given.message_ts in channel.only_for:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": backend.workspace.permalink(channel, given.message_ts)}


METHODS = (
    Method(name="chat.postMessage", arguments=Post, run=_post, scopes="chat:write"),
    Method(
        name="chat.postEphemeral",
        arguments=PostEphemeral,
        run=_post_ephemeral,
        scopes="chat:write",
        tier=Tier.FOUR,
    ),
    Method(name="chat.update", arguments=Update, run=_update, scopes="chat:write", tier=Tier.THREE),
    Method(name="chat.delete", arguments=OneMessage, run=_delete, scopes="chat:write", tier=Tier.THREE),
    Method(name="chat.getPermalink", arguments=Permalink, run=_permalink),
)
