"""A run that writes a campaign: its parts by post, and the run and draft that each post becomes.

Each post becomes a run of its own, as if it had been asked for alone, so that all that can be done with
a draft can be done with it.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.drafts import Draft, Status, new_draft
from bot.domain.generations import Generation, Part, State
from bot.domain.posts import Slot
from bot.domain.titles import title_of

#: Posts of one campaign that are written side by side: a campaign comes in quickly, and one that is stopped
#: has not cost much more.
AT_ONCE = 3
#: Characters of the brief in a post's title.
_TITLE = 45


def slot_with(generation: Generation, index: int) -> Slot | None:
    """The post that a part belongs to; `None` when the run is no campaign."""
    return next((slot for slot in generation.plan if index in slot.parts), None)


def parts_of(generation: Generation, slot: Slot) -> Sequence[Part]:
    """The parts that write a post."""
    return [generation.parts[index] for index in slot.parts]


def in_hand(generation: Generation) -> Sequence[Slot]:
    """The posts that are being written, or about to be."""
    ahead = [
        s for s in generation.plan if not s.standing and not all(p.failure for p in parts_of(generation, s))
    ]
    return ahead[:AT_ONCE]


def is_written(generation: Generation, slot: Slot) -> bool:
    """Whether a post has all that it will get, and that is something."""
    one = generation.model_copy(update={"parts": tuple(parts_of(generation, slot)), "plan": ()})
    return not one.open and one.wrote


def unkept(generation: Generation) -> bool:
    """Whether a post is written, and its draft is still to be made."""
    return any(is_written(generation, slot) and not slot.standing for slot in generation.plan)


def run_of(generation: Generation, slot: Slot, at: datetime) -> Generation:
    """The run that a written post becomes."""
    return Generation(
        id=slot.draft,
        team=generation.team,
        channel=generation.channel,
        asked_in=generation.asked_in,
        asked_name=generation.asked_name,
        person=generation.person,
        provider=generation.provider,
        request=slot.request,
        state=State.DONE,
        parts=tuple(parts_of(generation, slot)),
        campaign=generation.id,
        created_at=generation.created_at,
        started_at=generation.started_at,
        ended_at=at,
    )


def draft_of(run: Generation, slot: Slot, posts: int, brief: str, at: datetime) -> Draft:
    """The draft that a written post becomes: saved at once, because a campaign is asked for to be kept."""
    title = f"{title_of(brief, _TITLE) or 'Campaign'} · {slot.number} of {posts}"
    working = new_draft(run, title=title, prompt=brief, at=at)
    return working.moved(Status.DRAFT, at)


def for_the_rest(generation: Generation) -> tuple[Slot, ...]:
    """The plan of a run that asks for what is missing: the drafts of those posts are to be made up anew."""
    return tuple(
        slot if all(part.result for part in parts_of(generation, slot)) else _open(slot)
        for slot in generation.plan
    )


def _open(slot: Slot) -> Slot:
    return slot.model_copy(update={"standing": ""})


def with_standing(generation: Generation, draft: str, standing: Status) -> Generation:
    """A campaign with the state of one of its drafts."""
    plan = tuple(
        slot.model_copy(update={"standing": standing.value}) if slot.draft == draft else slot
        for slot in generation.plan
    )
    return generation.model_copy(update={"plan": plan})
