"""Drawing with pictures: Slack refuses a whole message or view over one picture that it cannot load."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from bot.blocks.pictures import Loads, loadable
from bot.domain.drafts import Draft

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: What Slack answers then to a message, and to a view.
REFUSALS = frozenset({"invalid_blocks", "invalid_arguments"})


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
