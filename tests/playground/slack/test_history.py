import pytest

from playground.slack.fixtures import ANA, GENERAL, MARKETING, RANDOM
from tests.playground.slack.kit import last, refused

META = {"event_type": "draft", "event_payload": {"id": "d1"}}


@pytest.fixture
async def five(client):
    """Five numbered messages; their ts."""
    return [(await client.chat_postMessage(channel=MARKETING, text=str(n)))["ts"] for n in range(5)]


async def test_history_is_newest_first_and_in_pages(client, five):
    first = await client.conversations_history(channel=MARKETING, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=MARKETING, limit=2, cursor=cursor)

    assert [m["text"] for m in [*first["messages"], *second["messages"]]] == ["4", "3", "2", "1"]
    assert first["has_more"]


async def test_the_last_page_has_no_cursor(client, five):
    answer = await client.conversations_history(channel=MARKETING)

    assert not answer["has_more"]
    assert "response_metadata" not in answer.data


async def test_oldest_and_latest_are_open_ends_unless_inclusive(client, five):
    ends = {"channel": MARKETING, "oldest": five[1], "latest": five[3]}
    open_ = await client.conversations_history(**ends)
    closed = await client.conversations_history(**ends, inclusive=True)

    assert [m["text"] for m in open_["messages"]] == ["2"]
    assert [m["text"] for m in closed["messages"]] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"cursor": "what?"}, "invalid_cursor"),
        ({"limit": 1000}, "invalid_limit"),
        ({"limit": 0}, "invalid_limit"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "today"}, "invalid_ts_latest"),
        ({"channel": RANDOM}, "not_in_channel"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": "#general"}, "channel_not_found"),
    ],
)
async def test_history_refuses(client, arguments, error):
    call = client.api_call("conversations.history", params={"channel": GENERAL, **arguments})
    await refused(call, error)


async def test_a_thread_is_its_root_and_its_replies(client, workspace, people):
    root = last(workspace, GENERAL)["ts"]
    await people.say(ANA, GENERAL, "one", thread_ts=root)
    await client.chat_postMessage(channel=GENERAL, text="two", thread_ts=root)
    answer = await client.conversations_replies(channel=GENERAL, ts=root)

    parent = answer["messages"][0]
    assert [m["text"] for m in answer["messages"][1:]] == ["one", "two"]
    assert (parent["reply_count"], parent["reply_users"]) == (2, [ANA, "U0BOT"])
    assert parent["latest_reply"] == answer["messages"][2]["ts"]


async def test_an_unknown_thread_is_not_found(client):
    await refused(client.conversations_replies(channel=GENERAL, ts="1.1"), "thread_not_found")


async def test_metadata_is_given_to_those_who_ask(client):
    sent = await client.chat_postMessage(channel=GENERAL, text="x", metadata=META)
    silent = await client.conversations_history(channel=GENERAL, limit=1)
    asked = await client.conversations_history(channel=GENERAL, limit=1, include_all_metadata=True)
    thread = await client.conversations_replies(channel=GENERAL, ts=sent["ts"], include_all_metadata=True)

    assert "metadata" not in sent["message"]
    assert "metadata" not in silent["messages"][0]
    assert asked["messages"][0]["metadata"] == thread["messages"][0]["metadata"] == META


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, META), ({"metadata": {"event_type": "b", "event_payload": {}}}, "b"), ({"metadata": {}}, None)],
    ids=["kept", "replaced", "cleared"],
)
async def test_an_update_keeps_replaces_or_clears_metadata(client, given, expected):
    sent = await client.chat_postMessage(channel=GENERAL, text="x", metadata=META)
    arguments = {"channel": GENERAL, "ts": sent["ts"], "text": "y", **given}
    await client.api_call("chat.update", json=arguments)
    answer = await client.conversations_history(channel=GENERAL, limit=1, include_all_metadata=True)

    metadata = answer["messages"][0].get("metadata")
    assert metadata == expected or metadata["event_type"] == expected


@pytest.mark.parametrize("metadata", ["x", {"event_type": "x"}, {"event_type": "", "event_payload": {}}])
async def test_metadata_has_a_form(client, metadata):
    call = client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "x", "metadata": metadata})
    await refused(call, "invalid_metadata_format")
