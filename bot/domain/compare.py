"""What changed from one text to another, word by word; addresses, hashtags and mentions are one word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import regex

from bot.domain.pieces import insides

#: Words, runs of white space, and single other characters; scripts without spaces by Unicode's word borders.
_BORDER = regex.compile(r"\b", regex.WORD)
#: Beyond so many words differing in between, they are told as one change: finding more takes too long.
_MOST_WORDS = 3_000
#: More words than these stay between two changes, however large those are.
_CRUMB = 2


class Kind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Neighbouring words that the same became of."""

    kind: Kind
    text: str


class _Run(NamedTuple):
    """Words that are the same in both, or that took the place of others."""

    kept: bool
    old: str
    new: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in order: those kept and removed are the old text, those kept and added the new one."""
    return tuple(_joined(_pieces(_words(old), _words(new))))


def spaced(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same for the eye: with a space where a word that went and one that came would stand as one."""
    drawn: list[Piece] = []
    for piece in pieces:
        before = drawn[-1] if drawn else None
        if before and (before.kind, piece.kind) == (Kind.REMOVED, Kind.ADDED):
            drawn += [] if before.text[-1].isspace() or piece.text[0].isspace() else [Piece(Kind.KEPT, " ")]
        drawn.append(piece)
    return tuple(drawn)


def summary(pieces: Sequence[Piece]) -> str:
    """The same in words: "2 words added, 1 removed", "unchanged"."""
    added, removed = (_count(pieces, kind) for kind in (Kind.ADDED, Kind.REMOVED))
    if not added and not removed:
        changed = any(piece.kind is not Kind.KEPT for piece in pieces)
        return "only spaces and signs changed" if changed else "unchanged"
    noun = "word" if (added or removed) == 1 else "words"
    if added and removed:
        return f"{added:,} {noun} added, {removed:,} removed"
    return f"{added or removed:,} {noun} {'added' if added else 'removed'}"


def _count(pieces: Sequence[Piece], kind: Kind) -> int:
    return sum(_count_in(piece.text) for piece in pieces if piece.kind is kind)


def _count_in(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in _words(text))


def _words(text: str) -> list[str]:
    borders = {m.start() for m in _BORDER.finditer(text)} - insides(text)
    cuts = sorted({0, len(text), *borders})
    return [text[start:end] for start, end in pairwise(cuts)]


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    yield from (Piece(Kind.KEPT, word) for word in old[:start])
    yield from _between(old[start : len(old) - end], new[start : len(new) - end])
    yield from (Piece(Kind.KEPT, word) for word in old[len(old) - end :])


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are the same at the beginning."""
    pairs = zip(old, new, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > _MOST_WORDS:
        yield Piece(Kind.REMOVED, "".join(old))
        yield Piece(Kind.ADDED, "".join(new))
        return
    runs: list[_Run] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        runs.append(_Run(tag == "equal", "".join(old[i:j]), "".join(new[k:m])))
        while len(runs) > 2 and _is_crumb(*runs[-3:]):
            three = runs[-3:]
            runs[-3:] = [_Run(False, "".join(run.old for run in three), "".join(run.new for run in three))]
    for run in runs:
        if run.kept:
            yield Piece(Kind.KEPT, run.old)
        else:
            yield Piece(Kind.REMOVED, run.old)
            yield Piece(Kind.ADDED, run.new)


def _is_crumb(before: "_Run", between: "_Run", after: "_Run") -> bool:
    """Whether what was kept is smaller than the changes around it: as one change they are easier to read.

    The rule of diff-match-patch's `diff_cleanupSemantic`, for a few words.
    """
    if not between.kept or before.kept or after.kept or _count_in(between.old) > _CRUMB:
        return False
    return len(between.old) <= min(max(len(run.old), len(run.new)) for run in (before, after))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same with neighbours of a kind made one, and without empty ones."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held and held.kind is piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
