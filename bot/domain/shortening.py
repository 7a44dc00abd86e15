"""Cutting a text down to a platform's limit, by the platform's own counting.

The prose gives way first. What stands at its end, hashtags and an address, stays as long as there is room
for some prose before it; an address that would be lost with the prose moves there. The prose ends with a
sentence if that keeps half of what fits, else after a word, with an ellipsis. A piece that is too long by
itself is cut between what a reader sees as characters, because the limit always wins.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.domain.pieces import URL, cuts, ends, urls, wholes, word_ends
from bot.domain.platforms import HASHTAG

ELLIPSIS = "…"
#: How much of the room for prose whole sentences must fill, else words are kept to the last.
_ENOUGH = 0.5
#: How much of the limit is left to the prose by hashtags at least, if there is that much prose.
_PROSE = 0.25
#: Hashtags that are tried to be kept, at most: no platform's posts have more.
_MOST_TRIED = 40
#: Hashtags and addresses at the very end, with the white space before each.
_TAIL = regex.compile(rf"(?:(?:^|(?<!\s)\s+)(?:{HASHTAG.pattern}|(?i:{URL.pattern})))+\s*\Z")
_TAIL_PIECE = regex.compile(r"\s*\S+")
#: A sentence ends before white space and something not in lower case; "e.g.", "Dr." and "1." end none.
_SENTENCE = regex.compile(
    r"(?<!(?:^|[\s.(])(?:\p{L}|\d{1,2}|Dr|Mr|Mrs|Ms|St|vs|No|ca|bzw))"
    r"[.!?…]++[\p{Pf}\p{Pe}\"']*(?=\s+[^\p{Ll}\s]|\s*\Z)|[\u3002\uff01\uff1f]++[\p{Pf}\p{Pe}]*|(?<=\S)(?=\s*\n)"
)
#: What looks wrong before an ellipsis.
_LOOSE = regex.compile(r"(?<!{0}){0}+\Z".format(r"[\s,;:.!?…\u3001\u3002\p{Pd}\p{Ps}\p{Pi}\"'&/]"))


@dataclass(frozen=True)
class Room:
    """How a platform counts, and how much it takes."""

    count: Callable[[str], int]
    limit: int

    def holds(self, text: str) -> bool:
        return self.count(text) <= self.limit


def shortened(text: str, room: Room) -> str:
    """The text as it is when it fits, else as much of it as fits."""
    if room.holds(text):
        return text
    text = text.strip()
    if room.holds(text):
        return text
    prose, tail = parted(text)
    for kept in _tails(prose, tail):
        fitted = _before(prose, kept, room)
        if fitted is not None:
            return fitted
    return _cut_anywhere(text, room)


def parted(text: str) -> tuple[str, str]:
    """The prose, and the hashtags and addresses at its end with the white space before them."""
    found = _TAIL.search(text)
    return (text[: found.start()], found.group().rstrip()) if found else (text, "")


def _tails(prose: str, tail: str) -> Iterator[str]:
    """What to keep at the end: all of it, then ever fewer hashtags, then nothing."""
    pieces = _TAIL_PIECE.findall(tail)
    hashtags = [i for i, piece in enumerate(pieces) if HASHTAG.fullmatch(piece.strip())]
    yield tail
    for place in reversed(range(min(len(hashtags), _MOST_TRIED))):
        gone = set(hashtags[place:])
        yield "".join(piece for i, piece in enumerate(pieces) if i not in gone)
    if prose:
        yield ""


def _before(prose: str, tail: str, room: Room) -> str | None:
    """As much of the prose as fits before this end; `None` when that is too little to be worth it."""
    if not prose:
        return tail.strip() if tail.strip() and room.holds(tail.strip()) else None
    head = _head(prose, tail, room)
    if head is None:
        return None
    if urls(prose) and not urls(head + tail):
        moved = f" {urls(prose)[0]}{tail}"
        with_address = _head(prose, moved, room)
        if with_address is not None and not urls(with_address):
            return with_address + moved
    return head + tail


def _head(prose: str, tail: str, room: Room) -> str | None:
    """The prose, cut; `None` when next to nothing would be left of it for the sake of what follows."""
    if room.holds(prose + tail):
        return prose
    words = _longest(prose, word_ends(prose), lambda head: _opened(head) + tail, room)
    least = min(room.count(prose), room.limit * _PROSE) if HASHTAG.search(tail) else 1
    if not words or room.count(words) < least:
        return None
    sentences = _longest(prose, _sentence_ends(prose), lambda head: head + tail, room)
    if sentences and room.count(sentences) >= _ENOUGH * room.count(words):
        return sentences
    return _opened(words)


def _sentence_ends(prose: str) -> list[int]:
    allowed = set(cuts(prose))
    return [m.end() for m in _SENTENCE.finditer(prose) if m.end() in allowed]


def _opened(head: str) -> str:
    """The beginning of a text, with a sign that there was more; nothing stays nothing."""
    last = max((end for _, end in wholes(head)), default=0)  # an address may end with a slash
    kept = head[:last] + _LOOSE.sub("", head[last:])
    return kept + ELLIPSIS if kept else ""


def _longest(text: str, at: Sequence[int], ended: Callable[[str], str], room: Room) -> str:
    """The longest beginning that ends at one of these places and fits as it is ended, or nothing."""
    place = bisect_right(at, room.limit, key=lambda end: room.count(ended(text[:end])))
    # Counting need not grow with every piece: half an address may count more than the whole one.
    while place and not room.holds(ended(text[: at[place - 1]])):
        place -= 1
    return text[: at[place - 1]] if place else ""


def _cut_anywhere(text: str, room: Room) -> str:
    """The last resort: within a word, with an ellipsis, or within an address or a hashtag, without."""
    whole = _longest(text, cuts(text), _opened, room)
    return _opened(whole) or _longest(text, ends(text), str, room).rstrip()
