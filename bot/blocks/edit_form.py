"""The form in which people edit a draft's texts: one input a platform, more where a box is too small."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from pydantic import Field

from bot.blocks.captions import convention, counts, warnings
from bot.blocks.elements import Block, context, divider, plain
from bot.blocks.form import State
from bot.blocks.ids import FIELD, View
from bot.blocks.text import listing, number, plural, split
from bot.blocks.values import Value
from bot.domain.drafts import Draft
from bot.domain.errors import UserError
from bot.domain.merging import Form, Marks, Words, marks_of, with_line_feeds, words_of
from bot.domain.platforms import Platform

#: Slack's longest text in a `plain_text_input` (characters).
MOST_TEXT = 3_000
#: Slack's largest view is 250 kB, and it takes 100 blocks; the inputs may fill this much.
MOST_BYTES, MOST_BLOCKS = 200_000, 90
#: Platforms whose posts have a title apart from the text, and the longest title shown in a box.
TITLED = frozenset({Platform.YOUTUBE})

TITLE = "Edit the texts"


class EditValue(Value):
    """What the form started from: the draft's version, and a mark of each text, never a text."""

    draft: str
    version: int = 0
    seen: Marks = Field(default_factory=dict)
    #: Whether the form shows a clash, and asks whose texts shall be the newest.
    clash: bool = False

    @classmethod
    def of(cls, draft: Draft, seen: Marks, *, clash: bool = False) -> Self:
        return cls(draft=draft.id, version=draft.latest.number, seen=dict(seen), clash=clash)


def edit_view(draft: Draft, first: Platform | None = None) -> Block:
    """The modal for `views.open` and `views.push`; `first` is the platform that comes first.

    Platforms for which Slack's view has no room are named in it. Raises `UserError` when it has none for
    `first` or for any, and for a draft without texts.
    """
    words = words_of(draft)
    order = sorted(words, key=lambda platform: platform is not first)
    if not words:
        raise UserError("This draft has no text to edit.")
    rows, left = _fitting(order, words, draft.latest.number)
    if not rows or first in left:
        raise UserError(
            "This text is too long for Slack’s form. Nothing is changed. Copy it from the card and its "
            "thread, and write what it shall be as a new brief."
        )
    next(iter(rows.values()))[0]["element"]["focus_on_load"] = True
    shown = {platform: words[platform] for platform in rows}
    blocks = [block for platform in rows for block in rows[platform]]
    return form_view(EditValue.of(draft, marks_of(shown)), [*blocks, *_left_out(left)])


