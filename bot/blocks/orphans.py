"""What earlier runs of a card left at the vendor's, and the button that deletes it there."""

from bot.blocks.elements import Block, button, confirm, plain, section
from bot.blocks.facts import CardFacts
from bot.blocks.ids import Action
from bot.blocks.text import number
from bot.blocks.values import CardValue
from bot.domain.generations import Generation
from bot.domain.leftovers import left_by


def orphan_blocks(
    generation: Generation, value: CardValue, facts: CardFacts, *, discarded: bool = False
) -> list[Block]:
    """One block where something was left, else none; of a `discarded` draft that is its own text, too."""
    count = len(left_by(generation, discarded=discarded)) if facts.leaves else 0
    if not count:
        return []
    which = "The" if discarded else "The earlier"
    if count == 1:
        words = f"{which} text is still there, as {facts.leaves}."
        label = f"Delete {named(facts.leaves, discarded=discarded)}"
    else:
        texts = "texts" if discarded else "earlier texts"
        words = f"{number(count)} {texts} are still there, each as {facts.leaves}."
        label = f"Delete them at {facts.provider}"
    kept = "The text stays here." if discarded else "The text stays here, as an earlier version."
    question = confirm(
        f"Delete at {facts.provider}?",
        f"There it cannot be brought back. {kept}",
        "Delete",
        no="Keep it",
        danger=True,
    )
    return [section(plain(words), button(label, Action.DELETE_LEFT, value, confirm=question))]


def named(leaves: str, *, discarded: bool) -> str:
    """Of "a draft in Ocoya": "the earlier draft in Ocoya", or just "the draft in Ocoya"."""
    return f"the {'' if discarded else 'earlier '}{leaves.partition(' ')[2]}"
