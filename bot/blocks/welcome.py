"""What Galley answers to a person who writes to it directly."""

from bot.blocks.elements import actions, button, context, plain, said
from bot.blocks.ids import Action
from bot.blocks.messages import Message, message
from bot.blocks.values import Value


def welcome_message() -> Message:
    """What can be done here, with the ways to begin."""
    words = (
        "I write posts from a brief; only buttons and commands start me, so what you write here costs "
        "nothing. Press *Compose a post*, or type `/compose`: the result comes to you here. In the "
        "thread of a result you can refine it. `/galley help` says everything else."
    )
    buttons = [
        button("Compose a post", Action.COMPOSE, Value(), style="primary"),
        button("My settings", Action.SETTINGS, Value()),
    ]
    blocks = [said(words), *actions("welcome", buttons), context(plain("I say this once a day at most."))]
    return message("Press Compose a post, or type /compose: the result comes to you here.", blocks)
