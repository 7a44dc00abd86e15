"""Writing captions: the same brief always gets the same ones, each variant begins differently.

Lengths follow the published aims (about 80, 180 and 400 characters before the hashtags) and never
pass the platform's limit; hashtags stand at the end, as many as the platform's convention asks.
"""

import regex

from playground.vendors.posteverywhere.brief import Brief
from playground.vendors.posteverywhere.phrases import FILLERS, SPARE_HASHTAGS, VOICES
from playground.vendors.posteverywhere.platforms import GENERIC, PLATFORMS, Rules
from playground.vendors.words import Picks, filled, subject_of, without_urls

AIMS = {"short": 80, "medium": 180, "long": 400}

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def write_captions(brief: Brief) -> list[str]:
    """As many captions as the brief asks for."""
    return [_caption(brief, variant) for variant in range(brief.count)]


def _caption(brief: Brief, variant: int) -> str:
    rules = PLATFORMS[brief.platform] if brief.platform else GENERIC
    pick = Picks(f"{brief.topic}|{brief.tone}|{brief.length}|{brief.platform}")
    voice = VOICES[brief.tone]
    subject = subject_of(brief.topic, emojis=brief.emojis)
    hook = pick.nth(voice.hooks, variant).format(subject=subject)
    bodies = [pick.nth(voice.bodies, variant + step) for step in range(len(voice.bodies))]
    lead = f"{pick.nth(voice.emojis, variant)} " if brief.emojis else ""
    tags = _hashtags(brief, rules, variant)
    sentences = [lead + hook, *filled(hook, bodies, AIMS[brief.length]), pick.nth(voice.calls, variant)]
    return _fitted(sentences, tags, rules)


def _fitted(sentences: list[str], tags: list[str], rules: Rules) -> str:
    """The whole caption, with sentences left out from the end until it keeps the limit."""
    gap = "\n\n" if rules.paragraphs and len(sentences) > 3 else " "
    for kept in range(len(sentences), 0, -1):
        text = gap.join(sentences[:kept])
        caption = f"{text}\n\n{' '.join(tags)}" if tags else text
        if _weight(caption) <= rules.limit:
            return caption
    return sentences[0]


def _hashtags(brief: Brief, rules: Rules, variant: int) -> list[str]:
    if not brief.hashtags or not rules.hashtags:
        return []
    words = [word.lower() for word in _WORD.findall(without_urls(brief.topic))]
    telling = [word for word in words if 3 < len(word) <= 24 and word not in FILLERS and not word.isdigit()]
    tags = list(dict.fromkeys([f"#{word}" for word in telling[:4]] + list(SPARE_HASHTAGS)))
    return tags[: min(rules.hashtags, rules.least + 1 + variant % 2)]


def _weight(text: str) -> int:
    """Characters as the strictest platform counts them, X: most scripts beyond Latin count two."""
    return sum(1 if code < 0x1100 or 0x2000 <= code <= 0x201F else 2 for code in map(ord, text))
