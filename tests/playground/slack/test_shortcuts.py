import pytest

from playground.slack.errors import Refused
from playground.slack.fixtures import ANA, BEN, GENERAL, MARKETING
from tests.playground.slack.kit import last, modal


async def test_a_global_shortcut_opens_a_modal(app, connected, people, workspace):
    @app.shortcut({"type": "shortcut", "callback_id": "note"})
    async def note(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    await people.shortcut(ANA, "note")

    await workspace.until(lambda: workspace.top(ANA))
    assert workspace.top(BEN) is None


async def test_a_message_shortcut_brings_the_message(app, connected, people, workspace, outcome):
    @app.shortcut({"type": "message_action", "callback_id": "keep"})
    async def keep(ack, shortcut, respond):
        await ack()
        await respond("Kept")
        await outcome.put(shortcut)

    said = last(workspace, GENERAL)
    await people.message_shortcut(BEN, GENERAL, said["ts"], "keep")

    told = await outcome.get()
    assert told["message"]["text"] == said["text"]
    assert told["message_ts"] == said["ts"]
    assert told["channel"] == {"id": GENERAL, "name": "general"}
    assert last(workspace, GENERAL)["text"] == "Kept"
    assert said["ts"] in workspace.channels[GENERAL].messages


async def test_a_shortcut_nobody_answers_says_so(people, workspace):
    await people.shortcut(ANA, "note")

    assert workspace.notices[ANA] == "Note failed with the error “dispatch_failed”"


async def test_only_shortcuts_of_the_manifest_exist(people, workspace):
    ts = last(workspace, MARKETING)["ts"]
    with pytest.raises(Refused):
        await people.shortcut(ANA, "keep")
    with pytest.raises(Refused):
        await people.message_shortcut(ANA, MARKETING, ts, "note")
