"""The steps that touch the card: place it once, bring it up to date, replace it when Slack lost it."""

import logging
from contextlib import suppress
from functools import partial

from bot.domain.drafts import Draft
from bot.domain.errors import CardRefused, NotFound, SlackGone
from bot.domain.generations import CardRef, Failure, Generation
from bot.domain.money import Charged
from bot.jobs.retry import patiently
from bot.jobs.runtime import Run

logger = logging.getLogger(__name__)

#: The effects that an intent is noted for; the second only when Slack has given the first card up.
FIRST, SECOND = "card", "second card"
ANSWER = "answer"


async def place(run: Run) -> None:
    """Give a new run its card, and a repeated one its turn on the card it has.

    Nothing is bought that nobody would see: a card that Slack refuses ends the run. When it cannot
    be told whether one was posted, the run goes on without, and `show` looks for it again.
    """
    patience = run.runtime.patience.placing
    try:
        await patiently(run.runtime, partial(_place_once, run), patience, f"Placing the card of {run.key}")
    except CardRefused as error:
        logger.warning("No card for %s: %s", run.key, error)
        failure = Failure(kind="card", message=error.message, charged=Charged.NO)
        await run.change(lambda g: g.failed(failure, run.now()))
    except Exception:
        logger.exception("It cannot be told whether %s has a card; going on without", run.key)


async def show(run: Run) -> None:
    """Make the card say how the run stands. What Slack never takes is in the records all the same."""
    patience = run.runtime.patience.showing
    try:
        await patiently(run.runtime, partial(show_once, run), patience, f"Showing {run.key}")
    except CardRefused as error:
        logger.warning("The card of %s stays as it is: %s", run.key, error)
    except Exception:
        logger.exception("The card of %s could not be brought up to date", run.key)
    await _answer(run)


async def _answer(run: Run) -> None:
    """Say in the thread what came of what was asked there, once at most; the card says it all the same."""
    generation = await run.read()
    if generation.wish is None or not generation.state.over:
        return
    if await run.records.intend(run.id, ANSWER, run.now()) is not None:
        return
    try:
        await run.runtime.notifier.answer(generation, await _draft(run, generation))
    except Exception as error:  # noqa: BLE001  # whatever it is, the card says how it ended
        logger.warning("The thread of %s was not told how it ended (%s)", run.key, type(error).__name__)


async def show_once(run: Run) -> None:
    """One attempt at `show`; a card that Slack has given up is replaced by its newest run, once."""
    async with run.card_lock:
        generation = await run.read()
        card = generation.card
        if card is None:
            generation = await _placed(run, generation, FIRST)
        try:
            await _drawn(run)
        except SlackGone:
            raise
        except CardRefused:
            newest, _ = await _standing(run)
            if newest.id != run.id or (card and card.again):
                raise
            await _placed(run, generation, SECOND)
            await _drawn(run)


async def _drawn(run: Run) -> None:
    """Draw the card, anew while it changes, here or elsewhere: the slowest redraw is seen last."""
    standing = await _standing(run)
    while True:
        await run.runtime.notifier.show(*standing)
        shown, standing = standing, await _standing(run)
        if shown == standing:
            return


async def _standing(run: Run) -> tuple[Generation, Draft | None]:
    """What the card is to say: how this run stands, or the newer one that its draft has by now."""
    generation = await run.read()
    draft = await _draft(run, generation)
    if draft and draft.generation != run.id:
        with suppress(NotFound):
            other = await run.records.generation(draft.generation)
            if other.created_at > generation.created_at:
                return other, draft
    return generation, draft


async def _place_once(run: Run) -> None:
    async with run.card_lock:
        generation = await run.read()
        if generation.card is None:
            await _placed(run, generation, FIRST)
            return
    await show_once(run)


async def _placed(run: Run, generation: Generation, effect: str) -> Generation:
    """The generation with the card that this attempt or an earlier one posted."""
    notifier = run.runtime.notifier
    bare = generation.model_copy(update={"card": None})
    noted = await run.records.intend(run.id, effect, run.now())
    card = await notifier.find(bare, noted) if noted else None
    placed = card or await notifier.place(bare)
    return await _carry(run, placed.model_copy(update={"again": effect == SECOND}))


async def _carry(run: Run, card: CardRef) -> Generation:
    """Write down where the card is, in the run and in the draft that is shown on it."""
    generation = await run.change(lambda g: g.with_card(card))
    if draft := await _draft(run, generation):
        await run.records.change_draft(draft.id, lambda d: d.with_card(card, run.now()))
    return generation


async def _draft(run: Run, generation: Generation) -> Draft | None:
    try:
        return await run.records.draft(generation.draft or generation.id)
    except NotFound:
        return None
