"""The small windows beside a draft and its list: rename, search, export."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.elements import Block, context, plain
from bot.blocks.ids import FIELD, View
from bot.blocks.ids import Block as BlockId
from bot.blocks.text import number
from bot.blocks.values import MOST_WORDS, DraftValue, ExportValue, SearchValue, Value
from bot.domain.copies import LONGEST_TITLE
from bot.domain.drafts import Draft
from bot.domain.exports import Format

State = Mapping[str, Mapping[str, Mapping[str, Any]]]

HERE, ME = "here", "me"
_HOW = (
    'All words must be there. "dark mode" in quotes stays together, -word leaves out what has it. '
    "The last word may be its beginning."
)
_KINDS = {
    Format.MARKDOWN: "Markdown, to read and copy",
    Format.CSV: "CSV, for a spreadsheet",
    Format.JSON: "JSON, for programs",
}


def rename_form(draft: Draft) -> Block:
    """Asks for another title."""
    title = _text(BlockId.TITLE, "Title", draft.title[:LONGEST_TITLE], LONGEST_TITLE)
    return _form(View.RENAME, "Rename draft", "Rename", DraftValue.of(draft), [title])


def search_form(value: SearchValue) -> Block:
    """Asks for words; none list all again."""
    words = _text(BlockId.WORDS, "Words to look for", value.at.words, MOST_WORDS, optional=True)
    words["hint"] = plain(_HOW)
    return _form(View.SEARCH, "Search drafts", "Search", value, [words])


def export_form(value: ExportValue, most: int) -> Block:
    """Asks for the kind of file, and who is to get it."""
    kinds = _radio(BlockId.FORMAT, "Format", list(_KINDS.items()))
    places = [(ME, "Only me (direct message)"), *([(HERE, "This conversation")] if value.channel else [])]
    said = "Each draft has its title, state and all of its texts."
    more = f" At most {number(most)} drafts go into one file." if value.at else ""
    blocks = [kinds, _radio(BlockId.WHERE, "Where", places), context(plain(said + more))]
    return _form(View.EXPORT, "Export", "Export", value, blocks)


def typed(state: State, block: BlockId) -> str:
    """What is in a text input."""
    return str(state.get(block, {}).get(FIELD, {}).get("value") or "")


def picked(state: State, block: BlockId) -> str:
    """What is chosen among some."""
    option = state.get(block, {}).get(FIELD, {}).get("selected_option") or {}
    return str(option.get("value", ""))


def _form(callback: View, title: str, submit: str, value: Value, blocks: Sequence[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": str(callback),
        "private_metadata": value.pack(),
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


def _text(block: BlockId, label: str, value: str, most: int, *, optional: bool = False) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "max_length": most,
        "focus_on_load": True,
        **({"initial_value": value} if value else {}),
    }
    return {
        "type": "input",
        "block_id": str(block),
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def _radio(block: BlockId, label: str, offered: Sequence[tuple[str, str]]) -> Block:
    options = [{"value": str(value), "text": plain(words, 75)} for value, words in offered]
    element = {
        "type": "radio_buttons",
        "action_id": FIELD,
        "options": options,
        "initial_option": options[0],
    }
    return {"type": "input", "block_id": str(block), "label": plain(label), "element": element}
