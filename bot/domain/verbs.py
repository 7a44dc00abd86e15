"""What a reply in a thread asks for: one small grammar, from the table in `verb_table`.

A reply is a verb when the whole of it has a verb's shape: "shorter", "hashtags: #a #b", "x only: fit". A
sentence that only begins with a verb's word is a comment, and `parse` says `None`. To a reply that mentions
the bot there is always an answer: the shape may be looser ("please make it shorter"), and what is not
understood is `Unknown`, with the nearest verb. A verb's shape with an argument that cannot be ("again x9",
"tone freindly", "linkedn: fit") is `Unknown` either way, for nobody else was meant. `parse` never raises.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise

import regex

from bot.domain.platforms import Platform
from bot.domain.spoken import NAMES, PLATFORMS, addressed, plain, platforms_of, unwrapped
from bot.domain.verb_arguments import MOST_AGAIN, TONES, Unknown, Verb, argued, short
from bot.domain.verb_table import LOOSE, PATTERNS, ROWS, TABLE, Name, help_lines

__all__ = ["MOST_AGAIN", "Name", "Unknown", "Verb", "help_lines", "parse"]

_SCOPE = regex.compile(
    rf"(?:(?:for|on|only)\s+)?(?P<names>{NAMES})(?:\s+only)?\s*[:\uff1a]\s*(?P<rest>.+)",
    regex.IGNORECASE | regex.DOTALL,
)
_SCOPE_BEHIND = regex.compile(
    rf"(?P<rest>[^\n]+?)\s+(?:for|on)\s+(?P<names>{NAMES})(?:\s+only)?", regex.IGNORECASE
)
#: The same with any one word in the place of a platform's name or a tone; how near that has to come to one.
_ELSEWHERE = regex.compile(
    r"(?:(?:for|on|only)\s+)?(?P<name>[^\W\d_]{4,20})(?:\s+only)?\s*[:\uff1a]\s*(?P<rest>[^\n]+)",
    regex.IGNORECASE,
)
_TONED = regex.compile(r"tone\s+(?P<tone>[^\W\d]{4,20})", regex.IGNORECASE)
_SLIP = 0.8
#: Longest request with words around it, in characters; a longer reply is looked at as it is.
_LONGEST = 200
#: Words around a request, when the bot is asked.
_POLITE_BEFORE = regex.compile(
    r"(?:(?:please|pls|plz|hey|hi|hello|ok|okay|now|and|just|can\s+you|could\s+you|would\s+you|will\s+you|make|do|it|"
    r"this|that|a\s+bit|a\s+little|much|even|go|show|give|me|us|the)\b[\s,]*)+",
    regex.IGNORECASE,
)
_POLITE_BEHIND = regex.compile(
    r"(?:[\s,]+(?:please|pls|plz|thanks|thank\s+you|it|this|that|now|again|once\s+more|the\s+draft))+[\s.!?]*\Z",
    regex.IGNORECASE,
)


def parse(
    text: str, *, mentioned: bool = False, bot: str = "", tones: Collection[str] = ()
) -> Verb | Unknown | None:
    """What a reply asks for, as Slack sends it; `None` for a comment that people make to each other.

    `bot` is the bot's own id, whose mention may stand before or behind a request; `tones` are the
    provider's own, which need no colon, as the usual ones.
    """
    said, named = addressed(text, bot)
    said = unwrapped(plain(said).strip())
    own = {tone.casefold() for tone in tones}
    known = TONES | own
    found = _strictly(said, known)
    if found:
        return found
    return _loosely(said, known) if mentioned or named else _misspelt(said, known, own or TONES)


def _misspelt(said: str, tones: Collection[str], offered: Collection[str]) -> Unknown | None:
    """A slip in a tone or a platform's name, where all around it is a verb's: nobody else was meant.

    A tone is suggested only where it is `offered`.
    """
    bare = unwrapped(_unended(said))
    if match := _TONED.fullmatch(bare):
        near = get_close_matches(match["tone"].casefold(), sorted(tones), n=1, cutoff=_SLIP)
        meant = f"tone {near[0]}" if near and near[0] in offered else ""
        return _slip("tone", match["tone"], meant) if near else None
    if (match := _ELSEWHERE.fullmatch(bare)) and isinstance(_verb(match["rest"].strip(), tones), Verb):
        near = get_close_matches(match["name"].casefold(), PLATFORMS, n=1, cutoff=_SLIP)
        return _slip("platform", match["name"], f"{near[0]} only: {match['rest']}") if near else None
    return None


def _slip(kind: str, said: str, meant: str) -> Unknown:
    return Unknown(told=f"Galley knows no {kind} “{said}”. Nothing was changed.", suggestion=short(meant))


def _strictly(said: str, tones: Collection[str]) -> Verb | Unknown | None:
    """A verb, with a scope around it or without."""
    if found := _verb(said, tones):
        return found
    behind = _SCOPE_BEHIND.fullmatch(_unended(said)) if len(said) <= _LONGEST else None
    for scope in (_SCOPE.fullmatch(said), behind):
        found = _verb(scope["rest"].strip(), tones) if scope else None
        if scope and found:
            return _within(found, platforms_of(scope["names"]), behind=scope is behind)
    return None


def _within(found: Verb | Unknown, platforms: tuple[Platform, ...], *, behind: bool) -> Verb | Unknown | None:
    if isinstance(found, Unknown) or (behind and found.name in {Name.USE, Name.CTA, Name.REWRITE}):
        return None if behind else found
    row = ROWS[found.name]
    if row.scoped:
        return replace(found, platforms=platforms)
    return (
        None
        if behind
        else Unknown(told=f"{row.example} is for all platforms at once.", suggestion=row.example)
    )


def _verb(said: str, tones: Collection[str]) -> Verb | Unknown | None:
    """A verb alone; the one that fits first in the table's order."""
    bare = unwrapped(_unended(said))
    for name, pattern in PATTERNS.items():
        free = name in {Name.REWRITE, Name.CTA, Name.USE}
        if match := pattern.fullmatch(said if free else bare):
            return argued(name, match, tones)
    return None


def _unended(said: str) -> str:
    """Without the sentence's end; a question mark stays, for it makes a question of most verbs."""
    bare = said.rstrip(".!")
    return bare.rstrip() if len(said) - len(bare) <= 3 else said


def _loosely(said: str, tones: Collection[str]) -> Verb | Unknown:
    """A verb among polite words; what is none of them gets an answer."""
    if not said:
        return Verb(name=Name.HELP)
    for words in _politely(said):
        if found := _strictly(words, tones):
            return found
        for name, pattern in LOOSE.items():
            match = pattern.fullmatch(words)
            if match and (found := argued(name, match, tones)):
                return found
    return Unknown(
        told=f"Galley does not know “{short(said)}”. Nothing was changed.", suggestion=_nearest(said)
    )


def _politely(said: str) -> Iterator[str]:
    """The reply with ever fewer of the words around what is asked."""
    bare = said.rstrip(" .!?\n\t")
    if len(bare) > _LONGEST:
        yield bare
        return
    for words in (bare, _POLITE_BEHIND.sub("", bare)):
        yield words
        if begun := _POLITE_BEFORE.match(words):
            yield words[begun.end() :]


def _nearest(said: str) -> str:
    """The verb that looks most like what was said, as help shows it, or nothing."""
    words = regex.findall(r"[\w?-]+", said.casefold())[:12]
    names = {name: row.example for row in TABLE for name in {str(row.name), row.example.casefold()}}
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    for word in [*pairs, *words]:
        if near := get_close_matches(word, names, n=1, cutoff=0.75):
            return names[near[0]]
    return ""
