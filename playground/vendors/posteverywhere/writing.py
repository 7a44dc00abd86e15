"""Writing captions: the same brief always gets the same ones, each variant begins differently.

Lengths follow the published aims (about 80, 180 and 400 characters before the hashtags) and never
pass the platform's limit; hashtags stand at the end, as many as the platform's convention asks.
"""

from playground.vendors.fitting import fitted
from playground.vendors.hashtags import hashtags_of
from playground.vendors.posteverywhere.brief import Brief
from playground.vendors.posteverywhere.phrases import SPARE_HASHTAGS, VOICES
from playground.vendors.posteverywhere.platforms import GENERIC, PLATFORMS, Rules
from playground.vendors.words import Picks, filled, subject_of

AIMS = {"short": 80, "medium": 180, "long": 400}


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
    gap = "\n\n" if rules.paragraphs and len(sentences) > 3 else " "
    return fitted(sentences, tags, rules.limit, gap)


def _hashtags(brief: Brief, rules: Rules, variant: int) -> list[str]:
    if not brief.hashtags or not rules.hashtags:
        return []
    tags = hashtags_of(brief.topic, SPARE_HASHTAGS)
    return tags[: min(rules.hashtags, rules.least + 1 + variant % 2)]
