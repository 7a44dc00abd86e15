"""Writing captions: a brief and its turn settle them, and each variant begins differently.

Lengths follow the published aims (about 80, 180 and 400 characters before the hashtags) and never
pass the platform's limit; hashtags stand at the end, as many as the platform's convention asks.
"""

import re
from dataclasses import replace

from playground.vendors.fitting import fitted
from playground.vendors.hashtags import hashtags_of
from playground.vendors.posteverywhere.brief import Brief
from playground.vendors.posteverywhere.phrases import SPARE_HASHTAGS, VOICES
from playground.vendors.posteverywhere.platforms import GENERIC, PLATFORMS, Rules
from playground.vendors.words import Picks, filled, subject_of

AIMS = {"short": 80, "medium": 180, "long": 400}


def write_captions(brief: Brief, before: int = 0) -> list[str]:
    """As many captions as the brief asks for; `before` are those that it got earlier."""
    brief = _anew(brief)
    return [_caption(brief, variant) for variant in range(before, before + brief.count)]


def _anew(brief: Brief) -> Brief:
    """A topic may be a wish, a line of dashes and a text, as models are told: it is about the text."""
    wish, line, text = brief.topic.partition("\n---\n")
    if not line:
        return brief
    asked = {"short": "shorter", "long": "longer"}
    length = next((length for length, word in asked.items() if word in wish.lower()), brief.length)
    return replace(brief, topic=_subject_within(text) or brief.topic, length=length)


def _subject_within(text: str) -> str:
    """What a caption of ours is about; of another text its first line."""
    for voice in VOICES.values():
        for hook in voice.hooks:
            before, _, after = map(re.escape, hook.partition("{subject}"))
            if found := re.match(rf"\W*{before}(.+?){after}", text):
                return found[1]
    return text.strip().partition("\n")[0]


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
    gap = "\n\n" if rules.paragraphs and len(sentences) > 3 else " "
    return fitted(sentences, tags, rules.limit, gap)


def _hashtags(brief: Brief, rules: Rules, variant: int) -> list[str]:
    if not brief.hashtags or not rules.hashtags:
        return []
    tags = hashtags_of(brief.topic, SPARE_HASHTAGS)
    return tags[: min(rules.hashtags, rules.least + 1 + variant % 2)]
