"""What a channel asks of its posts, held against a draft's texts: words, phrases, hashtags, limits.

Words are whole words in any script; case and accents do not matter ("Café" is "CAFE"). Scripts without
spaces between words have no borders to look for, so there a phrase may stand anywhere.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import regex

from bot.domain.people import ChannelProfile
from bot.domain.pieces import URL
from bot.domain.platforms import Platform, hashtags, measure

#: Scripts that put no spaces between words.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


class Rule(StrEnum):
    """What a text breaks."""

    BANNED = "banned word"
    PHRASE = "required phrase"
    HASHTAG = "required hashtag"
    HASHTAGS = "number of hashtags"
    LIMIT = "limit"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with one platform's text: the rule, and what it is about."""

    platform: Platform
    rule: Rule
    #: The word, phrase or hashtag as the profile has it; a number for the others.
    what: str

    @property
    def brief(self) -> str:
        """In a few words."""
        return {
            Rule.BANNED: f"says “{self.what}”",
            Rule.PHRASE: f"lacks “{self.what}”",
            Rule.HASHTAG: f"lacks {self.what}",
            Rule.HASHTAGS: f"has {self.what} hashtag{'' if self.what == '1' else 's'}",
            Rule.LIMIT: f"is {self.what} over its limit",
        }[self.rule]

    @property
    def sentence(self) -> str:
        """What is wrong, and what is asked for."""
        label = self.platform.label
        return {
            Rule.BANNED: f"{label}: “{self.what}” is not to be used in this channel.",
            Rule.PHRASE: f"{label}: “{self.what}” has to be in every post of this channel.",
            Rule.HASHTAG: f"{label}: {self.what} has to be in every post of this channel.",
            Rule.HASHTAGS: f"{label} posts do best {_convention(self.platform)}; this has {self.what}.",
            Rule.LIMIT: f"{label}: the text is {self.what} over the limit. Say fit to shorten it.",
        }[self.rule]


def findings(texts: Mapping[Platform, str], profile: ChannelProfile) -> list[Finding]:
    """All that is wrong, in the order of the platforms."""
    return [found for platform, text in texts.items() for found in _findings(platform, text, profile)]


def summary(found: list[Finding]) -> str:
    """On one line, platform by platform: "X says “cheap”, is 12 over its limit; LinkedIn lacks #galley"."""
    rows = groupby(found, key=lambda finding: finding.platform)
    return "; ".join(f"{platform.label} {', '.join(each.brief for each in row)}" for platform, row in rows)


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
    for rule, what in (*_wording(text, profile), *_measures(platform, text)):
        yield Finding(platform=platform, rule=rule, what=what)


def _wording(text: str, profile: ChannelProfile) -> Iterator[tuple[Rule, str]]:
    """What the profile forbids or asks for; nobody reads the words inside an address."""
    prose = URL.sub(" ", text)
    there = {_bare(tag) for tag in hashtags(text)}
    yield from ((Rule.BANNED, word) for word in profile.banned_words if says(prose, word))
    required = (phrase for phrase in profile.required_phrases if phrase.strip())
    yield from ((Rule.PHRASE, phrase) for phrase in required if not says(text, phrase))
    wanted = (tag for tag in profile.required_hashtags if _bare(tag) and _bare(tag) not in there)
    yield from ((Rule.HASHTAG, "#" + tag.strip().strip("#\uff03")) for tag in wanted)


def _measures(platform: Platform, text: str) -> Iterator[tuple[Rule, str]]:
    found = measure(platform, text)
    if found.too_many_hashtags or found.hashtags < platform.facts.least_hashtags:
        yield Rule.HASHTAGS, f"{found.hashtags:,}"
    if found.over:
        yield Rule.LIMIT, f"{found.over:,}"


def _bare(tag: str) -> str:
    return _folded(tag.strip().strip("#\uff03"))


def _convention(platform: Platform) -> str:
    least, most = platform.facts.least_hashtags, platform.facts.most_hashtags
    return f"with {least} to {most} hashtags" if most else "without hashtags"


def _folded(text: str) -> str:
    """Without case and without accents; marks that are letters in their script stay."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", regex.sub(r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}])\p{Mn}+", "", apart))
