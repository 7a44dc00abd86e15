"""Messages the app asked to be posted later."""

import asyncio
from dataclasses import dataclass

from playground.slack.background import Background
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.events import Events
from playground.slack.ids import new_id
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

#: chat.scheduleMessage: `time_too_far` above 120 days.
FURTHEST = 120 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """One message and when it is due, in seconds since 1970."""

    id: str
    channel: Channel
    message: Json
    post_at: int
    date_created: int


class Schedule:
    """Holds messages until they are due and posts them then."""

    def __init__(self, workspace: Workspace, events: Events, background: Background) -> None:
        self._workspace, self._events, self._background = workspace, events, background
        self._waiting: dict[str, Scheduled] = {}

    def add(self, channel: Channel, message: Json, post_at: int) -> Scheduled:
        """Keep a message until it is due.

        Raises:
            SlackError: `time_in_past` or `time_too_far`.
        """
        now = int(self._workspace.clock())
        if post_at <= now:
            raise SlackError("time_in_past")
        if post_at - now > FURTHEST:
            raise SlackError("time_too_far")
        made = Scheduled(id=new_id("Q"), channel=channel, message=message, post_at=post_at, date_created=now)
        self._waiting[made.id] = made
        self._background.spawn(self._post(made))
        return made

    def list(self, channel: str | None = None) -> list[Scheduled]:
        """What is still to come, the soonest first."""
        found = [s for s in self._waiting.values() if channel in (None, s.channel.id)]
        return sorted(found, key=lambda s: s.post_at)

    def cancel(self, channel: str, scheduled_id: str) -> None:
        found = self._waiting.get(scheduled_id)
        if found is None or found.channel.id != channel:
            raise SlackError("invalid_scheduled_message_id")
        del self._waiting[scheduled_id]

    async def _post(self, scheduled: Scheduled) -> None:
        await asyncio.sleep(scheduled.post_at - self._workspace.clock())
        if self._waiting.pop(scheduled.id, None):
            posted = self._workspace.post(scheduled.channel, scheduled.message)
            self._events.message(scheduled.channel, posted)
