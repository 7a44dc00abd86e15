"""conversations.*: which there are, who is in them, joining and opening them."""

from collections.abc import Mapping

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.shapes import Json
from playground.slack.web_api.method import READ, Arguments, Method, require
from playground.slack.web_api.paging import Paged, page

#: The word in `types` -> the conversation's kind, and the scope to list it.
_TYPES: Mapping[str, tuple[str, str]] = {
    "public_channel": ("channel", "channels:read"),
    "private_channel": ("group", "groups:read"),
    "im": ("im", "im:read"),
    "mpim": ("mpim", "mpim:read"),
}


class List(Paged):
    """conversations.list."""

    types: str = "public_channel"
    exclude_archived: bool = False


class OneChannel(Arguments):
    """conversations.join and conversations.leave."""

    channel: str


class Info(OneChannel):
    """conversations.info."""

    include_num_members: bool = False


class Members(Paged):
    """conversations.members."""

    channel: str


class Open(Arguments):
    """conversations.open; `users` are ids joined by commas."""

    users: str | None = None
    channel: str | None = None
    return_im: bool = False


def _facts(backend: Backend, channel: Channel) -> Json:
    workspace = backend.workspace
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "channel",
    }
    if channel.kind == "im":
        return common | {"user": channel.members[0], "is_open": True}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.name == "general",
        "is_member": workspace.app_is_in(channel),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }


def _list(backend: Backend, given: List) -> Json:
    wanted = [word.strip() for word in given.types.split(",")]
    if not set(wanted) <= _TYPES.keys():
        raise SlackError("invalid_types")
    for word in wanted:
        require(backend, _TYPES[word][1])
    kinds = {_TYPES[word][0] for word in wanted}
    channels = [
        channel
        for channel in backend.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or backend.workspace.app_is_in(channel))
        and not (given.exclude_archived and channel.archived)
    ]
    found = page(channels, given)
    listed = [_facts(backend, c) | {"num_members": len(c.members)} for c in found.items]
    return {"channels": listed, **found.metadata}


def _info(backend: Backend, given: Info) -> Json:
    channel = backend.workspace.channel(given.channel)
    count = {"num_members": len(channel.members)} if given.include_num_members else {}
    return {"channel": _facts(backend, channel) | count}


def _members(backend: Backend, given: Members) -> Json:
    found = page(backend.workspace.channel(given.channel).members, given)
    return {"members": list(found.items), **found.metadata}


def _join(backend: Backend, given: OneChannel) -> Json:
    workspace = backend.workspace
    channel = workspace.channel(given.channel)
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if not workspace.app_is_in(channel):
        channel.members.append(workspace.app.user_id)
        workspace.changed()
        backend.events.membership("joined", channel)
    return {"channel": _facts(backend, channel)}


def _leave(backend: Backend, given: OneChannel) -> Json:
    workspace = backend.workspace
    channel = workspace.channel(given.channel)
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    if not workspace.app_is_in(channel):
        return {"not_in_channel": True}
    channel.members.remove(workspace.app.user_id)
    workspace.changed()
    backend.events.membership("left", channel)
    return {}


def _open(backend: Backend, given: Open) -> Json:
    workspace = backend.workspace
    if given.channel is not None:
        channel = workspace.channel(given.channel)
    elif given.users:
        users = [u.strip() for u in given.users.split(",")]
        if len(users) > 1:
            raise SlackError("method_not_supported_for_channel_type")
        if users[0] == workspace.app.user_id:
            raise SlackError("user_not_found")
        channel = workspace.open_im(users[0])
    else:
        raise SlackError("users_list_not_supplied")
    return {"channel": _facts(backend, channel) if given.return_im else {"id": channel.id}}


METHODS = (
    Method(name="conversations.list", arguments=List, run=_list, tier=Tier.TWO),
    Method(name="conversations.info", arguments=Info, run=_info, scopes=READ, tier=Tier.THREE),
    Method(name="conversations.members", arguments=Members, run=_members, scopes=READ, tier=Tier.FOUR),
    Method(
        name="conversations.join", arguments=OneChannel, run=_join, scopes="channels:join", tier=Tier.THREE
    ),
    Method(
        name="conversations.leave",
        arguments=OneChannel,
        run=_leave,
        scopes="channels:manage",
        tier=Tier.THREE,
    ),
    Method(name="conversations.open", arguments=Open, run=_open, scopes="im:write", tier=Tier.THREE),
)
