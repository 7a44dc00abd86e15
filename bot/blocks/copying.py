"""A platform's text to copy: as it is, in a block that Slack copies whole."""

import json

from bot.blocks.captions import counts
from bot.blocks.elements import Block, context, header, plain
from bot.blocks.ids import View
from bot.blocks.text import number, part, split
from bot.domain.drafts import Draft
from bot.domain.errors import IllegalMove
from bot.domain.platforms import Platform

#: Slack's largest view is 250 kB; a character takes twelve bytes at most, as two escaped halves.
_MOST_BYTES, _WIDEST = 230_000, 12


def copy_view(draft: Draft, platform: Platform) -> Block:
    """The modal: the text, and nothing in it that would be copied along."""
    if platform not in draft.latest.texts:
        message = f"This draft has no text for {platform.label} any more."
        raise IllegalMove(message)
    text, title = draft.shown(platform), draft.shown_title(platform)
    fits = len(json.dumps(text)) <= _MOST_BYTES
    head, rest = (text, "") if fits else part(text, _MOST_BYTES // _WIDEST)
    hidden = f" · {number(len(rest))} more characters do not fit here; they are on the card" if rest else ""
    return {
        "type": "modal",
        "callback_id": str(View.TEXT),
        "title": plain("Copy the text"),
        "close": plain("Close"),
        "blocks": [
            header(platform.label),
            *([context(plain("Title")), _exactly(title)] if title else []),
            *([_exactly(head)] if head else []),
            context(plain(counts(platform, text) + hidden)),
        ],
    }


def _exactly(text: str) -> Block:
    """Preformatted: Slack offers to copy it, and makes nothing of what is in it."""
    pieces = [{"type": "text", "text": piece} for piece in split(text)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": pieces}]}
