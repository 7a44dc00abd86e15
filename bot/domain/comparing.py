"""What changed between two versions, word by word; addresses, hashtags and mentions count as one word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

import regex

from bot.domain.drafts import Version
from bot.domain.pieces import wholes
from bot.domain.platforms import Platform

_PIECE = regex.compile(r"\s+|\w+|\X", regex.WORD)


class Mark(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some text that was kept, added or removed as one."""

    mark: Mark
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One platform's text, old and new in one row of pieces."""

    platform: Platform
    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.ADDED)

    @property
    def new(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.REMOVED)

    @property
    def changed(self) -> bool:
        return any(piece.mark is not Mark.KEPT for piece in self.pieces)

    def words(self, mark: Mark) -> int:
        """How many words were kept, added or removed; punctuation and white space are none."""
        texts = (piece.text for piece in self.pieces if piece.mark is mark)
        return sum(1 for text in texts for word in split(text) if regex.search(r"[\p{L}\p{N}]", word))

    @property
    def told(self) -> str:
        """In words: "LinkedIn: 2 words added, 1 removed"; "X unchanged"."""
        added, removed = self.words(Mark.ADDED), self.words(Mark.REMOVED)
        if not self.changed:
            return f"{self.platform.label} unchanged"
        if not added and not removed:
            return f"{self.platform.label}: no words, only signs or spaces"
        parts = [f"{count:,} {done}" for count, done in ((added, "added"), (removed, "removed")) if count]
        first, *others = parts
        count, done = first.split(" ", 1)
        noun = "word" if count == "1" else "words"
        return f"{self.platform.label}: {', '.join([f'{count} {noun} {done}', *others])}"


def compare(old: Version, new: Version, platforms: Sequence[Platform] = ()) -> list[Change]:
    """Every platform of either version, in the newer one's order; `platforms` are the only ones of them."""
    every = dict.fromkeys([*new.texts, *old.texts])
    return [
        Change(
            platform=platform, pieces=tuple(_pieces(old.texts.get(platform, ""), new.texts.get(platform, "")))
        )
        for platform in every
        if not platforms or platform in platforms
    ]


def summary(changes: Sequence[Change]) -> str:
    """All of them on one line: "LinkedIn: 2 words added, 1 removed; X unchanged"."""
    return "; ".join(change.told for change in changes)


def split(text: str) -> list[str]:
    """A text as words, signs and white space, which add up to it."""
    pieces, at = [], 0
    for start, end in wholes(text):
        pieces += [*_PIECE.findall(text[at:start]), text[start:end]]
        at = end
    return [*pieces, *_PIECE.findall(text[at:])]


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = split(old), split(new)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(mark=Mark.KEPT, text="".join(before[a:b])))
            continue
        if b > a:
            found.append(Piece(mark=Mark.REMOVED, text="".join(before[a:b])))
        if d > c:
            found.append(Piece(mark=Mark.ADDED, text="".join(after[c:d])))
    return found
