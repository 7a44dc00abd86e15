import pytest

from playground.slack.fixtures import ANA, GENERAL
from tests.playground.slack.kit import last, plain, refused


@pytest.fixture
def start(client, workspace):
    """Start a stream for Ana in #general."""

    async def start_(**more):
        return await client.chat_startStream(
            channel=GENERAL,
            thread_ts=last(workspace, GENERAL)["ts"],
            recipient_user_id=ANA,
            recipient_team_id=workspace.team.id,
            **more,
        )

    return start_


async def test_a_stream_grows_and_ends(client, start, workspace):
    ts = (await start(markdown_text="One"))["ts"]
    await client.chat_appendStream(channel=GENERAL, ts=ts, markdown_text=" two")
    done = await client.chat_stopStream(
        channel=GENERAL, ts=ts, markdown_text=" three", blocks=[{"type": "section", "text": plain("End")}]
    )

    assert [b["type"] for b in done["message"]["blocks"]] == ["markdown", "section"]
    assert done["message"]["text"] == "One two three"
    assert last(workspace, GENERAL)["blocks"][0]["text"] == "One two three"


async def test_a_task_is_updated_in_place(client, start, workspace):
    task = {"type": "task_update", "id": "t1", "title": "Write", "status": "in_progress"}
    ts = (await start(chunks=[task]))["ts"]
    await client.chat_appendStream(channel=GENERAL, ts=ts, chunks=[task | {"status": "complete"}])

    cards = [b for b in last(workspace, GENERAL)["blocks"] if b["type"] == "task_card"]
    assert [c["status"] for c in cards] == ["complete"]


async def test_a_stream_cannot_be_edited_until_it_ends(client, start):
    ts = (await start(markdown_text="x"))["ts"]
    await refused(client.chat_update(channel=GENERAL, ts=ts, text="y"), "streaming_state_conflict")
    await client.chat_stopStream(channel=GENERAL, ts=ts)

    await client.chat_update(channel=GENERAL, ts=ts, text="y")
    call = client.chat_appendStream(channel=GENERAL, ts=ts, markdown_text="z")
    await refused(call, "message_not_in_streaming_state")


@pytest.mark.parametrize("missing", ["recipient_user_id", "recipient_team_id"])
async def test_a_stream_in_a_channel_names_its_reader(client, missing):
    arguments = {"channel": GENERAL, "recipient_user_id": ANA, "recipient_team_id": "T0PLAYGROUND"}
    del arguments[missing]

    await refused(client.api_call("chat.startStream", json=arguments), f"missing_{missing}")


async def test_a_stream_in_a_direct_message_needs_none(client, workspace):
    arguments = {"channel": workspace.open_im(ANA).id, "markdown_text": "x"}
    await client.api_call("chat.startStream", json=arguments)

    assert last(workspace, workspace.open_im(ANA).id)["text"] == "x"


@pytest.mark.parametrize(
    "chunks",
    [["text"], [{"type": "unheard_of"}], [{"type": "task_update", "id": "1"}], "x"],
    ids=["no object", "unknown", "incomplete", "no list"],
)
async def test_invalid_chunks_are_refused_and_leave_no_message(start, workspace, chunks):
    before = last(workspace, GENERAL)["ts"]
    await refused(start(chunks=chunks), "invalid_chunks")

    assert last(workspace, GENERAL)["ts"] == before


async def test_too_much_at_once_is_refused(start):
    await refused(start(markdown_text="x" * 12_001), "msg_too_long")


async def test_an_append_needs_something(client, start):
    ts = (await start())["ts"]

    await refused(client.chat_appendStream(channel=GENERAL, ts=ts, markdown_text=""), "no_text")


async def test_bolts_stream_helper_works(client, workspace):
    stream = await client.chat_stream(
        channel=GENERAL,
        thread_ts=last(workspace, GENERAL)["ts"],
        recipient_user_id=ANA,
        recipient_team_id=workspace.team.id,
        buffer_size=1,
    )
    for word in ("one ", "two"):
        await stream.append(markdown_text=word)
    await stream.stop()

    assert last(workspace, GENERAL)["text"] == "one two"
