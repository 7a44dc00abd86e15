"""A draft's state in words, and the buttons that move it on, each only where the state allows it."""

from collections.abc import Sequence

from bot.blocks.elements import Block, button, confirm
from bot.blocks.facts import CardFacts
from bot.blocks.ids import Action
from bot.blocks.linting import lint_line
from bot.blocks.text import clip, plural
from bot.blocks.values import Value
from bot.domain.drafts import MOVES, Draft, Status
from bot.domain.lint import Finding
from bot.domain.money import PriceBasis


def standing(draft: Draft) -> str:
    """The draft's state as a person calls it."""
    if draft.status is Status.WORKING:
        return "not saved yet"
    saved = "saved as draft" if draft.status is Status.DRAFT else draft.status.value
    return saved if draft.fixed else f"{saved}, changed since"


def card_buttons(draft: Draft, value: Value, facts: CardFacts) -> list[Block]:
    """What can be done with the draft on its card, the likeliest first."""
    rewrite = [regenerate_button(value, facts), edit_button(value)] if draft.editable else []
    history = history_buttons(draft, value)
    return [*save_buttons(draft, value, facts), *rewrite, *history, *discard_buttons(draft, value)]


def save_buttons(draft: Draft, value: Value, facts: CardFacts | None = None) -> list[Block]:
    """Keeping what the card shows, where that is not kept already; asks first where rules find something."""
    question = _sure(facts.findings) if facts and facts.findings else None
    if draft.status is Status.WORKING:
        return [button("Save draft", Action.SAVE_DRAFT, value, style="primary", confirm=question)]
    if draft.status is Status.DRAFT and not draft.fixed:
        return [button("Save changes", Action.SAVE_DRAFT, value, style="primary", confirm=question)]
    return []


def _sure(found: Sequence[Finding]) -> Block:
    words = f"{clip(lint_line(found), 200)}. The channel asks for that; you can save it all the same."
    return confirm("Save it as it is?", words, "Save it")


def edit_button(value: Value) -> Block:
    """Back to the brief, filled in."""
    return button("Edit brief", Action.EDIT_BRIEF, value)


def edit_buttons(draft: Draft, value: Value) -> list[Block]:
    """Changing all texts of an opened draft, where there are some and they may still become others."""
    return [button("Edit", Action.EDIT_TEXTS, value)] if draft.editable and draft.platforms else []


def history_buttons(draft: Draft, value: Value) -> list[Block]:
    """All versions, to show, compare and restore, where there are texts."""
    return [button("History", Action.HISTORY, value)] if draft.platforms else []


def regenerate_button(value: Value, facts: CardFacts) -> Block:
    """Writing anew; asks first, where that costs, or leaves something at the provider's."""
    free = facts.sample or facts.price.basis is PriceBasis.FREE
    asks = not free or facts.leaves
    question = confirm("Write it again?", _cost(facts), "Write it again") if asks else None
    return button("Regenerate", Action.REGENERATE, value, confirm=question)


def _cost(facts: CardFacts) -> str:
    kept = "The present text stays as an earlier version."
    if facts.leaves:
        kept += f" Each run makes {facts.leaves}; the earlier one stays there until you delete it."
    match facts.price.basis:
        case PriceBasis.FREE:
            return kept
        case PriceBasis.EXACT if facts.price.credits is not None:
            return f"This costs {plural(facts.price.credits, 'credit')} at {facts.provider}. {kept}"
        case PriceBasis.AFTER:
            return f"This costs credits at {facts.provider}; how many is known after the run. {kept}"
        case _:
            return f"This may cost credits; {facts.provider} does not publish its price. {kept}"


def discard_buttons(draft: Draft, value: Value) -> list[Block]:
    """Putting it aside, where that is allowed."""
    if Status.DISCARDED not in MOVES[draft.status]:
        return []
    question = confirm(
        "Discard this draft?",
        "It leaves the lists. You can restore it from its card, or from the discarded drafts in /drafts.",
        "Discard",
        no="Keep it",
        danger=True,
    )
    return [button("Discard", Action.DISCARD, value, style="danger", confirm=question)]


def restore_button(value: Value) -> Block:
    """Taking a discarded draft up again."""
    return button("Restore", Action.RESTORE, value, style="primary")
