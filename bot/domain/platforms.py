"""Platforms as facts: caption limit, how characters count, hashtag convention, each with its source.

Limits and hashtag styles: PostEverywhere, "Generate Caption", POST /v1/ai/generate-caption, which is the
only published list that covers all nine. Counting: X by the twitter-text rules, Bluesky by
graphemes (its lexicon's `maxGraphemes`), all others by code points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import regex
from twitter_text import parse_tweet

#: What joins letters within a hashtag without being one: joiners, Hebrew and Japanese marks, the Tibetan
#: tsheg, the Catalan dot (twitter-text, `hashtagSpecialChars`).
_JOINS = r"_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
_INNER = rf"[\p{{L}}\p{{M}}\p{{Nd}}{_JOINS}]"
#: A hashtag as twitter-text has it: one letter at least, not inside a word or an address, not before a URL.
HASHTAG = regex.compile(
    rf"(?:(?<=[\ufe0e\ufe0f])|(?<![\p{{L}}\p{{M}}\p{{Nd}}{_JOINS}&/]))"
    rf"[#\uff03](?!\ufe0f|\u20e3){_INNER}*[\p{{L}}\p{{M}}]{_INNER}*+(?!://|[#\uff03])"
)


class Platform(StrEnum):
    """Where a caption is meant to be posted."""

    #: Not for one platform: the vendor's general style, no limit known.
    ANY = "any"
    X = "x"
    BLUESKY = "bluesky"
    THREADS = "threads"
    PINTEREST = "pinterest"
    YOUTUBE = "youtube"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"

    @property
    def facts(self) -> "Facts":
        """What is known of this platform."""
        return FACTS[self]

    @property
    def label(self) -> str:
        """The name people know."""
        return self.facts.label


def code_points(text: str) -> int:
    """The length as most platforms count it."""
    return len(text)


def graphemes(text: str) -> int:
    """The length in what a reader sees as characters: a family emoji is one."""
    return len(regex.findall(r"\X", text))


def weighted(text: str) -> int:
    """The length by X's rules: a URL is 23, an emoji 2, most other scripts 2 a character."""
    return int(parse_tweet(text).weightedLength) if text else 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One platform's published rules. `limit` is `None` where there is none to hold to."""

    label: str
    limit: int | None
    least_hashtags: int
    most_hashtags: int | None
    count: Callable[[str], int] = code_points


FACTS: dict[Platform, Facts] = {
    Platform.ANY: Facts(label="Any platform", limit=None, least_hashtags=0, most_hashtags=None),
    Platform.X: Facts(label="X", limit=280, least_hashtags=1, most_hashtags=3, count=weighted),
    Platform.BLUESKY: Facts(label="Bluesky", limit=300, least_hashtags=1, most_hashtags=3, count=graphemes),
    Platform.THREADS: Facts(label="Threads", limit=500, least_hashtags=1, most_hashtags=3),
    Platform.PINTEREST: Facts(label="Pinterest", limit=500, least_hashtags=0, most_hashtags=0),
    Platform.YOUTUBE: Facts(label="YouTube", limit=1_000, least_hashtags=1, most_hashtags=3),
    Platform.INSTAGRAM: Facts(label="Instagram", limit=2_200, least_hashtags=5, most_hashtags=10),
    Platform.TIKTOK: Facts(label="TikTok", limit=2_200, least_hashtags=5, most_hashtags=10),
    Platform.LINKEDIN: Facts(label="LinkedIn", limit=3_000, least_hashtags=2, most_hashtags=3),
    Platform.FACEBOOK: Facts(label="Facebook", limit=5_000, least_hashtags=1, most_hashtags=3),
}


def hashtags(text: str) -> list[str]:
    """The hashtags in a caption, in order, with their `#`."""
    return [match.group() for match in HASHTAG.finditer(text)]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How a caption stands against its platform's rules."""

    length: int
    limit: int | None
    hashtags: int
    most_hashtags: int | None

    @property
    def over(self) -> int:
        """Characters too many, 0 when it fits."""
        return max(0, self.length - self.limit) if self.limit else 0

    @property
    def too_many_hashtags(self) -> bool:
        """Whether the platform's convention asks for fewer hashtags."""
        return self.most_hashtags is not None and self.hashtags > self.most_hashtags


def measure(platform: Platform, text: str) -> Measure:
    """Count a caption as its platform does."""
    facts = platform.facts
    return Measure(
        length=facts.count(text),
        limit=facts.limit,
        hashtags=len(hashtags(text)),
        most_hashtags=facts.most_hashtags,
    )
