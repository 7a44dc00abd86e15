"""Whether a card may go on to the channel where it was asked for, and how its run is then."""

from bot.domain.generations import CardRef, Generation


def shareable(run: Generation) -> bool:
    """Whether the run's card is elsewhere than in the channel where it was asked for."""
    there = run.card.channel if run.card else run.channel
    return run.asked_in.startswith(("C", "G")) and there != run.asked_in


def shared(run: Generation, card: CardRef) -> Generation:
    """The run with its card in the channel where it was asked for."""
    return run.model_copy(update={"channel": run.asked_in, "card": card})
