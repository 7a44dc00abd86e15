"""What earlier runs of a card left at a vendor that keeps its results, once another one wrote anew."""

from collections.abc import Mapping

from bot.domain.generations import Generation, State

#: The vendor's ids of one result.
Ids = Mapping[str, str]


def leaving(old: Generation) -> Generation:
    """A run as one that another is about to write anew: what its results are called there is left, too."""
    own = (part.result.vendor_ids for part in old.parts if part.result and part.result.vendor_ids)
    left = {tuple(sorted(ids.items())): dict(ids) for ids in (*old.left_behind, *own)}
    return old.model_copy(update={"left_behind": tuple(left.values())})


def cleared(generation: Generation, ids: Ids) -> Generation:
    """A run after one of these was deleted at the vendor's."""
    kept = tuple(left for left in generation.left_behind if left != ids)
    return generation.model_copy(update={"left_behind": kept})


def left_by(generation: Generation) -> tuple[Ids, ...]:
    """What can be deleted there: nothing while the text that the card shows may still be of it."""
    return generation.left_behind if generation.state is State.DONE and generation.wrote else ()