def form_view(value: EditValue, blocks: Sequence[Block], *, title: str = TITLE) -> Block:
    """The view around the inputs."""
    return {
        "type": "modal",
        "callback_id": str(View.EDIT),
        "private_metadata": value.pack(),
        "title": plain(title, 24),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


def _fitting(
    order: Iterable[Platform], words: Form, version: int
) -> tuple[dict[Platform, list[Block]], list[Platform]]:
    """The inputs of as many platforms as the view holds, and the other platforms."""
    rows: dict[Platform, list[Block]] = {}
    left: list[Platform] = []
    room, places = MOST_BYTES, MOST_BLOCKS
    for platform in order:
        blocks = input_rows(platform, words[platform], version)
        size = len(json.dumps(blocks))
        if size > room or len(blocks) > places:
            left.append(platform)
            continue
        room, places = room - size, places - len(blocks)
        rows[platform] = blocks
    return rows, left


def _left_out(platforms: Sequence[Platform]) -> list[Block]:
    if not platforms:
        return []
    names = listing([platform.label for platform in platforms])
    words = f"There is no room here for {names}. Press Edit there, on the card; the texts stay as they are."
    return [divider(), context(plain(words))]


def input_rows(platform: Platform, words: Words, version: int) -> list[Block]:
    """One platform's inputs, the text first. The ids name the version: a newer one begins afresh."""
    texts = pieces(words.text, platform.facts.limit or 0)
    titles = pieces(words.title) if words.title or platform in TITLED else []
    return [
        *(_text(platform, place, piece, version, words.text) for place, piece in enumerate(texts)),
        *(_title(platform, place, piece, version) for place, piece in enumerate(titles)),
    ]


def pieces(text: str, longest: int = 0) -> list[str]:
    """The text in as many boxes as it or the longest one needs; together they are the text."""
    parts = split(text, MOST_TEXT)
    return parts + [""] * (max(1, -(-longest // MOST_TEXT)) - len(parts))


def _text(platform: Platform, place: int, piece: str, version: int, whole: str) -> Block:
    joined = "Goes on right where the box above ends, without a space or a break of its own."
    box = _box(text_id(platform, place, version), platform.label, place, piece, multiline=True)
    # Whether there is a text at all, Slack asks for itself; a text that is empty may stay so.
    optional = bool(place) or not whole.strip()
    return {**box, "hint": plain(joined if place else _hint(platform, whole)), "optional": optional}


def _title(platform: Platform, place: int, piece: str, version: int) -> Block:
    lines = with_line_feeds(piece).count("\n") > 0
    return _box(title_id(platform, place, version), f"{platform.label}, title", place, piece, multiline=lines)


def _box(block_id: str, label: str, place: int, piece: str, *, multiline: bool) -> Block:
    element = {"type": "plain_text_input", "action_id": FIELD, "multiline": multiline}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(f"{label}, continued ({place + 1})" if place else label),
        "optional": True,
        "element": {**element, "initial_value": piece} if piece else element,
    }


def _hint(platform: Platform, text: str) -> str:
    """The platform's rules, and how the text stood when the form was opened."""
    limit = platform.facts.limit
    rules = f"At most {number(limit)} characters, as {platform.label} counts. " if limit else ""
    best = f"Best {convention(platform)}. " if platform.facts.most_hashtags is not None else ""
    told = " · ".join([counts(platform, text), *(warnings(platform, text) if text.strip() else ())])
    return f"{rules}{best}Now: {told}"


def text_id(platform: Platform, place: int, version: int) -> str:
    """The block id of a text's input, `place` counting from 0."""
    return f"text:{platform}:{place}:{version}"


def title_id(platform: Platform, place: int, version: int) -> str:
    """The same of a title's input."""
    return f"title:{platform}:{place}:{version}"


def form_of(state: State, value: EditValue) -> dict[Platform, Words]:
    """What the form holds: each platform's boxes joined exactly."""
    return {
        platform: Words(
            _joined(state, f"text:{platform}:", value.version),
            _joined(state, f"title:{platform}:", value.version),
        )
        for platform in value.seen
    }


def _joined(state: State, start: str, version: int) -> str:
    return with_line_feeds("".join(typed for _, typed in _typed(state, start, version)))


def complaints(state: State, value: EditValue, form: Form) -> dict[str, str]:
    """What cannot be saved as it is, by the block it is in; empty when all can."""
    found: dict[str, str] = {}
    for platform, words in form.items():
        if not words.text.strip() and words.mark != value.seen.get(platform):
            found[text_id(platform, 0, value.version)] = (
                f"Write something for {platform.label}, or press Cancel to keep the text as it was."
            )
    for block, text in _typed(state, "", value.version):
        if (over := len(text) - MOST_TEXT) > 0:
            found[block] = (
                f"Slack’s box takes {number(MOST_TEXT)} characters. Take out "
                f"{plural(over, 'character')}, or move them to the next box where there is one."
            )
    return found


def _typed(state: Mapping[str, Any], start: str, version: int) -> list[tuple[str, str]]:
    """The boxes whose ids begin so, in their order, with what is in them."""
    found = [
        (block, held[FIELD].get("value") or "")
        for block, held in state.items()
        if block.startswith(start) and block.endswith(f":{version}") and FIELD in held
    ]
    return sorted(found, key=lambda box: int(box[0].split(":")[2]))
