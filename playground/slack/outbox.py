"""What Slack sends the app: questions that wait for an answer, and events that are tried again."""

import asyncio

from playground.slack.background import Background
from playground.slack.delivery import Delivery, Envelope, EnvelopeKind, NoAck, Timing
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

#: What the app may answer beyond an acknowledgement, beside commands.
_ANSWERED = frozenset({"view_submission", "block_suggestion"})


class Outbox:
    """Sends over `delivery`, which may be exchanged while running."""

    def __init__(
        self, workspace: Workspace, delivery: Delivery, background: Background, timing: Timing
    ) -> None:
        self.delivery = delivery
        self._workspace, self._background, self._timing = workspace, background, timing

    async def ask(self, kind: EnvelopeKind, payload: Json) -> Json:
        """Deliver once and return what the app acknowledged with.

        Raises:
            NoAck: it did not, or not in time.
        """
        return await self._send(Envelope(kind=kind, payload=payload))

    def tell(self, payload: Json) -> None:
        """Deliver an event, and again until it is acknowledged; nobody waits for it."""
        if self.delivery.takes_events:
            self._background.spawn(self._deliver(payload))

    async def _deliver(self, payload: Json) -> None:
        reason = ""
        for number, pause in enumerate((0.0, *self._timing.retry_pauses)):
            await asyncio.sleep(pause)
            envelope = Envelope(kind="events_api", payload=payload, retry_number=number, retry_reason=reason)
            try:
                await self._send(envelope)
            except NoAck as error:
                if error.final:
                    return
                reason = error.reason
            else:
                return

    async def _send(self, envelope: Envelope) -> Json:
        traffic, kind = self._workspace.traffic, _kind(envelope)
        try:
            traffic.note("to app", kind, envelope.payload)
            answer = await self.delivery.deliver(envelope)
        except NoAck as error:
            traffic.note("from app", f"{kind} ack", {}, f"{error.shown}: {error.reason}")
            self._workspace.changed()
            raise
        unheard = answer and kind not in _ANSWERED and envelope.kind != "slash_commands"
        traffic.note("from app", f"{kind} ack", answer, "this takes no answer" if unheard else None)
        self._workspace.changed()
        return answer


def _kind(envelope: Envelope) -> str:
    """The name the inspector shows."""
    match envelope.kind:
        case "slash_commands":
            return str(envelope.payload["command"])
        case "interactive":
            return str(envelope.payload["type"])
        case "events_api":
            return f"event {envelope.payload['event']['type']}"
