"""A person's own account at a vendor, as they see it in Slack: how it stands, and the way to connect it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.blocks.elements import (
    Block,
    actions,
    button,
    confirm,
    context,
    header,
    link_button,
    plain,
    said,
    section,
)
from bot.blocks.ids import Action
from bot.blocks.messages import Message, message
from bot.blocks.text import escape, mention
from bot.blocks.values import ConnectValue
from bot.domain.ports import Provider

#: Said where no provider acts with people's own permission.
NOTHING = "Nothing needs connecting here: the providers work with keys of their own."
_PRIVATE = "Only you can see this."
_ONCE = "Only you can see this. The link is yours alone: it works once, within ten minutes."


@dataclass(frozen=True, kw_only=True)
class Connection:
    """How a person stands with a provider that acts with their own permission, and the way to connect it.

    `url` is a page to open; where there is none, somebody runs `command` where Galley runs.
    """

    provider: Provider
    connected: bool
    url: str = ""
    command: str

    @property
    def label(self) -> str:
        """What people call the provider."""
        return self.provider.label

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return "connected" if self.connected else "not connected"


def connect_button(name: str, label: str, run: str) -> Block:
    """On the card of a run that lacks a permission; what it leads to is for one person's eyes only."""
    return button(f"Connect {label}", Action.CONNECT, ConnectValue(provider=name, run=run))


def connection_blocks(connection: Connection) -> list[Block]:
    """In a form of a provider that works with one's own account: how that stands, and what to do."""
    if not connection.connected:
        return connect_first(connection)
    return [context(plain(f"✓ {connection.label} works with your own account, which is connected."))]


def connect_first(connection: Connection) -> list[Block]:
    """In a form of a provider that the person has not connected yet."""
    label = escape(connection.label)
    told = f"*Connect {label} first.* It works with your own account there. Then come back to this form."
    return [said(told), *_way(connection)]


def connect_words(connection: Connection) -> str:
    """Why a form of such a provider cannot be sent yet."""
    return f"Connect {connection.label} first, with what is said below; then send this form again."


def connections_message(found: Sequence[Connection]) -> Message:
    """The answer to `/galley connect`."""
    if not found:
        return message(NOTHING, [section(plain(NOTHING)), context(plain(_PRIVATE))])
    blocks = [
        header("Your own accounts"),
        *(block for connection in found for block in _row(connection)),
        context(plain(_note([c for c in found if not c.connected]))),
    ]
    return message("; ".join(f"{c.label}: {c.state}" for c in found), blocks)


def connect_message(connection: Connection) -> Message:
    """The answer to *Connect* on the card of one's own run."""
    label = connection.label
    if connection.connected:
        told = f"You are connected to {label}: press Try again. If that does not help, connect it once more."
    else:
        told = f"{label} works with your own account there. Connect it, then press Try again."
    return message(told, [section(plain(told)), *_way(connection), context(plain(_note([connection])))])


def not_yours_message(label: str, starter: str) -> Message:
    """The answer to *Connect* on the card of somebody else's run."""
    whose = mention(starter)
    told = (
        f"{whose} started this, so it needs what only {whose} can give: their permission at {escape(label)}. "
        "To have it with your own account, connect that with `/galley connect`, then press *Try again*."
    )
    fallback = f"Somebody else started this, so it needs their permission at {label}."
    return message(fallback, [said(told), context(plain(_PRIVATE))])


def connected_message(label: str) -> Message:
    """What a person reads in their own conversation with Galley, once they are back from the vendor."""
    told = (
        f"*{escape(label)} is connected.* Galley acts there with your permission, in what you start. "
        "Go on where you were: press *Try again* on the card that asked for it, or send your form. "
        "To end it, type `/galley connect`."
    )
    return message(f"{label} is connected.", [said(told)])


def _row(connection: Connection) -> list[Block]:
    state = plain(f"{connection.label}: {connection.state}")
    if connection.connected:
        return [section(state, _disconnect(connection))]
    return [section(state), *_way(connection)]


def _note(ways: Iterable[Connection]) -> str:
    return _ONCE if any(way.url for way in ways) else _PRIVATE


def _way(connection: Connection) -> list[Block]:
    """A button to the vendor's page, or what to run where no browser reaches Galley."""
    name, label = connection.provider.name, connection.label
    if connection.url:
        link = link_button(f"Connect {label}", Action.OPEN_LINK, connection.url)
        return actions(f"connect.{name}", [link])
    told = "Run this where Galley runs, in the same folder, and sign in in the browser that it opens:"
    return [said(f"{told}\n```{escape(connection.command)}```")]


def _disconnect(connection: Connection) -> Block:
    label = connection.label
    question = confirm(
        f"Disconnect {label}?",
        f"Galley forgets your permission there. What is at {label} stays. You can connect again any time.",
        "Disconnect",
        danger=True,
    )
    value = ConnectValue(provider=connection.provider.name)
    return button("Disconnect", Action.DISCONNECT, value, confirm=question, spoken=f"Disconnect {label}")
