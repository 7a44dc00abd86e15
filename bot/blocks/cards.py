"""The card: one message per draft, drawn anew from its newest run and its texts at every change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.blocks.campaign import campaign_card
from bot.blocks.caption_moves import caption_buttons
from bot.blocks.captions import Shown, caption_blocks, continued, fitted, shown
from bot.blocks.done import done_card
from bot.blocks.elements import Block, actions, context, divider, header, length, mrkdwn, plain, said
from bot.blocks.facts import CardFacts, asked_of, facts_of, unsent_files
from bot.blocks.failed import failed_blocks, failure_card, missing_blocks
from bot.blocks.linting import lint_line, lint_message, linted
from bot.blocks.messages import MORE_EVENT, MOST_BLOCKS, MOST_TEXT, RUN_EVENT, Message, message
from bot.blocks.moves import card_buttons, restore_button, standing
from bot.blocks.orphans import orphan_blocks
from bot.blocks.pictures import Loads, Pictures, arranged, counted, picture_blocks
from bot.blocks.progress import cancelled_card, cancelled_words, progress_blocks, progress_card
from bot.blocks.remarks import link_blocks, note_blocks, notes_of, pages_of, receipt_words
from bot.blocks.sharing import share_buttons
from bot.blocks.text import escape, listing, mention, plural
from bot.blocks.values import CardValue
from bot.domain.drafts import Draft, Status
from bot.domain.generations import Generation, State
from bot.domain.people import ChannelProfile
from bot.domain.platforms import Platform
from bot.domain.ports import Provider

__all__ = ["MORE_EVENT", "RUN_EVENT", "Message", "card_of", "result_card"]


#: The way from a card to all that can be said about it (bot/domain/verbs.py).
REFINE = 'reply "help" in the thread to refine'
#: The profile of a channel that asks for nothing.
NO_RULES = ChannelProfile()
#: With more platforms than this, the card does without lines to stay under Slack's 50 blocks.
_LINED = 6


def card_of(  # noqa: PLR0913  # all that a card depends on
    generation: Generation,
    draft: Draft | None,
    provider: Provider | None,
    *,
    now: datetime,
    others: bool = True,
    by: str = "",
    loads: Loads = Loads.WEB,
    profile: ChannelProfile = NO_RULES,
) -> Message:
    """A run's card as it has to look now.

    `by` is who discarded it, where that is known; `loads` is which pictures Slack can load;
    `profile` is of the channel where it was asked for.
    """
    facts = replace(
        facts_of(asked_of(provider, generation), generation.request, now=now, others=others, by=by),
        unsent=unsent_files(provider, generation),
        loads=loads,
        findings=linted(draft, profile) if draft else (),
    )
    if draft is not None:
        return result_card(generation, draft, facts)
    match generation.state:
        case State.FAILED | State.UNSURE:
            return failure_card(generation, facts)
        case State.CANCELLED:
            return cancelled_card(generation, facts)
        case _ if generation.plan:
            return campaign_card(generation, facts)
        case State.ACCEPTED | State.RUNNING:
            return progress_card(generation, facts)
        case State.DONE:
            return done_card(generation, facts)


def result_card(generation: Generation, draft: Draft, facts: CardFacts) -> Message:
    """A draft on its card: texts, counts, buttons; what does not fit is in `continuation`."""
    if draft.status is Status.DISCARDED:
        return _discarded(generation, draft, facts)
    captions = shown(draft)
    pictures = _pictures(generation, draft, facts)
    # Without any caption's text, but with all the words that say where it goes on.
    frame = _blocks(generation, draft, facts, fitted(captions, 0), pictures)
    captions = fitted(captions, MOST_TEXT - length(frame))
    return message(
        _fallback(generation, draft, facts),
        _blocks(generation, draft, facts, captions, pictures),
        continuation=[*continued(captions, draft.title, draft.id), *_explained(draft, facts)],
        event=RUN_EVENT,
        run=draft.id,
    )


def _explained(draft: Draft, facts: CardFacts) -> list[Message]:
    return [lint_message(facts.findings, draft.title, draft.id)] if facts.findings else []


def _pictures(generation: Generation, draft: Draft, facts: CardFacts) -> Pictures:
    """The draft's pictures, drawn as far as the other blocks leave room."""
    linked = arranged(draft.images, facts.loads, 0)
    if not draft.images:
        return linked
    others = _blocks(generation, draft, facts, shown(draft), linked)
    return arranged(draft.images, facts.loads, MOST_BLOCKS - len(list(others)))


