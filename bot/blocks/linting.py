"""What a channel's rules find in a draft: one line for its card, and what explains it in the thread."""

from collections.abc import Sequence

from bot.blocks.elements import context, plain, rich
from bot.blocks.messages import MORE_EVENT, Message, message
from bot.blocks.text import clip, plural
from bot.domain.drafts import Draft
from bot.domain.lint import Finding, Rule, findings
from bot.domain.people import ChannelProfile

#: The channel's own rules; limits and numbers of hashtags stand at each platform's text anyway.
_OWN = frozenset({Rule.BANNED, Rule.PHRASE, Rule.HASHTAG})
#: Sentences in the thread at most.
_MOST = 60


def linted(draft: Draft, profile: ChannelProfile) -> tuple[Finding, ...]:
    """What the channel's own rules find in the texts that the card shows."""
    return tuple(found for found in findings(draft.texts, profile) if found.rule in _OWN)


def lint_line(found: Sequence[Finding]) -> str:
    """All of it on one line, each thing once: "Uses 1 banned word: “cheap” · lacks “Terms apply”"."""
    banned = _named(found, Rule.BANNED)
    lacking = [*_named(found, Rule.PHRASE), *_named(found, Rule.HASHTAG)]
    told = [f"uses {plural(len(banned), 'banned word')}: {', '.join(banned)}"] if banned else []
    told += [f"lacks {', '.join(lacking)}"] if lacking else []
    line = " · ".join(told)
    return clip(line[:1].upper() + line[1:], 300)


def lint_message(found: Sequence[Finding], title: str, run: str) -> Message:
    """What explains the line, platform by platform, for the card's thread."""
    told = [finding.sentence for finding in found[:_MOST]]
    if more := len(found) - _MOST:
        told += [f"and {plural(more, 'more thing')}"] if more > 0 else []
    around = (
        "Saving works all the same. This goes once all is well. The rules: /galley settings, in the channel."
    )
    blocks = [rich("\n".join(told)), context(plain(around))]
    return message(f"{title}: {lint_line(found)}", blocks, event=MORE_EVENT, run=run)


def _named(found: Sequence[Finding], rule: Rule) -> list[str]:
    names = dict.fromkeys(finding.what for finding in found if finding.rule is rule)
    return [name if rule is Rule.HASHTAG else f"“{name}”" for name in names]
