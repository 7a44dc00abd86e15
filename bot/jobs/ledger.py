"""The steps that only write our own records: mark a run as under way, keep its result, give it up."""

import logging
from datetime import datetime

from pydantic import ValidationError

from bot.domain.campaign_runs import slot_with, unkept
from bot.domain.drafts import Draft, new_draft
from bot.domain.errors import NotFound, OutcomeUnknown
from bot.domain.generations import Failure, Generation, Part, State
from bot.domain.money import Balance, Charged
from bot.domain.titles import title_of
from bot.jobs import posts
from bot.jobs.queues import queue_of
from bot.jobs.runtime import Run

logger = logging.getLogger(__name__)

UNFORESEEN = "Something broke in Galley. An operator finds out more with the reference."


async def mark(run: Run) -> tuple[int, str | None]:
    """Mark the run as under way: how many parts to begin with, and in which queue.

    No parts when it was stopped or refused before it began; those of a campaign's first posts.
    """
    generation = await run.change(
        lambda g: g.moved(State.RUNNING, run.now()) if g.state is State.ACCEPTED else g
    )
    if generation.state.over:
        return 0, None
    provider = run.runtime.providers.get(generation.provider)
    return posts.first(generation), queue_of(provider) if provider else None


async def keep(run: Run, index: int) -> bool:
    """Keep a part's result, and with the last part the run's; returns whether the run is over.

    The draft is made once all parts are in, so that a run is one version however many calls it took.
    """
    generation = await run.change(lambda g: _accounted(g, index, run.now()))
    await _keep_balance(run, generation, generation.parts[index])
    if slot := slot_with(generation, index):
        await posts.keep(run, generation, slot)
    elif not generation.open and generation.wrote:
        await _keep_draft(run, generation)
    return (await run.change(lambda g: g if unkept(g) else g.settled(run.now()))).state.over


async def give_up(run: Run, index: int | None, reference: str) -> None:
    """End what broke in a way nobody foresaw: a part if that is enough, else the whole run.

    What the other parts brought is kept.
    """
    if index is not None and not (await run.read()).parts[index].result:
        await run.change(lambda g: _broken(g, index, reference, run.now()))
        try:
            await keep(run, index)
        except Exception:
            logger.exception("%s cannot be kept either, reference %s", run.key, reference)
        else:
            return

    def fail(generation: Generation) -> Generation:
        charged = Charged.YES if any(part.result for part in generation.parts) else Charged.NO
        return generation.failed(_unforeseen(reference, charged), run.now())

    await run.change(fail)


def _unforeseen(reference: str, charged: Charged) -> Failure:
    return Failure(kind="unexpected", message=UNFORESEEN, charged=charged, reference=reference)


def _broken(generation: Generation, index: int, reference: str, at: datetime) -> Generation:
    part = generation.parts[index]
    if part.over:
        return generation
    charged = Charged.MAYBE if part.sent_at else Charged.NO
    return generation.with_part(index, part.answered(_unforeseen(reference, charged), at))


def _accounted(generation: Generation, index: int, at: datetime) -> Generation:
    """With a failure for a part whose call left no answer: a power cut may take back what it wrote."""
    part = generation.parts[index]
    if part.over or not part.sent_at:
        return generation
    lost = Failure.of(OutcomeUnknown("The provider was asked, but its answer was lost."))
    return generation.with_part(index, part.answered(lost, at))


async def _keep_balance(run: Run, generation: Generation, part: Part) -> None:
    left = part.result.receipt.left if part.result else None
    if left is not None and part.ended_at:
        await run.records.save_balance(generation.provider, Balance(credits=left, at=part.ended_at))


async def _keep_draft(run: Run, generation: Generation) -> None:
    if generation.draft:
        try:
            await _add_version(run, generation, generation.draft)
        except NotFound:
            logger.warning("The draft of %s is gone; its result becomes a new one", run.key)
        else:
            return
    prompt = _prompt(run, generation)
    title = title_of(prompt) or "Untitled"
    await run.records.add_draft(new_draft(generation, title=title, prompt=prompt, at=run.now()))


async def _add_version(run: Run, generation: Generation, draft_id: str) -> None:
    """Add the run's version once: its time is the time first noted, so a second attempt knows it."""
    now = run.now()
    at = await run.records.intend(run.id, "version", now) or now
    if any(version.created_at == at for version in await run.records.versions(draft_id)):
        return

    def change(draft: Draft) -> Draft:
        return draft if draft.latest.created_at == at else draft.regenerated(generation, at)

    await run.records.change_draft(draft_id, change)


def _prompt(run: Run, generation: Generation) -> str:
    """What was asked for; nothing when the provider is gone or has changed its form."""
    provider = run.runtime.providers.get(generation.provider)
    try:
        return provider.request_model.model_validate(generation.request).prompt if provider else ""
    except ValidationError:
        return ""
