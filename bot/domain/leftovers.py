"""What earlier runs of a card left at a vendor that keeps its results, once another one wrote anew."""

from collections.abc import Mapping

from bot.domain.generations import Generation, Part, State

#: The vendor's ids of one result.
Ids = Mapping[str, str]


def leaving(old: Generation) -> Generation:
    """A run as one that another is about to write anew: what its results are called there is left, too."""
    own = (part.result.vendor_ids for part in old.parts if part.result and part.result.vendor_ids)
    left = {tuple(sorted(ids.items())): dict(ids) for ids in (*old.left_behind, *own)}
    return old.model_copy(update={"left_behind": tuple(left.values())})


def cleared(generation: Generation, ids: Ids) -> Generation:
    """A run after one of these was deleted at the vendor's; where it was its own, what was said of it too."""
    kept = tuple(left for left in generation.left_behind if left != ids)
    parts = tuple(_without(part, ids) for part in generation.parts)
    return generation.model_copy(update={"left_behind": kept, "parts": parts})


def _without(part: Part, ids: Ids) -> Part:
    if not part.result or part.result.vendor_ids != ids:
        return part
    result = part.result.model_copy(update={"vendor_ids": {}, "links": (), "notes": ()})
    return part.model_copy(update={"result": result})


def left_by(generation: Generation, *, discarded: bool = False) -> tuple[Ids, ...]:
    """What can be deleted there: nothing while the text that the card shows may still be of it.

    Of a draft that was put aside, that is its own text there as well.
    """
    if generation.state is not State.DONE or not generation.wrote:
        return ()
    return (leaving(generation) if discarded else generation).left_behind
