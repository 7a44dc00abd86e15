"""What a verb comes with: its argument read and checked, or a word on why it cannot be."""

from collections.abc import Collection
from dataclasses import dataclass

import regex

from bot.domain.edits import tags_of
from bot.domain.platforms import Platform
from bot.domain.spoken import unwrapped
from bot.domain.verb_table import ROWS, Name

#: New variants at once, at most.
MOST_AGAIN = 5
#: Longest tone, in characters; providers' own names of tones are shorter by far.
_TONE = 60
#: Tones that need no colon: after "tone", any other word may be the beginning of a sentence.
TONES = frozenset(
    """
    bold calm casual cheerful clear concise confident conversational direct educational emotional empathetic
    engaging enthusiastic excited expert formal friendly funny honest humble humorous informal informative
    inspirational inspiring lighthearted luxurious motivational neutral optimistic persuasive playful polite
    positive professional promotional sarcastic serious simple sincere technical thoughtful trustworthy
    urgent warm witty
    """.split()  # noqa: SIM905 - one word a line reads worse
)
_DEGREE = regex.compile(r"(?:(?:a\s+bit|more|less|very|slightly|much)\s+)+", regex.IGNORECASE)
_FENCED = regex.compile(r"\A```\n?(.*?)\n?```\Z", regex.DOTALL)
#: What a person may see of their own words in an answer.
_SAID = 80


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One request. Without `platforms` it is meant for all that the draft has."""

    name: Name
    #: What follows the colon, as typed: an instruction, a tone, a text.
    text: str = ""
    tags: tuple[str, ...] = ()
    #: New variants asked for.
    count: int = 1
    #: Numbers of versions, in the order said.
    versions: tuple[int, ...] = ()
    platforms: tuple[Platform, ...] = ()

    @property
    def paid(self) -> bool:
        """Whether the provider may charge for it."""
        return ROWS[self.name].paid

    @property
    def scoped(self) -> bool:
        """Whether it was asked for some platforms only."""
        return bool(self.platforms)


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A request that is not understood: what to answer, and what may have been meant, as `help` shows it."""

    told: str
    suggestion: str = ""


def argued(name: Name, match: regex.Match[str], tones: Collection[str]) -> Verb | Unknown | None:
    """The verb with its argument read; `None` where the argument shows that it is a sentence."""
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    if "count" in groups:
        return _again(int(groups["count"]))
    if "tags" in groups:
        return _tagged(groups["tags"])
    if name is Name.TONE:
        return _tone(groups, tones)
    if "text" in groups:
        return _texted(name, groups["text"])
    numbers = tuple(int(groups[key]) for key in ("first", "second") if key in groups)
    return Verb(name=name, versions=numbers)


def _again(count: int) -> Verb | Unknown:
    if 1 <= count <= MOST_AGAIN:
        return Verb(name=Name.AGAIN, count=count)
    return Unknown(
        told=f"Galley writes 1 to {MOST_AGAIN} new variants at once, not {count:,}.", suggestion="again x3"
    )


def _tagged(said: str) -> Verb | Unknown | None:
    if not said.strip():
        return _empty(Name.HASHTAGS)
    if not _are_tags(said):
        return None
    found = tags_of(said)
    if found.refused:
        wrong = ", ".join(found.refused)
        return Unknown(
            told=f"This cannot be a hashtag: {short(wrong)}.", suggestion=ROWS[Name.HASHTAGS].example
        )
    return Verb(name=Name.HASHTAGS, tags=found.tags) if found.tags else _empty(Name.HASHTAGS)


def _are_tags(said: str) -> bool:
    """Whether this is a list of tags rather than a sentence: all with "#", or short between commas."""
    words = regex.split(r"[\s,;]+", said.strip(" ,;"))
    if all(word.startswith(("#", "\uff03")) for word in words):
        return True
    items = regex.split(r"[,;]", said.strip(" ,;"))
    return "#" not in said and all(0 < len(item.split()) <= (2 if len(items) > 1 else 1) for item in items)


def _tone(groups: dict[str, str], tones: Collection[str]) -> Verb | Unknown | None:
    with_colon = "text" in groups
    tone = unwrapped(groups["text" if with_colon else "tone"].strip())
    if not with_colon and _DEGREE.sub("", tone, count=1).casefold() not in tones:
        return None
    if not tone:
        return _empty(Name.TONE)
    if len(tone) > _TONE:
        told = f"A tone is {_TONE} characters at most; say the rest with rewrite."
        return Unknown(told=told, suggestion=ROWS[Name.REWRITE].example)
    return Verb(name=Name.TONE, text=tone)


def _texted(name: Name, text: str) -> Verb | Unknown:
    fenced = _FENCED.match(text.strip())
    text = fenced[1] if fenced else text.strip()
    return Verb(name=name, text=text) if text.strip() else _empty(name)


def _empty(name: Name) -> Unknown:
    row = ROWS[name]
    return Unknown(told="Say what, in the same reply. Nothing was changed.", suggestion=row.example)


def short(said: str) -> str:
    """A person's own words, as much as an answer has room for."""
    line = " ".join(said.split())
    return line if len(line) <= _SAID else f"{line[: _SAID - 1]}…"
