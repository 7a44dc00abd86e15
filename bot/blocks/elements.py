"""The few Block Kit pieces everything is made of, each under Slack's limits by itself.

Text by a vendor or a person goes into `plain` or `rich` only. `mrkdwn` is for our own words.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from bot.blocks.ids import Action
from bot.blocks.text import LONGEST, clip, one_line, split
from bot.blocks.values import Value

#: One block, element or text object, as Slack reads it.
Block: TypeAlias = dict[str, Any]


def plain(text: str, most: int = LONGEST) -> Block:
    """Text shown as it is: no formatting, no mentions, no `:emoji:`."""
    return {"type": "plain_text", "text": clip(text, most), "emoji": False}


def mrkdwn(text: str) -> Block:
    """Our own words with formatting; anything else in them must have been through `escape`."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(title: str) -> Block:
    """A heading, 150 characters at most."""
    return {"type": "header", "text": plain(one_line(title) or "Untitled", 150)}


def section(text: Block, accessory: Block | None = None) -> Block:
    """A paragraph, with at most one button beside it."""
    block = {"type": "section", "text": text, "expand": True}
    return {**block, "accessory": accessory} if accessory else block


def said(words: str) -> Block:
    """A paragraph of our own words."""
    return section(mrkdwn(words))


def context(*texts: Block) -> Block:
    """Small print: ten texts at most."""
    return {"type": "context", "elements": list(texts[:10])}


def rich(text: str, block_id: str = "") -> Block:
    """Anybody's text, shown exactly, however long: pieces of a section join without a break."""
    pieces: list[Block] = [{"type": "text", "text": piece} for piece in split(text)]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": pieces}]}
    return {**block, "block_id": block_id} if block_id else block


def rich_links(pages: Iterable[tuple[str, str]], more: str = "") -> Block:
    """Labels with their addresses, one a line, then `more`; nothing in a label is read as formatting."""
    pieces: list[Block] = []
    for label, url in pages:
        gap: list[Block] = [{"type": "text", "text": "\n"}] if pieces else []
        pieces += [*gap, {"type": "link", "url": url, "text": label}]
    if more:
        pieces.append({"type": "text", "text": f"\n{more}"})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": pieces}]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(block_id: str, buttons: Iterable[Block]) -> list[Block]:
    """A row of buttons; no row at all without any."""
    row = list(buttons)
    return [{"type": "actions", "block_id": block_id, "elements": row}] if row else []


def button(
    label: str,
    action: Action | str,
    value: Value,
    *,
    style: str = "",
    confirm: Block | None = None,
    spoken: str = "",
) -> Block:
    """A button. `spoken` is its name for screen readers where the label alone does not say which."""
    extras = {
        "style": style,
        "confirm": confirm,
        "accessibility_label": clip(spoken, 75),
    }
    return {
        "type": "button",
        "text": plain(label, 75),
        "action_id": str(action),
        "value": value.pack(),
        **{name: extra for name, extra in extras.items() if extra},
    }


def link_button(label: str, action: Action, url: str) -> Block:
    """A button that opens a page. Slack tells the app of the click all the same."""
    return {"type": "button", "text": plain(label, 75), "action_id": str(action), "url": url}


def confirm(title: str, words: str, yes: str, *, no: str = "Not now", danger: bool = False) -> Block:
    """The question before something that cannot be taken back, or costs again."""
    dialog = {
        "title": plain(title, 100),
        "text": plain(words, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    return {**dialog, "style": "danger"} if danger else dialog


def length(blocks: Iterable[Mapping[str, Any]]) -> int:
    """All text in blocks together, in code points, dialogs, buttons and pictures' words included.

    Slack refuses a message whose blocks hold too much text (`msg_blocks_too_long`).
    """
    return sum(_length(block) for block in blocks)


def _length(node: object) -> int:
    if isinstance(node, Mapping):
        own = (node.get("text"), node.get("alt_text"))
        inner = sum(_length(child) for child in node.values())
        return inner + sum(len(words) for words in own if isinstance(words, str))
    if isinstance(node, list):
        return sum(_length(child) for child in node)
    return 0
