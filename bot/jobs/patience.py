"""A team's records as steps see them: a database that fails for a while is waited for.

A step has paid for what it is about to write down. Were it to give up after one attempt, a database that is
started anew would make *Unsure* of it.
"""

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from bot.domain.errors import StorageTrouble
from bot.domain.ports import TeamStore

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

#: Waits so many seconds, or raises when there is no time for it.
Pause = Callable[[float], Awaitable[None]]


class PatientRecords:
    """`TeamStore` that tries again, with a pause before each new attempt; then raises the last trouble.

    Nothing is done twice by it: a change looks at the record anew, and so does whoever adds to it.
    """

    def __init__(self, records: TeamStore, pauses: tuple[float, ...], pause: Pause) -> None:
        self._records, self._pauses, self._pause = records, pauses, pause

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._records, name)
        return found if name == "alone" else self._patient(found, name)

    def _patient(self, ask: Callable[P, Awaitable[T]], name: str) -> Callable[P, Awaitable[T]]:
        @wraps(ask)
        async def patiently(*args: P.args, **kwargs: P.kwargs) -> T:
            for seconds in self._pauses:
                try:
                    return await ask(*args, **kwargs)
                except StorageTrouble:
                    logger.warning("The database did not do %s; next attempt in %s s", name, seconds)
                await self._pause(seconds)
            return await ask(*args, **kwargs)

        return patiently


def patient(records: TeamStore, pauses: tuple[float, ...], pause: Pause) -> TeamStore:
    """The same records, that wait."""
    return cast("TeamStore", PatientRecords(records, pauses, pause))
