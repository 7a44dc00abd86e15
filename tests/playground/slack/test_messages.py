import pytest

from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from tests.playground.slack.kit import buttons, last, plain, refused, texts


async def test_a_message_is_from_the_app(client, workspace):
    sent = await client.chat_postMessage(channel=GENERAL, text="Hi", blocks=buttons("yes"))

    assert sent["message"]["bot_id"] == "B0BOT"
    assert sent["message"]["user"] == "U0BOT"
    assert sent["message"]["blocks"][0]["block_id"] == "buttons"
    assert last(workspace, GENERAL)["ts"] == sent["ts"]


async def test_blocks_without_names_get_some_that_stay(client):
    unnamed = [{"type": "section", "text": plain("x")}]
    first = await client.chat_postMessage(channel=GENERAL, text="x", blocks=unnamed)
    second = await client.chat_postMessage(channel=GENERAL, text="x", blocks=unnamed)

    assert first["message"]["blocks"] == second["message"]["blocks"]
    assert first["message"]["blocks"][0]["block_id"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [(RANDOM, "not_in_channel"), ("C0NOWHERE", "channel_not_found"), ("#nowhere", "channel_not_found")],
)
async def test_the_app_posts_where_it_is_a_member(client, channel, error):
    await refused(client.chat_postMessage(channel=channel, text="Hi"), error)


async def test_a_name_and_a_person_are_places_too(client, workspace):
    await client.chat_postMessage(channel="#general", text="by name")
    sent = await client.chat_postMessage(channel=BEN, text="to you")

    assert last(workspace, GENERAL)["text"] == "by name"
    assert sent["channel"] == workspace.open_im(BEN).id


async def test_an_archived_channel_takes_no_messages(client, workspace):
    workspace.channels[GENERAL].archived = True

    await refused(client.chat_postMessage(channel=GENERAL, text="Hi"), "is_archived")


async def test_a_message_needs_a_text_or_blocks(client):
    await refused(client.api_call("chat.postMessage", json={"channel": GENERAL}), "no_text")


async def test_a_text_above_40000_characters_is_too_long(client):
    await refused(client.chat_postMessage(channel=GENERAL, text="x" * 40_001), "msg_too_long")


async def test_invalid_blocks_are_pointed_at(client):
    bad = [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    answer = await refused(client.chat_postMessage(channel=GENERAL, text="x", blocks=bad), "invalid_blocks")

    assert "[json-pointer:/blocks/0/text" in answer["response_metadata"]["messages"][0]


async def test_blocks_that_are_no_list_have_the_wrong_format(client):
    call = client.api_call("chat.postMessage", data={"channel": GENERAL, "text": "x", "blocks": "{oops"})
    await refused(call, "invalid_blocks_format")


async def test_blocks_hold_13000_characters_at_most(client):
    section = {"type": "section", "text": plain("x" * 2600)}
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[section] * 5)

    call = client.chat_postMessage(channel=GENERAL, text="x", blocks=[*[section] * 5, buttons("y")[0]])
    await refused(call, "msg_blocks_too_long")


async def test_markdown_text_stands_alone(client, workspace):
    await client.chat_postMessage(channel=GENERAL, markdown_text="**Bold**")
    assert last(workspace, GENERAL)["blocks"][0]["type"] == "markdown"

    call = client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "x", "markdown_text": "y"})
    await refused(call, "markdown_text_conflict")


@pytest.mark.parametrize(
    ("argument", "value"), [("channel", 5), ("text", ["x"]), ("unfurl_links", "perhaps")]
)
async def test_a_wrong_type_is_refused(client, argument, value):
    call = client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "x", argument: value})
    answer = await refused(call, "invalid_arguments")
    assert f"[json-pointer:/{argument}]" in answer["response_metadata"]["messages"][0]


async def test_a_missing_argument_is_named(client):
    answer = await refused(client.api_call("chat.postMessage", json={"text": "x"}), "invalid_arguments")
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_an_unknown_argument_is_ignored(client):
    await client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "x", "colour": "red"})


# Threads.


async def test_a_reply_needs_the_root_of_a_thread(client, workspace):
    root = last(workspace, GENERAL)["ts"]
    reply = await client.chat_postMessage(channel=GENERAL, text="r", thread_ts=root)

    call = client.chat_postMessage(channel=GENERAL, text="r", thread_ts="1.000001")
    await refused(call, "thread_not_found")
    call = client.chat_postMessage(channel=GENERAL, text="r", thread_ts=reply["ts"])
    await refused(call, "cannot_reply_to_message")


