"""conversations.history and conversations.replies: what was said, for those who are in the room."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.messages import shown, with_thread
from playground.slack.shapes import Json
from playground.slack.web_api.method import HISTORY, Method
from playground.slack.web_api.paging import Paged, page


class History(Paged):
    """conversations.history; `oldest` and `latest` in seconds since 1970, as text."""

    channel: str
    oldest: str = "0"
    latest: str | None = None
    inclusive: bool = False
    include_all_metadata: bool = False


class Replies(History):
    """conversations.replies."""

    ts: str


def _readable(backend: Backend, channel_id: str) -> Channel:
    channel = backend.workspace.channel(channel_id)
    if not backend.workspace.app_is_in(channel):
        raise SlackError("not_in_channel")
    return channel


def _history(backend: Backend, given: History) -> Json:
    channel = _readable(backend, given.channel)
    said = _within(backend.workspace.visible(channel), given)
    return _page(backend, channel, said[::-1], given)


def _replies(backend: Backend, given: Replies) -> Json:
    channel = _readable(backend, given.channel)
    asked = channel.messages.get(given.ts)
    if asked is None or given.ts in channel.only_for:
        raise SlackError("thread_not_found")
    root = asked.get("thread_ts", given.ts)
    thread = list(backend.workspace.visible(channel, thread=root))
    parent = [m for m in thread if m["ts"] == root]
    rest = _within((m for m in thread if m["ts"] != root), given)
    return _page(backend, channel, [*parent, *rest], given)


def _page(backend: Backend, channel: Channel, messages: list[Json], given: History) -> Json:
    found = page(messages, given)
    listed = [
        with_thread(
            shown(m, metadata=given.include_all_metadata), backend.workspace.replies(channel, m["ts"])
        )
        for m in found.items
    ]
    more = bool(found.next_cursor)
    return {"messages": listed, "has_more": more, **(found.metadata if more else {})}


def _within(messages: Iterable[Json], given: History) -> list[Json]:
    oldest = _moment(given.oldest, "invalid_ts_oldest")
    latest = None if given.latest is None else _moment(given.latest, "invalid_ts_latest")
    edges = {oldest, latest} if given.inclusive else set()
    found = []
    for message in messages:
        at = Decimal(message["ts"])
        if at in edges or (oldest < at and (latest is None or at < latest)):
            found.append(message)
    return found


def _moment(text: str, refusal: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise SlackError(refusal) from error


METHODS = (
    Method(name="conversations.history", arguments=History, run=_history, scopes=HISTORY, tier=Tier.THREE),
    Method(name="conversations.replies", arguments=Replies, run=_replies, scopes=HISTORY, tier=Tier.THREE),
)
