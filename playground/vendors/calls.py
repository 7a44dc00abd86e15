"""The log of every call: when, whose, what, how it was answered, what it cost."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

from playground.panels import Fact

_KEPT = 1_000


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call; `status` is `None` while it has no answer, and stays so when the connection was dropped.

    `at` is in seconds since 1970, `key` the first characters of the API key; `charged` and `refunded`
    are in credits, `uploaded` in bytes. Of an uploaded file the `body` says nothing.
    """

    number: int
    at: float
    method: str
    path: str
    key: str | None
    body: str
    kind: str = ""
    status: int | None = None
    code: str | None = None
    charged: int = 0
    refunded: int = 0
    uploaded: int = 0
    fault: str | None = None

    @property
    def outcome(self) -> str:
        """What was asked and how it was answered, such as `GET /me → 200`."""
        answer = f"{self.status} {self.code or ''}".strip() if self.status else "no answer"
        return f"{self.method} {self.path} → {answer}"

    @property
    def summary(self) -> str:
        """One line for people, such as `POST /ai/generate-caption → 200, 3 credits`."""
        return f"{self.outcome}, {self.charged} credits"


class Calls(Sequence[Call]):
    """The last thousand calls, oldest first."""

    def __init__(self) -> None:
        self._calls: dict[int, Call] = {}
        self._count = 0
        self._arrived = asyncio.Condition()

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Call]: ...
    def __getitem__(self, index: int | slice) -> Call | Sequence[Call]:
        return tuple(self._calls.values())[index]

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls.values()))

    def __len__(self) -> int:
        return len(self._calls)

    def to(self, path: str) -> tuple[Call, ...]:
        """The calls to one path, such as `/ai/generate-caption`."""
        return tuple(call for call in self if call.path == path)

    def of(self, kind: str) -> tuple[Call, ...]:
        """The calls of one kind, such as `poll`; the vendor's simulator names its kinds."""
        return tuple(call for call in self if call.kind == kind)

    def facts(self) -> Sequence[Fact]:
        """How many there were, and how the last one went."""
        last = [Fact(label="Last call", value=self[-1].summary)] if self else []
        return (Fact(label="Calls", value=str(len(self))), *last)

    async def arrive(self, **facts: Any) -> int:
        """Note a call that came in; returns its number, for `note`."""
        self._count += 1
        self._calls[self._count] = Call(number=self._count, **facts)
        self._calls.pop(self._count - _KEPT, None)
        async with self._arrived:
            self._arrived.notify_all()
        return self._count

    def note(self, number: int, **facts: Any) -> None:
        """Add what has become known of a call."""
        if call := self._calls.get(number):
            self._calls[number] = replace(call, **facts)

    async def arrived(self, count: int, kind: str | None = None) -> None:
        """Wait until there were `count` calls, of any kind or of one."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: (len(self.of(kind)) if kind else self._count) >= count)
