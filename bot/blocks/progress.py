"""A run that is under way, or was stopped: what is being written, and the way to stop it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, said
from bot.blocks.facts import CardFacts
from bot.blocks.failures import again_question
from bot.blocks.ids import Action
from bot.blocks.messages import RUN_EVENT, Message, message
from bot.blocks.remarks import told_blocks
from bot.blocks.text import capital, escape, listing, mention, plural
from bot.blocks.values import CardValue
from bot.domain.captions import Finished
from bot.domain.generations import Generation, Part
from bot.domain.money import Charged
from bot.domain.platforms import Platform

#: A run that sent nothing by then waits for the vendor's rate limit, and says so.
_QUEUED = timedelta(seconds=5)


def shares_of(parts: Iterable[Part]) -> str:
    """What some parts are for, in words: "LinkedIn, X and the image"; nothing when they do not say."""
    return listing([*dict.fromkeys(name for part in parts for name in _names(part))])


def _names(part: Part) -> list[str]:
    if part.makes:
        return [part.makes]
    return ["the text" if platform is Platform.ANY else platform.label for platform in part.targets]


def doing(parts: Sequence[Part]) -> str:
    """What is done about some parts: "Writing for LinkedIn and X", "Writing, and making the image"."""
    texts = [part for part in parts if not part.makes]
    platforms = dict.fromkeys(p.label for part in texts for p in part.targets if p is not Platform.ANY)
    writing = f"Writing for {listing([*platforms])}" if platforms else "Writing"
    made = listing([*dict.fromkeys(part.makes for part in parts if part.makes)])
    if not made:
        return writing
    return f"{writing}, and making {made}" if texts else f"Making {made}"


def progress_words(generation: Generation, facts: CardFacts) -> str:
    """What is being done: "Writing for LinkedIn and X with PostEverywhere…"; before that, sending files."""
    if facts.unsent:
        return f"Sending {plural(facts.unsent, 'file')} to {facts.provider}…"
    if _so_far(generation):
        return f"{facts.provider} is at work in its own background…"
    return f"{doing(generation.parts)} with {facts.provider}…"


def progress_card(generation: Generation, facts: CardFacts) -> Message:
    """The card of a run without a result yet."""
    blocks = [*([header(facts.title)] if facts.title else []), *progress_blocks(generation, facts)]
    fallback = progress_words(generation, facts)
    return message(fallback, blocks, event=RUN_EVENT, run=generation.draft or generation.id)


def progress_blocks(generation: Generation, facts: CardFacts) -> list[Block]:
    """What is being done, for whom, how far it is, and the Cancel button."""
    words = f"{escape(progress_words(generation, facts))} — started by {mention(generation.person)}"
    value = CardValue(run=generation.id, draft=generation.draft or "")
    so_far = _so_far(generation)
    label = "Stop looking" if so_far else "Cancel"
    stop = [] if generation.cancel_requested else [button(label, Action.CANCEL, value)]
    return [
        said(words),
        *told_blocks(so_far),
        context(plain(f"{standing(generation, facts)} · run {generation.code}")),
        *actions("progress", stop),
    ]


def _so_far(generation: Generation) -> list[Finished]:
    """What there is already of parts that go on."""
    return [part.so_far for part in generation.parts if part.so_far]


def standing(generation: Generation, facts: CardFacts) -> str:
    """How far the run is, in words."""
    ready = [part for part in generation.parts if part.result]
    open_parts = [part for part in generation.parts if not part.over]
    if generation.cancel_requested:
        return f"Stopping: nothing more is sent; what {facts.provider} was asked already is kept"
    if open_parts and (done := shares_of(ready)):
        return f"{capital(done)} done, {shares_of(open_parts) or 'the rest'} to come"
    if any(part.remote_id for part in open_parts):
        return _in_background(generation, facts)
    if facts.unsent:
        return f"{facts.provider} is asked to write as soon as it has them"
    unsent = not any(part.sent_at for part in generation.parts)
    if unsent and facts.now - generation.created_at >= _QUEUED:
        return f"Waiting for a turn: {facts.provider} takes only so many requests a minute"
    return "This message becomes the result"


def _in_background(generation: Generation, facts: CardFacts) -> str:
    if _so_far(generation):
        return "Galley looks there now and then, and shows here what is new"
    return f"{facts.provider} works on it in its background; Galley looks every few seconds"


def cancelled_words(generation: Generation, facts: CardFacts) -> str:
    """Whether a stopped run may have cost something."""
    if all(failure.charged is Charged.NO for failure in generation.failures):
        return "Nothing was charged."
    return f"{facts.provider} had been asked already, so it may have charged for this."


def cancelled_card(generation: Generation, facts: CardFacts) -> Message:
    """The card of a run that was stopped before there was a result."""
    person = generation.cancelled_by
    by = f"Cancelled by {mention(person)}" if person else "Cancelled"
    value = CardValue(run=generation.id)
    charged = cancelled_words(generation, facts)
    question = again_question(generation.failures, facts)
    blocks = [
        header(facts.title or "Cancelled"),
        said(f"{by}. {escape(charged)} Your brief is kept."),
        *actions(
            "card",
            [
                button("Try again", Action.TRY_AGAIN, value, confirm=question),
                button("Edit brief", Action.EDIT_BRIEF, value),
            ],
        ),
        context(mrkdwn(mention(generation.person)), plain(f"{facts.provider} · run {generation.code}")),
    ]
    title = f"{facts.title}: cancelled" if facts.title else "Cancelled"
    return message(f"{title}. {charged}", blocks, event=RUN_EVENT, run=generation.id)
