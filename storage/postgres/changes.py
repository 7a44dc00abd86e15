"""A change that may have to be done a second time, after a commit of which nobody knows what came."""

from collections.abc import Callable
from typing import Generic, TypeVar

from bot.domain.drafts import Draft
from bot.domain.errors import StorageTrouble
from bot.domain.generations import Generation

R = TypeVar("R", bound=Draft | Generation)


class Change(Generic[R]):
    """Applies a change once.

    It remembers what it made of what. When it is asked again, the record tells: as it was, nothing was
    kept; as it became, all was; as neither, somebody else changed it since, and nobody can tell.
    """

    def __init__(self, change: Callable[[R], R]) -> None:
        self._change = change
        self._tried: tuple[R, R] | None = None

    def was_kept(self, record: R) -> bool:
        """Whether an earlier attempt was kept, by the record as it is; raises `StorageTrouble`."""
        if self._tried is None:
            return False
        before, after = self._tried
        if record not in (before, after):
            raise StorageTrouble.unclear()
        return record == after

    def __call__(self, before: R) -> R:
        """What becomes of the record; whatever the change raises is raised."""
        after = self._change(before)
        self._tried = (before, after)
        return after
