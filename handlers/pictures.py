"""Drawing what Slack may refuse: a whole message over one picture, or over one block newer than it is."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from bot.blocks.elements import Block
from bot.blocks.messages import Message
from bot.blocks.pictures import Loads, loadable
from bot.domain.drafts import Draft

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: What Slack answers then to a message, and to a view.
REFUSALS = frozenset({"invalid_blocks", "invalid_arguments"})


async def drawn(message: Message, draw: Callable[[Sequence[Block]], Awaitable[T]]) -> T:
    """What `draw` gives with a message's blocks; when Slack refuses a newer kind, with the simpler ones."""
    try:
        return await draw(message.blocks)
    except SlackApiError as error:
        if not message.simple or error.response["error"] not in REFUSALS:
            raise
        logger.warning("Slack refused the newer blocks (%s); plain ones go instead", error.response["error"])
        return await draw(message.simple)


async def with_pictures(draft: Draft | None, draw: Callable[[Loads], Awaitable[T]], loads: Loads) -> T:
    """What `draw` gives with the draft's pictures; when Slack refuses them, once more with links instead."""
    try:
        return await draw(loads)
    except SlackApiError as error:
        pictures = draft and any(loadable(image.url, loads) for image in draft.images)
        if not pictures or error.response["error"] not in REFUSALS:
            raise
        logger.warning("Slack refused what has pictures (%s); they become links", error.response["error"])
        return await draw(Loads.NOTHING)
