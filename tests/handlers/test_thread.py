"""Which events are a person's reply in a thread, and what they say of it."""

import pytest

from handlers.thread import reply_of

SAID = {"type": "message", "user": "U1ANA", "channel": "C1", "ts": "2.0", "thread_ts": "1.0", "text": "fit"}
CHANGED = {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "3.0"}
DELETED = {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "3.0"}


@pytest.mark.parametrize(
    "event",
    [
        SAID,
        {**SAID, "type": "app_mention"},
        {**SAID, "subtype": "file_share", "files": [{}]},
        {**SAID, "subtype": "thread_broadcast"},
    ],
    ids=["message", "mention", "with a file", "shown in the channel"],
)
def test_a_person_s_reply(event):
    reply = reply_of(event)
    assert (reply.channel, reply.thread, reply.ts, reply.became) == ("C1", "1.0", "2.0", "")


@pytest.mark.parametrize(
    ("event", "became"),
    [
        ({**CHANGED, "message": SAID, "previous_message": SAID}, "message_changed"),
        ({**DELETED, "previous_message": SAID}, "message_deleted"),
        (
            {**CHANGED, "message": {"subtype": "tombstone", "ts": "2.0"}, "previous_message": SAID},
            "message_deleted",
        ),
    ],
    ids=["edited", "deleted", "deleted with replies"],
)
def test_what_became_of_one(event, became):
    reply = reply_of(event)
    assert (reply.thread, reply.ts, reply.became) == ("1.0", "2.0", became)


@pytest.mark.parametrize(
    "event",
    [
        {key: value for key, value in SAID.items() if key != "thread_ts"},
        {**SAID, "thread_ts": "2.0"},
        {key: value for key, value in SAID.items() if key != "user"},
        {**SAID, "bot_id": "B1"},
        {**SAID, "app_id": "A1"},
        {**SAID, "subtype": "bot_message"},
        {**SAID, "subtype": "channel_join"},
        {**SAID, "edited": {"user": "U1ANA", "ts": "3.0"}},
        {**CHANGED, "message": {**SAID, "bot_id": "B1"}},
        {**CHANGED, "message": {**SAID, "thread_ts": "2.0"}},
        {**DELETED, "previous_message": {**SAID, "bot_id": "B1"}},
        {**CHANGED},
        {**DELETED},
    ],
    ids=[
        "no thread",
        "first of its thread",
        "nobody",
        "bot",
        "app for a person",
        "old bot",
        "joined",
        "mention by an edit",
        "our card drawn anew",
        "first of its thread edited",
        "our answer deleted",
        "edit of nothing",
        "deletion of nothing",
    ],
)
def test_everything_else_is_none(event):
    assert reply_of(event) is None


def test_in_the_own_conversation_it_is_known_to_be_direct():
    assert reply_of({**SAID, "channel_type": "im"}).direct
    assert not reply_of({**SAID, "channel_type": "channel"}).direct
