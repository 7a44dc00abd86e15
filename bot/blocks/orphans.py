"""What earlier runs of a card left at the vendor's, and the button that deletes it there."""

from bot.blocks.elements import Block, button, confirm, plain, section
from bot.blocks.facts import CardFacts
from bot.blocks.ids import Action
from bot.blocks.text import number
from bot.blocks.values import CardValue
from bot.domain.generations import Generation
from bot.domain.leftovers import left_by


def orphan_blocks(generation: Generation, value: CardValue, facts: CardFacts) -> list[Block]:
    """One block where something was left, else none."""
    count = len(left_by(generation)) if facts.leaves else 0
    if not count:
        return []
    if count == 1:
        words, label = (
            f"The earlier text is still there, as {facts.leaves}.",
            f"Delete {earlier(facts.leaves)}",
        )
    else:
        words = f"{number(count)} earlier texts are still there, each as {facts.leaves}."
        label = f"Delete them at {facts.provider}"
    question = confirm(
        f"Delete at {facts.provider}?",
        "There it cannot be brought back. The text stays here, as an earlier version.",
        "Delete",
        no="Keep it",
        danger=True,
    )
    return [section(plain(words), button(label, Action.DELETE_LEFT, value, confirm=question))]


def earlier(leaves: str) -> str:
    """Of "a draft in Ocoya": "the earlier draft in Ocoya"."""
    return f"the earlier {leaves.partition(' ')[2]}"
