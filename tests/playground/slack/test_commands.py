import asyncio

import pytest
from dirty_equals import IsStr

from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from tests.playground.slack.conftest import IMPATIENT
from tests.playground.slack.kit import last, texts


async def test_a_command_reaches_the_app_whole_and_its_answer_is_private(app, connected, people, workspace):
    told = {}

    @app.command("/note")
    async def note(ack, command):
        told.update(command)
        await ack(f"Noted: {command['text']}")

    await people.say(ANA, GENERAL, "/note  buy *milk*\n& <eggs> ")

    assert told == {
        "token": IsStr,
        "team_id": "T0PLAYGROUND",
        "team_domain": "playground",
        "channel_id": GENERAL,
        "channel_name": "general",
        "user_id": ANA,
        "user_name": "ana",
        "command": "/note",
        "text": "buy *milk*\n& <eggs>",
        "api_app_id": "A0PLAYGROUND",
        "is_enterprise_install": "false",
        "response_url": IsStr(regex=rf"{workspace.base_url}/response/R\w+"),
        "trigger_id": IsStr(regex=r"\d+\.\d+\.\w+"),
    }
    assert texts(workspace, GENERAL, ANA)[-1] == "Noted: buy *milk*\n& <eggs>"
    assert "Noted" not in str(texts(workspace, GENERAL, BEN))


async def test_a_command_can_answer_for_everyone(app, connected, people, workspace):
    @app.command("/note")
    async def note(ack):
        await ack(text="Hear, hear", response_type="in_channel")

    await people.say(ANA, RANDOM, "/note")

    assert texts(workspace, RANDOM, BEN)[-1] == "Hear, hear"


async def test_should_escape_turns_names_into_links(app, connected, people):
    told = []

    @app.command("/tell")
    async def tell(ack, command):
        told.append(command["text"])
        await ack()

    await people.say(ANA, GENERAL, "/tell @ben in #general")

    assert told == ["<@U2BEN> in <#C1GENERAL|general>"]


async def test_invalid_blocks_in_the_acknowledgement_are_refused(app, connected, people, workspace):
    @app.command("/note")
    async def note(ack):
        await ack(text="x", blocks=[{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}])

    before = last(workspace, GENERAL)
    await people.say(ANA, GENERAL, "/note")

    assert workspace.notices[ANA] == "/note failed with the error “invalid_blocks”"
    assert last(workspace, GENERAL) == before


async def test_nobody_listening_is_a_dispatch_failure(people, workspace):
    await people.say(ANA, GENERAL, "/note")

    assert workspace.notices == {ANA: "/note failed with the error “dispatch_failed”"}


@IMPATIENT
async def test_no_acknowledgement_in_time_is_a_timeout(app, connected, people, workspace):
    @app.command("/note")
    async def note(ack):
        await asyncio.sleep(0.3)
        await ack("Too late")

    await people.say(ANA, GENERAL, "/note")

    assert workspace.notices[ANA] == "/note failed with the error “operation_timeout”"


async def test_an_unknown_command_never_reaches_the_app(over_sockets, people, workspace):
    await people.say(ANA, GENERAL, "/nope")

    assert workspace.notices[ANA].startswith("/nope is not a valid command.")
    assert not [e for e in workspace.traffic if e.direction == "to app"]


async def test_commands_do_not_work_in_threads(over_sockets, people, workspace):
    await people.say(ANA, GENERAL, "/note", thread_ts=last(workspace, GENERAL)["ts"])

    assert workspace.notices[ANA] == "/note is not supported in threads. Sorry!"


async def test_the_next_word_of_a_person_takes_the_notice_away(people, workspace):
    await people.say(ANA, GENERAL, "/nope")
    await people.say(ANA, GENERAL, "Hi")

    assert workspace.notices == {}


@pytest.mark.parametrize("text", ["/invite @scribe", "/invite scribe"])
async def test_a_person_invites_the_app(people, workspace, text):
    await people.say(ANA, RANDOM, text)

    assert workspace.app_is_in(workspace.channels[RANDOM])
    assert last(workspace, RANDOM)["subtype"] == "channel_join"


async def test_a_person_removes_the_app(people, workspace):
    await people.say(ANA, GENERAL, "/remove @scribe")

    assert not workspace.app_is_in(workspace.channels[GENERAL])


async def test_the_app_cannot_be_removed_from_its_own_direct_messages(people, workspace):
    im = workspace.open_im(ANA).id
    await people.say(ANA, im, "/remove @scribe")

    assert workspace.app_is_in(workspace.channels[im])
    assert workspace.notices[ANA] == "@scribe cannot be removed from here."
