import asyncio
from pathlib import Path

import pytest
from pydantic import ValidationError

from playground.slack.errors import Refused
from playground.slack.fixtures import ANA, BEN, GENERAL, MARKETING, RANDOM, fresh_workspace
from playground.slack.manifest import App
from playground.slack.people.encoding import encoded
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import last, texts


async def test_it_starts_with_two_people_three_channels_and_a_hint(workspace):
    assert [u.name for u in workspace.people] == ["ana", "ben"]
    assert [workspace.app_is_in(workspace.channels[c]) for c in (GENERAL, MARKETING, RANDOM)] == [
        True,
        True,
        False,
    ]
    assert any("/compose" in text for text in texts(workspace, GENERAL, ANA))
    assert {c.members[0] for c in workspace.channels.values() if c.kind == "im"} == {ANA, BEN}


async def test_until_returns_what_it_waited_for(workspace, client):
    waiting = asyncio.get_running_loop().create_task(
        workspace.until(lambda: last(workspace, GENERAL)["text"] == "now" and last(workspace, GENERAL))
    )
    await client.chat_postMessage(channel=GENERAL, text="now")

    assert (await waiting)["text"] == "now"


async def test_until_gives_up(workspace):
    with pytest.raises(TimeoutError):
        await workspace.until(lambda: False, within=0.01)


async def test_every_ts_is_its_own_and_later_than_the_last(workspace):
    found = [workspace.ts() for _ in range(1000)]

    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<!channel> <@U1ANA>", "&lt;!channel&gt; &lt;@U1ANA&gt;"),
        ("@Ana and @anatole", "<@U1ANA> and @anatole"),
        ("me@ana.example", "me@ana.example"),
        ("see #general", "see <#C1GENERAL|general>"),
        ("at https://a.example/?b=1&c=2.", "at <https://a.example/?b=1&amp;c=2>."),
    ],
)
async def test_what_people_type_is_written_as_slack_writes_it(workspace, typed, kept):
    assert encoded(workspace, typed) == kept


async def test_a_person_speaks_where_they_are(people, workspace):
    workspace.channels[RANDOM].members.remove(BEN)
    with pytest.raises(Refused):
        await people.say(BEN, RANDOM, "hello?")


async def test_nothing_said_is_nothing_posted(people, workspace):
    before = last(workspace, GENERAL)

    assert await people.say(ANA, GENERAL, "  \n ") is None
    assert last(workspace, GENERAL) == before


async def test_an_archived_channel_is_silent(people, workspace):
    workspace.channels[GENERAL].archived = True
    with pytest.raises(Refused):
        await people.say(ANA, GENERAL, "hello?")


async def test_a_reply_to_a_reply_joins_its_thread(people, workspace):
    root = last(workspace, GENERAL)
    reply = await people.say(ANA, GENERAL, "one", thread_ts=root["ts"])
    second = await people.say(BEN, GENERAL, "two", thread_ts=reply["ts"])

    assert second["thread_ts"] == root["ts"]


# The manifest.


def test_a_manifest_is_read_from_its_file(tmp_path: Path):
    path = tmp_path / "manifest.yml"
    path.write_text(
        "display_information: {name: Galley}\n"
        "features: {slash_commands: [{command: /compose, description: Compose}]}\n"
        "oauth_config: {scopes: {bot: [commands]}}\n"
    )
    app = App.from_manifest(path)

    assert (app.title, app.name, app.handle) == ("Galley", "Galley", "galley")
    assert app.command("/compose").description == "Compose"
    assert app.interactivity is False


def test_galleys_own_manifest_is_one():
    workspace = fresh_workspace(Path(__file__).parents[3] / "manifest.yml")

    assert workspace.app.command("/compose")
    assert workspace.app.interactivity


@pytest.mark.parametrize(
    "change",
    [
        {"display_information": {"name": "N" * 36}},
        {"features": {"slash_commands": [{"command": "note", "description": "no slash"}]}},
        {"features": {"shortcuts": [{"name": "x", "type": "local", "callback_id": "x", "description": "x"}]}},
    ],
)
def test_a_manifest_beyond_slacks_limits_is_refused(change):
    with pytest.raises(ValidationError):
        fresh_workspace(MANIFEST | change)
