"""What a campaign keeps of each post as soon as it is written: a run and a draft of its own."""

import logging

from pydantic import ValidationError

from bot.domain.campaign_runs import AT_ONCE, draft_of, is_written, run_of, with_standing
from bot.domain.captions import Finished
from bot.domain.drafts import Draft
from bot.domain.generations import Generation
from bot.domain.planned import planned_model
from bot.domain.posts import Slot
from bot.jobs import cards
from bot.jobs.runtime import Run

logger = logging.getLogger(__name__)


def first(generation: Generation) -> int:
    """How many of a run's parts are begun with: those of a campaign's first posts, else all."""
    if not generation.plan:
        return len(generation.parts)
    return sum(len(slot.parts) for slot in generation.plan[:AT_ONCE])


def after(generation: Generation, index: int) -> list[int]:
    """The parts whose turn it is once this one is over: those of the post that takes its post's place."""
    for slot, following in zip(generation.plan, generation.plan[AT_ONCE:], strict=False):
        if index == slot.parts[0]:
            return [*following.parts]
    return []


async def keep(run: Run, generation: Generation, slot: Slot) -> None:
    """Keep a post once all its parts are in; doing it again finds it kept."""
    if not is_written(generation, slot):
        return
    made = run_of(generation, slot, run.now())
    await run.records.add_generation(made)
    draft = draft_of(made, slot, len(generation.plan), brief_of(run, generation), run.now())
    await run.records.add_draft(draft)
    kept = await _add(run, made)
    await run.change(lambda g: with_standing(g, slot.draft, kept.status))
    await _tell(run)


async def _add(run: Run, made: Generation) -> Draft:
    """Add what this attempt at the campaign brought to a post that an earlier one kept with some of it."""
    await run.records.change_generation(
        made.id, lambda g: g.model_copy(update={"campaign": made.campaign, "parts": made.parts})
    )

    def add(draft: Draft) -> Draft:
        new = [part for part in made.parts if part.result and not _has(draft, part.result)]
        late = made.model_copy(update={"parts": tuple(new)})
        return draft.regenerated(late, run.now()) if new else draft

    return await run.records.change_draft(made.id, add)


def _has(draft: Draft, result: Finished) -> bool:
    """Whether a draft holds what a part brought; the texts may be other ones by now."""
    return {caption.platform for caption in result.captions} <= set(draft.platforms) and {
        image.media_id for image in result.images
    } <= {image.media_id for image in draft.images}


async def _tell(run: Run) -> None:
    """Show the post in the campaign's card; while somebody draws that, the next post's turn shows it."""
    if run.card_lock.locked():
        return
    try:
        await cards.show_once(run)
    except Exception:
        logger.exception("The card of %s does not show its newest post yet", run.key)


def brief_of(run: Run, generation: Generation) -> str:
    """What the whole campaign is about; nothing when the provider is gone or has changed its form."""
    provider = run.runtime.providers.get(generation.provider)
    if provider is None:
        return ""
    try:
        return planned_model(provider.request_model).model_validate(generation.request).prompt
    except ValidationError:
        return ""