def _blocks(
    generation: Generation, draft: Draft, facts: CardFacts, captions: list[Shown], pictures: Pictures
) -> Iterator[Block]:
    value = CardValue(run=generation.id, draft=draft.id, version=draft.latest.number)
    changes = draft.editable and generation.state.over  # what is being written would come on top of them
    yield header(draft.title)
    yield _origin(generation, draft, facts)
    yield from _news(generation, facts)
    for caption in captions:
        yield from _line(captions)
        buttons = caption_buttons(caption, draft, value, changes=changes)
        yield from caption_blocks(caption, buttons)
    yield from picture_blocks(pictures.drawn)
    yield from _line(captions)
    done = generation.state is State.DONE
    yield from note_blocks([*pictures.notes, *(notes_of(generation) if done else ())])
    yield from link_blocks([*(pages_of(generation) if done else ()), *pictures.pages])
    if done:
        yield from missing_blocks(generation, facts)
        yield from orphan_blocks(generation, value, facts)
    if facts.findings:
        yield context(plain(f"⚠ {lint_line(facts.findings)} · explained in the thread", 400))
    if generation.state.over:
        yield from actions("card", [*card_buttons(draft, value, facts), *share_buttons(generation, value)])
    yield context(plain(f"{receipt_words(generation, facts)} · {REFINE}"))
    if draft.status is Status.WORKING and generation.channel == generation.person:
        yield context(plain("Only you see this so far. A saved draft is the team's: /drafts team lists it."))


def _line(captions: list[Shown]) -> list[Block]:
    """A line between platforms; with many of them, blocks are too few for it."""
    return [divider()] if len(captions) <= _LINED else []


def _origin(generation: Generation, draft: Draft, facts: CardFacts) -> Block:
    """Who, with what, which version; and why the card is not where it was asked for."""
    told = [facts.provider, facts.style, f"v{draft.latest.number}", standing(draft)]
    card = generation.card or draft.card
    note = [mrkdwn(card.note)] if card and card.note else []
    return context(mrkdwn(mention(draft.author)), plain(" · ".join(filter(None, told)), 300), *note)


def _news(generation: Generation, facts: CardFacts) -> list[Block]:
    """What became of the newest run, where it did not give the texts below."""
    match generation.state:
        case State.ACCEPTED | State.RUNNING:
            return progress_blocks(generation, facts)
        case State.FAILED | State.UNSURE:
            return failed_blocks(generation, facts)
        case State.CANCELLED:
            by = f" by {mention(generation.cancelled_by)}" if generation.cancelled_by else ""
            charged = escape(cancelled_words(generation, facts))
            return [said(f"The last run was cancelled{by}. {charged} What is below is as it was.")]
        case State.DONE:
            words = "The last run brought no text. What is below is as it was."
            return [] if generation.wrote else [said(words)]


def _fallback(generation: Generation, draft: Draft, facts: CardFacts) -> str:
    platforms = [p.label for p in draft.platforms if p is not Platform.ANY]
    count = len(draft.platforms)
    texts = plural(count, "caption") + (f" for {listing(platforms)}" if 0 < len(platforms) == count else "")
    found = texts if count else counted(draft.images)
    one = count == 1 or (not count and len(draft.images) == 1)
    if not generation.state.over:
        return f"{draft.title}: {facts.provider} is at work again"
    if generation.state is not State.DONE or not generation.wrote:
        return f"{draft.title}: {found} as before, the last run gave nothing new"
    saved = "" if draft.status is Status.WORKING else f" ({standing(draft)})"
    return f"{draft.title}: {found} {'is' if one else 'are'} ready{saved}"


def _discarded(generation: Generation, draft: Draft, facts: CardFacts) -> Message:
    """Short: who put it aside, the way back, and what the vendor still has of it."""
    by = f" by {mention(facts.by)}" if facts.by else ""
    value = CardValue(run=draft.generation, draft=draft.id, version=draft.latest.number)
    blocks = [
        header(draft.title),
        said(f"Discarded{by}. The text is kept."),
        *orphan_blocks(generation, value, facts, discarded=True),
        *actions("card", [restore_button(value)]),
    ]
    return message(f"{draft.title}: discarded", blocks, event=RUN_EVENT, run=draft.id)
