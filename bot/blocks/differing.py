"""Two versions word by word: only in the older one is struck through, only in the newer one is bold."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.captions import fair
from bot.blocks.elements import Block, context, divider, header, plain
from bot.blocks.text import number, part, split
from bot.blocks.values import VersionValue
from bot.blocks.version_view import MOST_TEXT, Wording, modal, platforms_of
from bot.domain.compare import Kind, Piece, compare, spaced, summary
from bot.domain.drafts import Draft, Version
from bot.domain.platforms import Platform

#: How a piece is drawn.
_STYLES = {Kind.KEPT: {}, Kind.REMOVED: {"strike": True}, Kind.ADDED: {"bold": True}}
#: Characters of Slack's view that one piece takes besides its text.
_FRAME = 8


def comparison_view(
    draft: Draft, version: Version, other: Wording, value: VersionValue, *, now: datetime
) -> Block:
    """A version's modal with its texts beside others."""
    own = Wording.of(version)
    first, second = (other, own) if value.against and value.against < value.version else (own, other)
    platforms = platforms_of(value, {**first.texts, **second.texts})
    pieces = {p: spaced(compare(first.texts.get(p, ""), second.texts.get(p, ""))) for p in platforms}
    shares = fair([_size(pieces[p]) for p in platforms], MOST_TEXT)
    blocks = [
        block
        for platform, share in zip(platforms, shares, strict=True)
        for block in _compared(platform, pieces[platform], share, (first, second))
    ]
    legend = f"Struck through: only in {first.name}. Bold: only in {second.name}."
    told = context(plain(f"From {first.name} to {second.name}. {legend}"))
    return modal(draft, version, value, now, [told, *blocks])


def _size(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) + _FRAME for piece in pieces)


def _compared(
    platform: Platform, pieces: Sequence[Piece], share: int, between: tuple[Wording, Wording]
) -> list[Block]:
    drawn, hidden = _drawn(pieces, share)
    told = [summary(pieces), *_titles(platform, *between)]
    if hidden:
        told.append(f"{number(hidden)} more characters do not fit here")
    return [
        divider(),
        header(platform.label),
        *(
            [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": drawn}]}]
            if drawn
            else []
        ),
        context(*(plain(words, 700) for words in told)),
    ]


def _titles(platform: Platform, first: Wording, second: Wording) -> list[str]:
    old, new = first.titles.get(platform, ""), second.titles.get(platform, "")
    return [f"Title: “{old}” became “{new}”"] if old != new else []


def _drawn(pieces: Sequence[Piece], share: int) -> tuple[list[Block], int]:
    """Rich text elements within that share, and how many characters had no room."""
    drawn: list[Block] = []
    hidden = 0
    for kind, text in pieces:
        head, rest = part(text, max(0, share - _FRAME)) if share > _FRAME else ("", text)
        share = 0 if rest else share - len(head) - _FRAME
        hidden += len(rest)
        style = {"style": _STYLES[kind]} if _STYLES[kind] else {}
        drawn += [{"type": "text", "text": piece, **style} for piece in split(head)]
    return drawn, hidden
