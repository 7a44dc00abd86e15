from playground.slack.fixtures import ANA, BEN, GENERAL
from tests.playground.slack.kit import last, refused


async def test_reactions_are_counted_by_name(client, people, workspace):
    ts = last(workspace, GENERAL)["ts"]
    people.react(ANA, GENERAL, ts, "tada")
    people.react(BEN, GENERAL, ts, "tada")
    await client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    message = (await client.reactions_get(channel=GENERAL, timestamp=ts))["message"]

    assert message["reactions"] == [
        {"name": "tada", "users": [ANA, BEN], "count": 2},
        {"name": "eyes", "users": ["U0BOT"], "count": 1},
    ]


async def test_the_app_reacts_once(client, workspace):
    where = {"channel": GENERAL, "timestamp": last(workspace, GENERAL)["ts"]}
    await client.reactions_add(**where, name="eyes")

    await refused(client.reactions_add(**where, name="eyes"), "already_reacted")


async def test_a_reaction_can_be_taken_back_once(client, workspace):
    where = {"channel": GENERAL, "timestamp": last(workspace, GENERAL)["ts"]}
    await client.reactions_add(**where, name="eyes")
    await client.reactions_remove(**where, name="eyes")

    await refused(client.reactions_remove(**where, name="eyes"), "no_reaction")
    assert last(workspace, GENERAL)["reactions"] == []


async def test_a_reaction_has_a_name_and_a_message(client, workspace):
    ts = last(workspace, GENERAL)["ts"]

    await refused(client.reactions_add(channel=GENERAL, timestamp=ts, name=":eyes:"), "invalid_name")
    await refused(client.reactions_add(channel=GENERAL, timestamp="1.1", name="eyes"), "message_not_found")
    await refused(client.reactions_get(), "no_item_specified")


async def test_a_persons_second_click_takes_it_back(people, workspace):
    ts = last(workspace, GENERAL)["ts"]
    people.react(ANA, GENERAL, ts, "tada")
    people.react(ANA, GENERAL, ts, "tada")

    assert last(workspace, GENERAL)["reactions"] == []
