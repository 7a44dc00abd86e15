"""What the cards in Slack say: of each run, how it ended."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bench.slack import Slack
from playground.slack.watched import Watched

READY = re.compile(r"\b(is|are) ready$")
#: How a card ends whose run is under way.
UNDER_WAY = "…"


class Cards(Watched):
    """Reads every card, as its notification would say it."""

    def __init__(self, slack: Slack) -> None:
        super().__init__()
        self._said: dict[str, str] = {}
        slack.listeners.append(self._hear)

    def outcome(self, run: str) -> str | None:
        """How a run ended, as its card says it; `None` when it does not say an end."""
        words = self._said.get(run, UNDER_WAY)
        if words.endswith(UNDER_WAY):
            return None
        return "ready" if READY.search(words) else words.partition(". ")[0]

    def outcomes(self, runs: Iterable[str]) -> Counter[str | None]:
        """How many of these runs ended how."""
        return Counter(map(self.outcome, runs))

    async def all_over(self, runs: Iterable[str], within: float) -> set[str]:
        """Wait until all of these have ended; returns those that did not within so many seconds."""
        left = set(runs)

        def over() -> bool:
            left.difference_update([run for run in left if self.outcome(run)])
            return not left

        try:
            await self.until(over, within)
        except TimeoutError:
            return left
        return set()

    def _hear(self, method: str, arguments: Mapping[str, Any]) -> None:
        if method not in {"chat.postMessage", "chat.update"}:
            return
        run = arguments.get("metadata", {}).get("event_payload", {}).get("run")
        if run:
            self._said[run] = str(arguments["text"])
            self.changed()
