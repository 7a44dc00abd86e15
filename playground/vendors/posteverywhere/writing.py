"""Writing captions: the same brief always gets the same ones, each variant begins differently.

Lengths follow the published aims (about 80, 180 and 400 characters before the hashtags) and never
pass the platform's limit; hashtags stand at the end, as many as the platform's convention asks.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

import regex

from playground.vendors.posteverywhere.brief import Brief
from playground.vendors.posteverywhere.phrases import FILLERS, SPARE_HASHTAGS, VOICES
from playground.vendors.posteverywhere.platforms import GENERIC, PLATFORMS, Rules

T = TypeVar("T")

AIMS = {"short": 80, "medium": 180, "long": 400}
LONGEST_SUBJECT = 60

_ORDER = regex.compile(
    r"^(?:please )?(?:write|create|draft|make)\b.{0,40}?\b(?:about|announcing|for|on)\b[\s:]*",
    regex.IGNORECASE,
)
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u200d\ufe0f\u20e3]")
_URL = regex.compile(r"\S+://\S+|\S+\.\p{L}{2,}\S*")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def write_captions(brief: Brief) -> list[str]:
    """As many captions as the brief asks for."""
    return [_caption(brief, variant) for variant in range(brief.count)]


def _caption(brief: Brief, variant: int) -> str:
    rules = PLATFORMS[brief.platform] if brief.platform else GENERIC
    pick = _Picks(f"{brief.topic}|{brief.tone}|{brief.length}|{brief.platform}")
    voice = VOICES[brief.tone]
    subject = _subject(brief)
    hook = pick.nth(voice.hooks, variant).format(subject=subject)
    bodies = [pick.nth(voice.bodies, variant + step) for step in range(len(voice.bodies))]
    lead = f"{pick.nth(voice.emojis, variant)} " if brief.emojis else ""
    tags = _hashtags(brief, rules, variant)
    sentences = [lead + hook, *_filled(hook, bodies, AIMS[brief.length]), pick.nth(voice.calls, variant)]
    return _fitted(sentences, tags, rules)


def _filled(hook: str, bodies: Sequence[str], aim: int) -> list[str]:
    """As many sentences as come near the aim."""
    chosen: list[str] = []
    for body in bodies:
        if len(hook) + sum(map(len, chosen)) + len(body) > aim:
            break
        chosen.append(body)
    return chosen


def _fitted(sentences: list[str], tags: list[str], rules: Rules) -> str:
    """The whole caption, with sentences left out from the end until it keeps the limit."""
    gap = "\n\n" if rules.paragraphs and len(sentences) > 3 else " "
    for kept in range(len(sentences), 0, -1):
        text = gap.join(sentences[:kept])
        caption = f"{text}\n\n{' '.join(tags)}" if tags else text
        if _weight(caption) <= rules.limit:
            return caption
    return sentences[0]


def _subject(brief: Brief) -> str:
    """The first words of the topic, as they can stand inside a sentence."""
    line = " ".join(_URL.sub(" ", brief.topic).replace("#", "").split())
    line = _ORDER.sub("", line) or line
    if not brief.emojis:
        line = " ".join(_EMOJI.sub("", line).split())
    if len(line) > LONGEST_SUBJECT:
        line = line[:LONGEST_SUBJECT].rsplit(" ", 1)[0]
    line = line.strip(" .,;:!?-–—")
    return line[:1].upper() + line[1:] or "Something new"


def _hashtags(brief: Brief, rules: Rules, variant: int) -> list[str]:
    if not brief.hashtags or not rules.hashtags:
        return []
    words = [word.lower() for word in _WORD.findall(_URL.sub(" ", brief.topic))]
    telling = [word for word in words if 3 < len(word) <= 24 and word not in FILLERS and not word.isdigit()]
    tags = list(dict.fromkeys([f"#{word}" for word in telling[:4]] + list(SPARE_HASHTAGS)))
    return tags[: min(rules.hashtags, rules.least + 1 + variant % 2)]


def _weight(text: str) -> int:
    """Characters as the strictest platform counts them, X: most scripts beyond Latin count two."""
    return sum(1 if code < 0x1100 or 0x2000 <= code <= 0x201F else 2 for code in map(ord, text))


class _Picks:
    """Choices that depend on a text alone."""

    def __init__(self, seed: str) -> None:
        digest = blake2b(seed.encode(errors="backslashreplace"), digest_size=8).digest()
        self._start = int.from_bytes(digest)

    def nth(self, options: Sequence[T], number: int) -> T:
        """An option; consecutive numbers give different ones."""
        return options[(self._start + number) % len(options)]
