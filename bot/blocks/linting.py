"""What a channel's rules find in a draft: one line for its card, and what explains it in the thread."""

from collections.abc import Sequence

from bot.blocks.elements import context, plain, rich
from bot.blocks.messages import MORE_EVENT, Message, message
from bot.blocks.text import clip, listing, plural
from bot.domain.drafts import Draft
from bot.domain.lint import Finding, Rule, findings
from bot.domain.people import ChannelProfile

#: Sentences in the thread at most.
_MOST = 60


def linted(draft: Draft, profile: ChannelProfile) -> tuple[Finding, ...]:
    """What the channel's rules find in the texts that the card shows."""
    return tuple(findings(draft.texts, profile))


def lint_line(found: Sequence[Finding]) -> str:
    """All of it on one line, each thing once: "Uses 1 banned word: “cheap” · lacks “Terms apply”"."""
    banned = _named(found, Rule.BANNED)
    lacking = [*_named(found, Rule.PHRASE), *_named(found, Rule.HASHTAG)]
    told = [f"uses {plural(len(banned), 'banned word')}: {', '.join(banned)}"] if banned else []
    told += [f"lacks {', '.join(lacking)}"] if lacking else []
    line = " · ".join(told)
    return clip(line[:1].upper() + line[1:], 300)


def lint_message(found: Sequence[Finding], title: str, run: str) -> Message:
    """What explains the line, thing by thing with the platforms it is about, for the card's thread."""
    where: dict[tuple[Rule, str], list[str]] = {}
    for finding in found:
        where.setdefault((finding.rule, finding.what), []).append(finding.platform.label)
    sentences = [f"{listing(labels)}: {_asked(*broken)}" for broken, labels in where.items()]
    told = sentences[:_MOST]
    if more := len(sentences[_MOST:]):
        told.append(f"and {plural(more, 'more thing')}")
    around = (
        "Saving works all the same. This goes once all is well. The rules: /galley settings, in the channel."
    )
    blocks = [rich("\n".join(told)), context(plain(around))]
    return message(f"{title}: {lint_line(found)}", blocks, event=MORE_EVENT, run=run)


def _asked(rule: Rule, what: str) -> str:
    match rule:
        case Rule.BANNED:
            return f"“{what}” is not to be used in this channel."
        case Rule.PHRASE:
            return f"“{what}” has to be in every post of this channel."
        case Rule.HASHTAG:
            return f"{what} has to be in every post of this channel."


def _named(found: Sequence[Finding], rule: Rule) -> list[str]:
    names = dict.fromkeys(finding.what for finding in found if finding.rule is rule)
    return [name if rule is Rule.HASHTAG else f"“{name}”" for name in names]
