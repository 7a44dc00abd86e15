"""What a person types into a search, and what of a draft it is held against: the same for every store.

A text is taken apart here and not by a database, so that all find the same. Letters are small and without
accents. Scripts that put no space between words are kept as overlapping pairs of signs, with the last sign
of a run by itself: `日本語` is `日本 本語 語`, and whatever stands within the run is found.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

#: More words than this narrow nothing down.
MOST_WORDS = 32

#: What is searched, and the parts of it that tell a better find from a lesser one.
TITLE, SAID, ALL = ("title",), ("title", "texts"), ("title", "texts", "prompt")

#: Scripts whose words stand side by side. Korean has spaces, and endings that grow onto its words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_RUN = regex.compile(
    rf"(?V1)(?P<unspaced>[[{_UNSPACED}]&&[\p{{L}}\p{{N}}]]+)|[[\p{{L}}\p{{N}}]--[{_UNSPACED}]]+"
)
_MARK = regex.compile(r"\p{Mn}")
#: Keyboards and Slack make other quotation marks and dashes of what is typed.
_QUOTES, _DASHES = '"“”„‟«»', "-\u2212\u2013"
_PIECE = re.compile(rf"(?P<dash>[{_DASHES}]*)[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)|\S+")


@dataclass(frozen=True)
class Term:
    """Words that follow each other; the last may go on, where it `begins` one."""

    words: tuple[str, ...]
    begins: bool = False

    def is_in(self, line: str) -> bool:
        """Whether a text holds it, given as `line` makes it."""
        wanted = f" {' '.join(self.words)}" + ("" if self.begins else " ")
        return wanted in f" {line} "


@dataclass(frozen=True)
class Asked:
    """What must be there, and what must not."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Tier:
    """One way to match: all terms within these parts of a draft."""

    parts: tuple[str, ...]
    terms: tuple[Term, ...]


def line(text: str) -> str:
    """A text as it is searched: its words in order, with a space between them."""
    return " ".join(_tokens(text))


def asked(typed: str) -> Asked | None:
    """What somebody types: words, "phrases", -words and -"phrases", the last word perhaps not to its end.

    `None` when only signs are typed, which are in no index. There is nothing that cannot be typed.
    """
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for found, is_last in _pieces(typed.replace("\0", " ")):
        phrase, dashes = found["phrase"], found["dash"] or ""
        if phrase is None:
            phrase = found[0].lstrip(_DASHES)
            dashes = found[0][: len(found[0]) - len(phrase)]
        words = tuple(_tokens(phrase, is_asked=True))
        if words:
            begins = is_last and not found["end"] and not dashes
            (unwanted if dashes else wanted).append(Term(words, begins or _is_one_sign(words[-1])))
    if not (wanted or unwanted):
        return None
    return Asked(tuple(wanted[:MOST_WORDS]), tuple(unwanted[:MOST_WORDS]))


def tiers(what: Asked) -> tuple[Tier, ...]:
    """How a draft may match, best first; the last one matches all that is found.

    As it was typed is better than in pieces; in the title is better than in a text, and that is better
    than in the brief. Without anything that must be there, all are equal.
    """
    if not what.wanted:
        return (Tier(ALL, ()),)
    words = tuple(word for term in what.wanted for word in term.words)
    whole = (Term(words, what.wanted[-1].begins),)
    ways = [(TITLE, whole), (TITLE, what.wanted), (SAID, whole), (SAID, what.wanted), (ALL, what.wanted)]
    return tuple(Tier(parts, terms) for parts, terms in dict.fromkeys(ways))


def tier_of(what: Asked, row: Mapping[str, str]) -> int | None:
    """The number of a row's best tier, `None` when it does not match; the row is as `draft_row` makes it."""
    if any(term.is_in(row[part]) for term in what.unwanted for part in ALL):
        return None
    for number, tier in enumerate(tiers(what)):
        if all(any(term.is_in(row[part]) for part in tier.parts) for term in tier.terms):
            return number
    return None


def _pieces(typed: str) -> Iterator[tuple[re.Match[str], bool]]:
    found = list(_PIECE.finditer(typed))
    for number, piece in enumerate(found, 1):
        yield piece, number == len(found)


def _tokens(text: str, *, is_asked: bool = False) -> Iterator[str]:
    plain = _MARK.sub("", unicodedata.normalize("NFD", text)).lower()
    # Lower case may bring marks of its own, and Korean is whole again only after this.
    plain = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", plain)))
    runs = list(_RUN.finditer(plain))
    for number, run in enumerate(runs, 1):
        if run["unspaced"] is None:
            yield run[0]
            continue
        signs = run[0]
        yield from (signs[at : at + 2] for at in range(len(signs) - 1))
        # Whoever looks for what ends a text may mean what goes on there.
        if not is_asked or number < len(runs) or len(signs) == 1:
            yield signs[-1]


def _is_one_sign(word: str) -> bool:
    return len(word) == 1 and (run := _RUN.fullmatch(word)) is not None and run["unspaced"] is not None
