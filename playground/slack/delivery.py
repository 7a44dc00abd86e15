"""The port over which Slack reaches the app: deliver an envelope, get back what the app acknowledged with."""

from dataclasses import dataclass
from typing import Literal, Protocol

from playground.slack.shapes import Json

EnvelopeKind = Literal["slash_commands", "interactive", "events_api"]
Shown = Literal["dispatch_failed", "operation_timeout"]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One thing to tell the app; an event sent again says the how-manieth time, and why."""

    kind: EnvelopeKind
    payload: Json
    retry_number: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Seconds: how long an acknowledgement may take, and the pause before each new try of an event.

    Slack tries an event again at once, after a minute and after five.
    """

    ack_within: float = 3.0
    retry_pauses: tuple[float, ...] = (0.0, 60.0, 300.0)


class NoAck(Exception):
    """The app did not acknowledge.

    `shown` is the word a person reads, `reason` goes with the next try of an event, and `final` means
    that the app asked not to be told again.
    """

    def __init__(self, shown: Shown, reason: str, *, final: bool = False) -> None:
        super().__init__(shown)
        self.shown = shown
        self.reason = reason
        self.final = final


class Delivery(Protocol):
    """A way to the app."""

    @property
    def connected(self) -> bool:
        """Whether the app can be reached, as far as is known."""
        ...

    @property
    def takes_events(self) -> bool:
        """Whether the app may be sent events."""
        ...

    async def deliver(self, envelope: Envelope) -> Json:
        """The payload of the acknowledgement, empty when there is none.

        Raises:
            NoAck: nobody answered in time, or the answer was no acknowledgement.
        """
        ...
