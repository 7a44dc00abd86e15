"""Sitting out passing trouble inside one step."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.domain.errors import CardRefused, OutcomeUnknown
from bot.jobs.runtime import Runtime

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: What another attempt cannot change.
FINAL = (CardRefused, OutcomeUnknown)


async def patiently(
    runtime: Runtime,
    attempt: Callable[[], Awaitable[T]],
    pauses: Sequence[float],
    what: str,
    *,
    final: tuple[type[Exception], ...] = FINAL,
) -> T:
    """What `attempt` returns, tried once more after each pause; raises its last error, or a `final` one."""
    for pause in pauses:
        try:
            return await attempt()
        except final:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it was, it may have passed at the next attempt
            logger.warning("%s failed (%s); next attempt in %s s", what, type(error).__name__, pause)
        await runtime.pause(pause)
    return await attempt()
