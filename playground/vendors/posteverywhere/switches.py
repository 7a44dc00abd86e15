"""Which fault strikes next: queued for single caption calls, or on until switched off."""

from collections import deque
from collections.abc import Iterable

from playground.vendors.posteverywhere.faults import NONE, Fault


class Switches:
    """One fault may be on; others may wait their turn, each for one caption call."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = {fault.name: fault for fault in faults}
        self._on = NONE
        self._queue: deque[Fault] = deque()

    def once(self, *names: str) -> None:
        """Strike the next caption calls with these faults, one each; "" lets one pass.

        Raises:
            KeyError: no fault has such a name.
        """
        self._queue.extend(self.faults[name] if name else NONE for name in names)

    def always(self, name: str) -> None:
        """Strike every call from now on; raises `KeyError`."""
        self._on = self.faults[name]

    def off(self) -> None:
        """Nothing goes wrong any more."""
        self._on = NONE
        self._queue.clear()

    def is_on(self, name: str) -> bool:
        """Whether this fault is on or waits its turn."""
        return any(fault.name == name for fault in (self._on, *self._queue))

    def take(self, *, captions: bool) -> Fault:
        """The fault that strikes this call, or `NONE`."""
        if captions and self._queue:
            return self._queue.popleft()
        return self._on if captions or self._on.everywhere else NONE
