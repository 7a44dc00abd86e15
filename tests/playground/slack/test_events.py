import asyncio

import pytest

from playground.slack.delivery import Timing
from playground.slack.errors import Refused
from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import last


@pytest.fixture
def heard(app, outcome):
    """Every event the app got, with its retry number."""

    @app.middleware
    async def keep(body, next_):
        if body.get("type") == "event_callback":
            await outcome.put(body)
        await next_()

    for name in ("message", "app_mention", "app_home_opened", "reaction_added"):

        @app.event(name)
        async def taken():
            pass

    return outcome


async def event(queue: asyncio.Queue) -> dict:
    async with asyncio.timeout(2):
        return (await queue.get())["event"]


async def test_a_message_is_an_event_with_its_envelope(heard, connected, people):
    said = await people.say(ANA, GENERAL, "Hello <team> & all")
    body = await heard.get()

    assert body["team_id"] == "T0PLAYGROUND"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "U0BOT"
    assert {k: body["event"][k] for k in ("type", "user", "text", "ts", "channel", "channel_type")} == {
        "type": "message",
        "user": ANA,
        "text": "Hello &lt;team&gt; &amp; all",
        "ts": said["ts"],
        "channel": GENERAL,
        "channel_type": "channel",
    }


async def test_a_mention_is_two_events(heard, over_sockets, people):
    await people.say(ANA, GENERAL, "@scribe, are you there?")
    found = [await event(heard), await event(heard)]

    assert {e["type"] for e in found} == {"message", "app_mention"}
    assert {e["text"] for e in found} == {"<@U0BOT>, are you there?"}


async def test_a_mention_where_the_app_is_not_is_only_a_hint(heard, over_sockets, people, workspace):
    await people.say(ANA, RANDOM, "@scribe?")
    await people.say(ANA, GENERAL, "marker")

    assert (await event(heard))["text"] == "marker"


async def test_the_hint_says_how_to_invite(people, workspace):
    await people.say(ANA, RANDOM, "@scribe?")

    assert workspace.notices[ANA] == "@scribe is not in this channel. Type /invite @scribe to add it."


async def test_a_direct_message_is_an_im_event(heard, over_sockets, people, workspace):
    await people.say(ANA, workspace.open_im(ANA).id, "psst")

    assert (await event(heard))["channel_type"] == "im"


async def test_a_reply_names_its_thread(heard, over_sockets, people, workspace):
    root = last(workspace, GENERAL)
    await people.say(BEN, GENERAL, "shorter", thread_ts=root["ts"])

    assert (await event(heard))["thread_ts"] == root["ts"]


async def test_the_apps_own_messages_are_echoed(over_sockets, client, workspace):
    sent = await client.chat_postMessage(channel=GENERAL, text="Mine")
    echo = await workspace.until(lambda: [e for e in workspace.traffic if e.kind == "event message"])

    found = echo[0].payload["event"]
    assert (found["ts"], found["bot_id"], found["user"]) == (sent["ts"], "B0BOT", "U0BOT")


async def test_an_edit_is_a_change_with_both_texts(heard, over_sockets, people):
    said = await people.say(ANA, GENERAL, "helo")
    people.edit(ANA, GENERAL, said["ts"], "hello")
    await event(heard)
    found = await event(heard)

    assert found["subtype"] == "message_changed"
    assert found["previous_message"]["text"] == "helo"
    assert found["message"]["text"] == "hello"
    assert found["message"]["edited"]["user"] == ANA


async def test_a_deletion_names_what_is_gone(heard, over_sockets, people):
    said = await people.say(ANA, GENERAL, "oops")
    people.delete(ANA, GENERAL, said["ts"])
    await event(heard)
    found = await event(heard)

    assert (found["subtype"], found["deleted_ts"]) == ("message_deleted", said["ts"])


async def test_what_has_replies_leaves_a_tombstone(heard, over_sockets, people, workspace):
    said = await people.say(ANA, GENERAL, "root")
    await people.say(BEN, GENERAL, "reply", thread_ts=said["ts"])
    people.delete(ANA, GENERAL, said["ts"])
    await event(heard)
    await event(heard)

    assert (await event(heard))["message"]["subtype"] == "tombstone"
    assert len(workspace.replies(workspace.channels[GENERAL], said["ts"])) == 1


async def test_one_cannot_change_what_others_said(people, workspace):
    theirs = last(workspace, GENERAL)
    with pytest.raises(Refused):
        people.edit(BEN, GENERAL, theirs["ts"], "I never said that")
    with pytest.raises(Refused):
        people.delete(BEN, GENERAL, theirs["ts"])


async def test_opening_home_is_an_event_with_the_view_last_published(heard, over_sockets, people, client):
    people.open_home(ANA)
    assert "view" not in await event(heard)
    await client.views_publish(user_id=ANA, view={"type": "home", "blocks": [{"type": "divider"}]})
    people.open_home(ANA)
    found = await event(heard)

    assert (found["tab"], found["user"], found["view"]["type"]) == ("home", ANA, "home")


async def test_the_messages_tab_says_so(heard, over_sockets, people):
    people.open_home(BEN, "messages")

    assert (await event(heard))["tab"] == "messages"


async def test_only_subscribed_events_are_sent(heard, over_sockets, people, workspace):
    ts = last(workspace, GENERAL)["ts"]
    people.react(BEN, GENERAL, ts, "tada")
    people.react(BEN, GENERAL, ts, "tada")
    people.react(BEN, GENERAL, ts, "wave")

    found = [await event(heard), await event(heard)]
    assert [(e["type"], e["reaction"]) for e in found] == [
        ("reaction_added", "tada"),
        ("reaction_added", "wave"),
    ]


class TestWithoutScope:
    @pytest.fixture
    def manifest(self):
        scopes = [s for s in MANIFEST["oauth_config"]["scopes"]["bot"] if s != "channels:history"]
        return MANIFEST | {"oauth_config": {"scopes": {"bot": scopes}}}

    async def test_an_event_without_its_scope_is_silent(self, heard, over_sockets, people, workspace):
        await people.say(ANA, GENERAL, "unheard")
        await people.say(ANA, workspace.open_im(ANA).id, "heard")

        assert (await event(heard))["text"] == "heard"


class TestRetries:
    @pytest.fixture
    def timing(self):
        return Timing(ack_within=0.1, retry_pauses=(0.0, 0.01, 0.02))

    async def test_an_event_is_tried_four_times_with_number_and_reason(self, app, connected, people, outcome):
        @app.middleware
        async def never(request):
            number = request.headers.get("x-slack-retry-num", ["0"])[0]
            await outcome.put((number, request.headers.get("x-slack-retry-reason", [""])[0]))
            await asyncio.sleep(0.3)

        await people.say(ANA, GENERAL, "hello?")
        async with asyncio.timeout(3):
            found = [await outcome.get() for _ in range(4)]

        assert [number for number, _ in found] == ["0", "1", "2", "3"]
        assert {reason for _, reason in found[1:]} <= {"timeout", "http_timeout"}

    async def test_an_event_that_is_acknowledged_is_not_sent_again(self, heard, connected, people, workspace):
        await people.say(ANA, GENERAL, "hello")
        await heard.get()
        await workspace.until(lambda: [e for e in workspace.traffic if e.kind == "event message ack"])
        await asyncio.sleep(0.05)

        assert heard.empty()
