"""A draft opened: a modal to read and copy each platform's text, to see who did what, and to move it on."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.blocks.captions import Shown, counts, fitted, shown, warnings
from bot.blocks.elements import Block, actions, button, context, divider, header, mrkdwn, plain, rich
from bot.blocks.ids import Action, View
from bot.blocks.linting import lint_line
from bot.blocks.moves import (
    discard_buttons,
    edit_buttons,
    history_buttons,
    restore_button,
    save_buttons,
    standing,
)
from bot.blocks.pictures import Loads, arranged, picture_blocks
from bot.blocks.remarks import link_blocks, note_blocks
from bot.blocks.text import ago, clip, escape, mention, number, one_line, plural
from bot.blocks.values import CardValue, DraftValue, ExportValue
from bot.domain.activity import Entry
from bot.domain.drafts import Draft, Status
from bot.domain.lint import Finding

#: Slack's largest view is 250 kB (views.open, `view_too_large`); texts, pictures and activity may fill
#: this much.
MOST_BYTES = 200_000
#: Newest lines of the activity that are shown, and characters of what somebody said.
_LINES, _SAID = 20, 300
#: Pictures drawn at most, and the longest title; YouTube's own limit is 100 characters.
_PICTURES, _TITLE = 10, 300


def draft_view(
    draft: Draft,
    entries: Sequence[Entry],
    *,
    now: datetime,
    findings: Sequence[Finding] = (),
    loads: Loads = Loads.WEB,
    card: str = "",
) -> Block:
    """The modal for `views.open`; read-only, so it needs no Submit.

    `findings` are what its channel's rules find in it, `loads` is which pictures Slack can load, `card` the
    address of the message it is on.
    """
    captions, pictures, told = shown(draft), _pictures(draft, loads), _activity(entries, now)
    fitting = fitted(captions, _room(captions, MOST_BYTES - len(json.dumps([*pictures, *told]))))
    return {
        "type": "modal",
        "callback_id": str(View.DRAFT),
        "private_metadata": DraftValue.of(draft).pack(),
        "title": plain("Draft"),
        "close": plain("Close"),
        "blocks": [
            header(draft.title),
            context(mrkdwn(mention(draft.author)), plain(_standing(draft, now)), *_card_link(card)),
            *([context(plain(f"⚠ {lint_line(findings)}", 400))] if findings else []),
            *actions("draft", _moves(draft)),
            *actions("shelf", _shelf(draft)),
            *(block for caption in fitting for block in _text(caption)),
            *pictures,
            divider(),
            header("Activity"),
            *told,
        ],
    }


def _room(captions: Sequence[Shown], most: int) -> int:
    """How many characters of these texts the view can hold: all of them, unless their JSON is too long."""
    texts = [caption.text for caption in captions if caption.text]
    sizes = [len(json.dumps(text)) for text in texts]
    if sum(sizes) <= most:
        return sum(map(len, texts))
    return int(most / max(size / len(text) for size, text in zip(sizes, texts, strict=True)))


def _standing(draft: Draft, now: datetime) -> str:
    return f"{standing(draft)} · v{draft.latest.number} · {ago(draft.updated_at, now)}"


def _moves(draft: Draft) -> list[Block]:
    value = CardValue.of(draft)
    if draft.status is Status.DISCARDED:
        return [restore_button(value), *history_buttons(draft, value)]
    texts = [*edit_buttons(draft, value), *history_buttons(draft, value)]
    return [*save_buttons(draft, value), *texts, *discard_buttons(draft, value)]


def _shelf(draft: Draft) -> list[Block]:
    """What can be done with the draft as a thing, whatever its texts are."""
    return [
        button("Rename", Action.RENAME, DraftValue.of(draft)),
        button("Duplicate", Action.COPY_DRAFT, DraftValue.of(draft)),
        button("Export", Action.EXPORT, ExportValue(draft=draft.id)),
    ]


def _card_link(card: str) -> list[Block]:
    return [mrkdwn(f"<{escape(card)}|Go to its card>")] if card else []


def _text(caption: Shown) -> list[Block]:
    """One platform's text as it is, to copy, and its counts."""
    told = [counts(caption.platform, caption.text), *warnings(caption.platform, caption.text)]
    if caption.rest:
        told.append(f"{number(len(caption.rest))} more characters do not fit here; they are on the card")
    return [
        divider(),
        header(caption.platform.label),
        *([context(plain(f"Title: {caption.title}", _TITLE))] if caption.title else []),
        *([rich(caption.head)] if caption.head else []),
        context(*(plain(words) for words in told)),
    ]


def _pictures(draft: Draft, loads: Loads) -> list[Block]:
    """The pictures, under a heading of their own."""
    pictures = arranged(draft.images, loads, _PICTURES)
    blocks = [
        *picture_blocks(pictures.drawn),
        *link_blocks(pictures.pages),
        *note_blocks(pictures.notes),
    ]
    return [divider(), header("Pictures"), *blocks] if blocks else []


def _activity(entries: Sequence[Entry], now: datetime) -> list[Block]:
    """Who did what to it and who said what of it, newest first."""
    blocks = []
    for entry in entries[:_LINES]:
        words = f"“{clip(one_line(entry.said), _SAID)}”" if entry.said else ""
        told = f"{entry.did} {words}".rstrip()
        blocks.append(context(mrkdwn(mention(entry.person)), plain(f"{told} · {ago(entry.at, now)}")))
    if earlier := entries[_LINES:]:
        blocks.append(context(plain(f"and {plural(len(earlier), 'earlier entry', 'earlier entries')}")))
    return blocks
