"""How Slack writes down what a person typed: three characters escaped, names and addresses in brackets."""

import re

from playground.slack.workspace import Workspace

_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?'\")]")


def escaped(text: str) -> str:
    """Source: docs.slack.dev/messaging/formatting-message-text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(workspace: Workspace, text: str) -> str:
    """`@ana` as `<@U1ANA>`, `#general` as `<#C1GENERAL|general>`."""
    for user in workspace.users.values():
        text = re.sub(rf"(?<!\w)@{re.escape(user.name)}\b", f"<@{user.id}>", text, flags=re.IGNORECASE)
    for channel in workspace.channels.values():
        if channel.kind == "channel":
            link = f"<#{channel.id}|{channel.name}>"
            text = re.sub(rf"(?<!\w)#{re.escape(channel.name)}\b", link, text)
    return text


def encoded(workspace: Workspace, text: str) -> str:
    """A message's text as events and history hold it."""
    with_addresses = _ADDRESS.sub(lambda found: f"<{found[0]}>", escaped(text))
    return linked(workspace, with_addresses)
