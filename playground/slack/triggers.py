"""Trigger ids: a person's click, worth one modal within three seconds."""

import secrets
from dataclasses import dataclass

from playground.slack.errors import SlackError
from playground.slack.shapes import Clock

#: Seconds; docs.slack.dev/surfaces/modals.
LIFE = 3.0
#: Seconds after which an id is forgotten, so that it is invalid instead of expired.
_KEPT = 600.0


@dataclass(kw_only=True)
class Trigger:
    """Who clicked, where, and when."""

    user: str
    channel: str | None
    at: float
    spent: bool = False


class Triggers:
    """Every trigger id of late."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str | None = None) -> str:
        now = self._clock()
        self._known = {k: t for k, t in self._known.items() if now - t.at < _KEPT}
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(user=user, channel=channel, at=now)
        return trigger_id

    def usable(self, trigger_id: str | None) -> Trigger:
        """The trigger, still unspent.

        Raises:
            SlackError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._known.get(trigger_id or "")
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if self._clock() - trigger.at > LIFE:
            raise SlackError("expired_trigger_id")
        return trigger
