"""Which fault strikes next: queued for single calls, or on until switched off."""

from collections import deque
from collections.abc import Iterable
from typing import Generic, TypeVar

from playground.vendors.faults import Fault

F = TypeVar("F", bound=Fault)


class Switches(Generic[F]):
    """One fault may be on; others may wait their turn, each for one call.

    `work` are the kinds of calls that a vendor is there for, and that a queued fault waits for.
    """

    def __init__(self, faults: Iterable[F], *, none: F, work: frozenset[str]) -> None:
        self.faults = {fault.name: fault for fault in faults}
        self.work = work
        self._none = none
        self._on = none
        self._queue: deque[tuple[F, frozenset[str]]] = deque()

    def once(self, *names: str, on: str | None = None) -> None:
        """Strike the next calls with these faults, one each; "" lets one pass.

        They wait for calls of the kind `on`; without it for work they can befall, or, where they
        befall no work, for whatever they do befall.

        Raises:
            KeyError: no fault has such a name.
        """
        faults = [self.faults[name] if name else self._none for name in names]
        self._queue.extend((fault, self._waits_for(fault, on)) for fault in faults)

    def always(self, name: str) -> None:
        """Strike every call from now on that this fault can befall; raises `KeyError`."""
        self._on = self.faults[name]

    def off(self) -> None:
        """Nothing goes wrong any more."""
        self._on = self._none
        self._queue.clear()

    def is_on(self, name: str) -> bool:
        """Whether this fault is on or waits its turn."""
        return any(fault.name == name for fault in (self._on, *(fault for fault, _ in self._queue)))

    def take(self, kind: str) -> F:
        """The fault that strikes this call, or the one that is none."""
        for waiting in self._queue:
            fault, kinds = waiting
            if kind in kinds:
                self._queue.remove(waiting)
                return fault
        return self._on if kind in self._on.strikes else self._none

    def _waits_for(self, fault: F, on: str | None) -> frozenset[str]:
        if on is not None:
            return frozenset({on})
        if fault is self._none:
            return self.work
        return fault.strikes & self.work or fault.strikes
