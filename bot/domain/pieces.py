"""Pieces of a text that stay whole: addresses, hashtags, mentions, and what a reader sees as a character."""

from itertools import pairwise

import regex

from bot.domain.platforms import HASHTAG

#: Scripts that are written right behind an address, without a space.
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u3000-\u303f\uff00-\uffef"
_END = r"(?:(?<![.,;:!?'\"\p{Pi}\p{Pf})\]}…*])|(?<=\([^\s()]*\)))"
#: An address with its protocol, or of the usual short form (`example.com/page`), without the sentence's own
#: punctuation behind it. A host may be written in any script, a path only in those with spaces.
URL = regex.compile(
    rf"(?<![\w@/.-])(?:https?://[^\s<>\"/?#]+(?:[/?#][^\s<>\"{_CJK}]*)?"
    rf"|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}(?![\w@-])(?:[/?#][^\s<>\"{_CJK}]*)?){_END}",
    regex.IGNORECASE,
)
#: A person: `@name`, and `@name.host` as Bluesky and Threads have it.
MENTION = regex.compile(
    r"(?:(?<![A-Za-z0-9_!@#$%&*/\uff20])|(?<=\bRT))[@\uff20][a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?(?![@\uff20]|://)",
    regex.IGNORECASE,
)
EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", regex.IGNORECASE)
GRAPHEME = regex.compile(r"\X")

Span = tuple[int, int]


def wholes(text: str) -> list[Span]:
    """Where the pieces are that may not be cut, in order; those that overlap are one."""
    found = sorted(m.span() for kind in (URL, EMAIL, MENTION, HASHTAG) for m in kind.finditer(text))
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def urls(text: str) -> list[str]:
    """The addresses in a text, in order."""
    return [match.group() for match in URL.finditer(text)]


def ends(text: str) -> list[int]:
    """After which characters a text may be cut: between what a reader sees as characters."""
    return [match.end() for match in GRAPHEME.finditer(text)]


def insides(text: str) -> set[int]:
    """The places within addresses, hashtags and mentions, at which nothing may be cut."""
    return {at for start, end in wholes(text) for at in range(start + 1, end)}


def cuts(text: str) -> list[int]:
    """The same, but for the insides of addresses, hashtags and mentions."""
    inside = insides(text)
    return [end for end in ends(text) if end not in inside]


def word_ends(text: str) -> list[int]:
    """After which characters a word ends, by Unicode's rules, so in scripts without spaces, too."""
    allowed = set(cuts(text))
    borders = [m.start() for m in regex.finditer(r"\b", text, regex.WORD)]
    return [at for before, at in pairwise([0, *borders]) if at in allowed and _ends_word(text[before:at])]


def _ends_word(piece: str) -> bool:
    """Whether this is no white space and no opening mark: a text does not end after either."""
    return regex.fullmatch(r"\s+|\p{Ps}|\p{Pi}|['\"#@&]", piece) is None and bool(piece)
