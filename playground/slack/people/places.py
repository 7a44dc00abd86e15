"""Where a person can click: an open view of theirs, or a message they see."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.blockkit.elements import find_element
from playground.slack.directory import Channel
from playground.slack.errors import Refused
from playground.slack.messages import shown
from playground.slack.people.payloads import response_url, where
from playground.slack.shapes import Json, Values
from playground.slack.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Place:
    """The blocks there, what their inputs hold, and how payloads describe the place."""

    address: str
    blocks: list[Json]
    values: Values
    channel: str | None
    facts: Callable[[], Json]


def place(workspace: Workspace, user: str, address: str) -> Place:
    """Find a place by its address: a view id, or `<channel>/<ts>`.

    Raises:
        Refused: it is gone, or not for this person.
    """
    if "/" in address:
        return _message_place(workspace, user, address)
    view = own_view(workspace, user, address)
    return Place(
        address=address,
        blocks=view["blocks"],
        values=view["state"]["values"],
        channel=None,
        facts=lambda: {"container": {"type": "view", "view_id": address}, "view": view},
    )


def element_at(at: Place, block_id: str, action_id: str) -> tuple[Json, Json]:
    """An element there, and the block that holds it."""
    try:
        return find_element(at.blocks, block_id, action_id)
    except KeyError as error:
        raise Refused("This was changed meanwhile; look again.") from error


def own_view(workspace: Workspace, user: str, view_id: str) -> Json:
    """A person's open view."""
    view = workspace.views.find(view_id)
    if view is None or workspace.views.owner(view_id) != user:
        raise Refused("This window is not open any more.")
    if view not in (workspace.top(user), workspace.home(user)):
        raise Refused("Another window lies on top of this one.")
    return view


def seen_channel(workspace: Workspace, user: str, channel_id: str) -> Channel:
    """A conversation the person is in."""
    channel = workspace.channels.get(channel_id)
    if channel is None or user not in channel.members:
        raise Refused("You are not in this conversation.")
    return channel


def seen_message(workspace: Workspace, user: str, channel_id: str, ts: str) -> tuple[Channel, Json]:
    """A message the person sees."""
    channel = seen_channel(workspace, user, channel_id)
    message = channel.messages.get(ts)
    if message is None or channel.only_for.get(ts, user) != user:
        raise Refused("This message is not here any more.")
    return channel, message


def _message_place(workspace: Workspace, user: str, address: str) -> Place:
    channel_id, _, ts = address.partition("/")
    channel, message = seen_message(workspace, user, channel_id, ts)
    values = workspace.values_of(channel, ts)

    def facts() -> Json:
        private = ts in channel.only_for
        container = {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel.id,
            "is_ephemeral": private,
            **({"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}),
        }
        return {
            "container": container,
            "channel": where(channel),
            "state": {"values": values},
            "response_url": response_url(workspace, user, channel.id, ts),
            **({} if private else {"message": shown(message)}),
        }

    return Place(
        address=address,
        blocks=message.get("blocks") or [],
        values=values,
        channel=channel.id,
        facts=facts,
    )
