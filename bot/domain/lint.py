"""What a channel asks of its posts, held against a draft's texts: words, phrases, hashtags.

Words are whole words in any script; case and accents do not matter ("Café" is "CAFE"). Scripts without
spaces between words have no borders to look for, so there a phrase may stand anywhere.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import regex

from bot.domain.people import ChannelProfile
from bot.domain.pieces import URL
from bot.domain.platforms import Platform, hashtags

#: Scripts that put no spaces between words.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


class Rule(StrEnum):
    """What a text breaks."""

    BANNED = "banned word"
    PHRASE = "required phrase"
    HASHTAG = "required hashtag"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with one platform's text: the rule, and what it is about."""

    platform: Platform
    rule: Rule
    #: The word, phrase or hashtag as the profile has it.
    what: str


def findings(texts: Mapping[Platform, str], profile: ChannelProfile) -> list[Finding]:
    """All that is wrong, in the order of the platforms."""
    return [found for platform, text in texts.items() for found in _findings(platform, text, profile)]


def says(text: str, phrase: str) -> bool:
    """Whether a text has this word or phrase; never for an empty one."""
    wanted = _folded(phrase).split()
    if not wanted:
        return False
    words = r"\s+".join(regex.escape(word) for word in wanted)
    before = rf"(?:(?<!\w)|(?<={_UNSPACED})|(?={_UNSPACED}))"
    after = rf"(?:(?!\w)|(?={_UNSPACED})|(?<={_UNSPACED}))"
    return regex.search(f"{before}{words}{after}", _folded(text)) is not None


def _findings(platform: Platform, text: str, profile: ChannelProfile) -> Iterator[Finding]:
    for rule, what in _broken(text, profile):
        yield Finding(platform=platform, rule=rule, what=what)


def _broken(text: str, profile: ChannelProfile) -> Iterator[tuple[Rule, str]]:
    """What the profile forbids or asks for; nobody reads the words inside an address."""
    prose = URL.sub(" ", text)
    there = {_bare(tag) for tag in hashtags(text)}
    yield from ((Rule.BANNED, word) for word in profile.banned_words if says(prose, word))
    required = (phrase for phrase in profile.required_phrases if phrase.strip())
    yield from ((Rule.PHRASE, phrase) for phrase in required if not says(text, phrase))
    wanted = (tag for tag in profile.required_hashtags if _bare(tag) and _bare(tag) not in there)
    yield from ((Rule.HASHTAG, "#" + tag.strip().strip("#\uff03")) for tag in wanted)


def _bare(tag: str) -> str:
    return _folded(tag.strip().strip("#\uff03"))


def _folded(text: str) -> str:
    """Without case and without accents; marks that are letters in their script stay."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", regex.sub(r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}])\p{Mn}+", "", apart))
