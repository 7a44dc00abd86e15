import time

from playground.slack.fixtures import GENERAL
from tests.playground.slack.kit import last, refused


async def test_a_message_is_posted_when_it_is_due(client, workspace, clock):
    clock.forward(1 - time.time() % 1)  # at the beginning of a second
    due = int(clock()) + 1
    await client.chat_scheduleMessage(channel=GENERAL, text="Later", post_at=due)
    assert last(workspace, GENERAL)["text"] != "Later"

    await workspace.until(lambda: last(workspace, GENERAL)["text"] == "Later")
    assert clock() >= due


async def test_what_is_to_come_is_listed_and_can_be_cancelled(client, clock):
    soon = int(clock()) + 600
    made = await client.chat_scheduleMessage(channel=GENERAL, text="Later", post_at=soon)
    listed = (await client.chat_scheduledMessages_list())["scheduled_messages"]
    which = {"channel": GENERAL, "scheduled_message_id": made["scheduled_message_id"]}
    await client.chat_deleteScheduledMessage(**which)

    assert [(m["text"], m["post_at"]) for m in listed] == [("Later", soon)]
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []
    await refused(client.chat_deleteScheduledMessage(**which), "invalid_scheduled_message_id")


async def test_only_the_next_120_days_can_be_scheduled(client, clock):
    now = int(clock())
    call = client.chat_scheduleMessage(channel=GENERAL, text="x", post_at=now - 10)
    await refused(call, "time_in_past")
    call = client.chat_scheduleMessage(channel=GENERAL, text="x", post_at=now + 121 * 24 * 3600)
    await refused(call, "time_too_far")
