"""What the free verbs do to a text: one exact edit for each, and what the history calls it."""

from collections.abc import Mapping

from bot.domain.drafts import Draft
from bot.domain.edits import (
    Edit,
    fit,
    used,
    with_call_to_action,
    with_hashtags,
    without_emoji,
    without_hashtags,
)
from bot.domain.errors import UserError
from bot.domain.platforms import Platform
from bot.domain.verbs import Name, Verb

EDITS = frozenset({Name.FIT, Name.NO_HASHTAGS, Name.NO_EMOJI, Name.HASHTAGS, Name.CTA, Name.USE})
#: Longest part of a person's own words in a reason.
_OWN_WORDS = 60


def scope_of(verb: Verb, draft: Draft) -> tuple[Platform, ...]:
    """The platforms it is meant for; raises `UserError`, with those there are, for one the draft has not."""
    if not draft.platforms:
        raise UserError("This draft has no text, only pictures.")
    missing = [platform.label for platform in verb.platforms if platform not in draft.platforms]
    if not missing:
        return verb.platforms or draft.platforms
    there = [platform.label for platform in draft.platforms if platform is not Platform.ANY]
    has = f"It has {_listed(there)}." if there else "It has one text for any platform: say it without one."
    message = f"This draft has no text for {_listed(missing)}. {has}"
    raise UserError(message)


def edits_of(verb: Verb, draft: Draft) -> Mapping[Platform, Edit]:
    """What the verb does to each text that it is meant for, as the card shows them."""
    return {platform: _edit(verb, draft.shown(platform), platform) for platform in scope_of(verb, draft)}


def _edit(verb: Verb, text: str, platform: Platform) -> Edit:
    match verb.name:
        case Name.FIT:
            return fit(text, platform)
        case Name.NO_HASHTAGS:
            return without_hashtags(text, platform)
        case Name.NO_EMOJI:
            return without_emoji(text, platform)
        case Name.HASHTAGS:
            return with_hashtags(text, verb.tags, platform)
        case Name.CTA:
            return with_call_to_action(text, verb.text, platform)
        case _:
            return used(text, verb.text, platform)


def told(edits: Mapping[Platform, Edit]) -> str:
    """What was done to each text, those of which the same is to be said together."""
    by_words: dict[str, list[Platform]] = {}
    for platform, edit in edits.items():
        by_words.setdefault(edit.told, []).append(platform)
    if len(by_words) == 1:
        return next(iter(by_words))
    return "; ".join(
        f"{_listed([platform.label for platform in platforms])}: {words}"
        for words, platforms in by_words.items()
    )


def reason_of(verb: Verb) -> str:
    """What the history and the answers call it: the verb, some of a person's own words, which platforms."""
    words = " ".join(verb.text.split())
    own = words if len(words) <= _OWN_WORDS else f"{words[: _OWN_WORDS - 1].rstrip()}…"
    match verb.name:
        case Name.AGAIN:
            said = f"again x{verb.count}" if verb.count > 1 else "again"
        case Name.REWRITE:
            said = f"rewrite: {own}"
        case Name.TONE:
            said = f"tone {own}"
        case _:
            said = str(verb.name)
    labels = _listed([platform.label for platform in verb.platforms])
    return f"{said} ({labels} only)" if labels else said


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else "".join(words)
