"""chat.scheduleMessage and the list of what is still to come."""

from playground.slack.backend import Backend
from playground.slack.limits import Tier
from playground.slack.messages import composed, shown
from playground.slack.shapes import Json
from playground.slack.web_api.chat import Post, destination
from playground.slack.web_api.method import Arguments, Method
from playground.slack.web_api.paging import Paged, page


class ScheduleMessage(Post):
    """chat.scheduleMessage; `post_at` in seconds since 1970."""

    post_at: int


class ListScheduled(Paged):
    """chat.scheduledMessages.list."""

    channel: str | None = None


class DeleteScheduled(Arguments):
    """chat.deleteScheduledMessage."""

    channel: str
    scheduled_message_id: str


def _schedule(backend: Backend, given: ScheduleMessage) -> Json:
    channel = destination(backend, given.channel)
    message = composed(backend.workspace, channel, given.said)
    made = backend.schedule.add(channel, message, given.post_at)
    return {
        "channel": channel.id,
        "scheduled_message_id": made.id,
        "post_at": made.post_at,
        "message": shown(message),
    }


def _list(backend: Backend, given: ListScheduled) -> Json:
    found = page(backend.schedule.list(given.channel), given)
    listed = [
        {
            "id": s.id,
            "channel_id": s.channel.id,
            "post_at": s.post_at,
            "date_created": s.date_created,
            "text": s.message["text"],
        }
        for s in found.items
    ]
    return {"scheduled_messages": listed, **found.metadata}


def _delete(backend: Backend, given: DeleteScheduled) -> Json:
    backend.schedule.cancel(given.channel, given.scheduled_message_id)
    return {}


METHODS = (
    Method(
        name="chat.scheduleMessage",
        arguments=ScheduleMessage,
        run=_schedule,
        scopes="chat:write",
        tier=Tier.THREE,
    ),
    Method(name="chat.scheduledMessages.list", arguments=ListScheduled, run=_list, tier=Tier.THREE),
    Method(
        name="chat.deleteScheduledMessage",
        arguments=DeleteScheduled,
        run=_delete,
        scopes="chat:write",
        tier=Tier.THREE,
    ),
)
