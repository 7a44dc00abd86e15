"""The way of a card from a direct message to its channel."""

from bot.blocks.elements import Block, button, confirm, said
from bot.blocks.ids import Action
from bot.blocks.messages import Message, message
from bot.blocks.modals import unnamed
from bot.blocks.text import clip
from bot.blocks.values import Value
from bot.domain.generations import Generation
from bot.domain.sharing import shareable


def share_buttons(generation: Generation, value: Value) -> list[Block]:
    """Posting it where it was asked for, while its card is elsewhere."""
    if not shareable(generation) or not generation.state.over:
        return []
    name = generation.asked_name
    place = "the channel" if unnamed(name) else f"#{clip(name, 50)}"
    words = f"Everybody in {place} sees it there and can work on it. This card moves there."
    question = confirm(f"Post it to {clip(place, 60)}?", words, "Post it")
    return [button(f"Post to {place}", Action.SHARE, value, confirm=question)]


def left_message(channel: str) -> Message:
    """What stays of a card that went to a channel."""
    words = said(f"Shared in <#{channel}>. Its card and its thread are there now.")
    return message("Shared in its channel", [words])
