"""Which tools a server offers a person, and how it is spoken to, remembered for some minutes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.ports import Asker
from providers.mcp.schemas import Tools

#: Seconds.
KEEP = 300.0


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was told at `at`; `modern` servers need no handshake."""

    tools: Tools
    modern: bool
    at: float


class Listings:
    """Another person may have allowed other things, so each has a list of their own."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[Asker, Known] = {}

    def known(self, asker: Asker) -> Known | None:
        """What is known, `None` when it would have to be asked for."""
        known = self._known.get(asker)
        return known if known and self._clock() - known.at < KEEP else None

    def keep(self, asker: Asker, tools: Tools, *, modern: bool) -> None:
        self._known = {whose: k for whose, k in self._known.items() if self._clock() - k.at < KEEP}
        self._known[asker] = Known(tools=tools, modern=modern, at=self._clock())

    def forget(self, asker: Asker) -> None:
        self._known.pop(asker, None)
