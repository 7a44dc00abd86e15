"""What went over the wire, for the inspector; secrets are taken out before anything is kept."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from playground.slack.shapes import Clock

Direction = Literal["to app", "from app"]

HIDDEN = "[hidden]"
_KEPT = 1000
_SECRET_KEYS = frozenset({"token", "authorization", "client_secret", "signing_secret", "password", "api_key"})
_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp|xwfp)-[\w.-]+")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One delivery, call, acknowledgement or answer; `error` when it went wrong."""

    number: int
    at: float
    direction: Direction
    kind: str
    payload: Any
    error: str | None = None


class Traffic:
    """The last thousand entries, oldest first."""

    def __init__(self, clock: Clock, secrets: Iterable[str] = ()) -> None:
        self._clock = clock
        self._secrets = tuple(s for s in secrets if s)
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._count = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def note(self, direction: Direction, kind: str, payload: Any, error: str | None = None) -> None:
        self._count += 1
        entry = Entry(
            number=self._count,
            at=self._clock(),
            direction=direction,
            kind=kind,
            payload=self._redacted(payload),
            error=None if error is None else str(self._redacted(error)),
        )
        self._entries.append(entry)

    @property
    def count(self) -> int:
        """How many there ever were, also those dropped since; it changes with every new one."""
        return self._count

    def clear(self) -> None:
        self._entries.clear()

    def newest(self, most: int = 50) -> list[Entry]:
        """The last ones, newest first."""
        return list(reversed(self._entries))[:most]

    def _redacted(self, value: Any) -> Any:
        match value:
            case dict():
                return {k: HIDDEN if k in _SECRET_KEYS else self._redacted(v) for k, v in value.items()}
            case list() | tuple():
                return [self._redacted(v) for v in value]
            case str():
                for secret in self._secrets:
                    value = value.replace(secret, HIDDEN)
                return _TOKEN.sub(HIDDEN, value)
            case _:
                return value