async def test_a_reply_is_not_on_the_main_line_unless_broadcast(client, workspace):
    root = last(workspace, GENERAL)["ts"]
    await client.chat_postMessage(channel=GENERAL, text="quiet", thread_ts=root)
    await client.chat_postMessage(channel=GENERAL, text="loud", thread_ts=root, reply_broadcast=True)

    assert [t for t in texts(workspace, GENERAL, ANA) if t in ("quiet", "loud")] == ["loud"]


# Updates and deletions.


async def test_an_update_keeps_ts_and_thread(client, workspace):
    root = last(workspace, GENERAL)["ts"]
    sent = await client.chat_postMessage(channel=GENERAL, text="a", blocks=buttons("x"), thread_ts=root)
    done = await client.chat_update(channel=GENERAL, ts=sent["ts"], text="b")

    assert done["ts"] == sent["ts"]
    assert done["message"]["thread_ts"] == root
    assert done["message"]["text"] == "b"
    assert "blocks" not in done["message"]
    assert done["message"]["edited"]["user"] == "U0BOT"


async def test_only_own_messages_can_be_changed(client, workspace):
    theirs = last(workspace, GENERAL)["ts"]

    await refused(client.chat_update(channel=GENERAL, ts=theirs, text="x"), "cant_update_message")
    await refused(client.chat_delete(channel=GENERAL, ts=theirs), "cant_delete_message")


async def test_what_is_gone_cannot_be_changed(client):
    sent = await client.chat_postMessage(channel=GENERAL, text="x")
    await client.chat_delete(channel=GENERAL, ts=sent["ts"])

    await refused(client.chat_update(channel=GENERAL, ts=sent["ts"], text="y"), "message_not_found")
    await refused(client.chat_delete(channel=GENERAL, ts=sent["ts"]), "message_not_found")


async def test_a_tombstone_cannot_be_changed(client):
    sent = await client.chat_postMessage(channel=GENERAL, text="x")
    await client.chat_postMessage(channel=GENERAL, text="y", thread_ts=sent["ts"])
    await client.chat_delete(channel=GENERAL, ts=sent["ts"])

    await refused(client.chat_update(channel=GENERAL, ts=sent["ts"], text="y"), "message_not_found")


async def test_a_permalink_names_channel_message_and_thread(client, playground, workspace):
    root = last(workspace, GENERAL)["ts"]
    reply = await client.chat_postMessage(channel=GENERAL, text="r", thread_ts=root)
    link = (await client.chat_getPermalink(channel=GENERAL, message_ts=reply["ts"]))["permalink"]

    path = f"/archives/{GENERAL}/p{reply['ts'].replace('.', '')}"
    assert link == f"{playground.base_url}{path}?thread_ts={root}&cid={GENERAL}"
    await refused(client.chat_getPermalink(channel=GENERAL, message_ts="1.1"), "message_not_found")


# Private messages.


async def test_an_ephemeral_message_has_one_viewer(client, workspace):
    await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="Only you")

    assert texts(workspace, GENERAL, ANA)[-1] == "Only you"
    assert "Only you" not in texts(workspace, GENERAL, BEN)


async def test_an_ephemeral_message_is_nobodys_history_and_cannot_be_changed(client):
    sent = await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="Only you")
    ts = sent["message_ts"]

    history = await client.conversations_history(channel=GENERAL)
    assert "Only you" not in [m["text"] for m in history["messages"]]
    await refused(client.chat_update(channel=GENERAL, ts=ts, text="x"), "message_not_found")
    await refused(client.chat_delete(channel=GENERAL, ts=ts), "message_not_found")
    await refused(client.chat_getPermalink(channel=GENERAL, message_ts=ts), "message_not_found")
    call = client.chat_postMessage(channel=GENERAL, text="x", thread_ts=ts)
    await refused(call, "thread_not_found")


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(client, workspace):
    workspace.channels[GENERAL].members.remove(BEN)

    call = client.chat_postEphemeral(channel=GENERAL, user=BEN, text="x")
    await refused(call, "user_not_in_channel")


async def test_nothing_changes_in_an_archived_channel(client, workspace):
    posted = await client.chat_postMessage(channel=GENERAL, text="x")
    workspace.channels[GENERAL].archived = True

    await refused(client.chat_update(channel=GENERAL, ts=posted["ts"], text="y"), "is_inactive")
