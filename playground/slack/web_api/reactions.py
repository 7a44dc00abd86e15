"""reactions.*: the app's emoji on messages."""

import re

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.messages import shown
from playground.slack.reactions import react, unreact
from playground.slack.shapes import Json
from playground.slack.web_api.method import Arguments, Method

_NAME = re.compile(r"[\w+'-]+(::skin-tone-[2-6])?")


class Which(Arguments):
    """reactions.get."""

    channel: str | None = None
    timestamp: str | None = None


class Reaction(Which):
    """reactions.add and reactions.remove; the name is without colons."""

    name: str


def _message(backend: Backend, given: Which) -> tuple[Channel, Json]:
    if given.channel is None or given.timestamp is None:
        raise SlackError("no_item_specified")
    channel = backend.workspace.channel(given.channel)
    message = channel.messages.get(given.timestamp)
    if message is None or given.timestamp in channel.only_for:
        raise SlackError("message_not_found")
    return channel, message


def _add(backend: Backend, given: Reaction) -> Json:
    channel, message = _message(backend, given)
    if not _NAME.fullmatch(given.name):
        raise SlackError("invalid_name")
    if channel.archived:
        raise SlackError("is_archived")
    bot = backend.workspace.app.user_id
    if not react(message, bot, given.name):
        raise SlackError("already_reacted")
    backend.workspace.changed()
    backend.events.reaction("added", bot, given.name, channel, message)
    return {}


def _remove(backend: Backend, given: Reaction) -> Json:
    channel, message = _message(backend, given)
    bot = backend.workspace.app.user_id
    if not unreact(message, bot, given.name):
        raise SlackError("no_reaction")
    backend.workspace.changed()
    backend.events.reaction("removed", bot, given.name, channel, message)
    return {}


def _get(backend: Backend, given: Which) -> Json:
    channel, message = _message(backend, given)
    return {"type": "message", "channel": channel.id, "message": shown(message)}


METHODS = (
    Method(name="reactions.add", arguments=Reaction, run=_add, scopes="reactions:write", tier=Tier.THREE),
    Method(name="reactions.remove", arguments=Reaction, run=_remove, scopes="reactions:write", tier=Tier.TWO),
    Method(name="reactions.get", arguments=Which, run=_get, scopes="reactions:read", tier=Tier.THREE),
)
