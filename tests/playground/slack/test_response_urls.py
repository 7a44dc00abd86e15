import pytest

from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from playground.slack.people.payloads import response_url
from tests.playground.slack.kit import buttons, errors, last, texts


@pytest.fixture
def post(session):
    """Post a body to a response URL; the status and the error."""

    async def post_(url, body):
        async with session.post(url, json=body) as answer:
            found = await answer.json() if answer.content_type == "application/json" else {}
            return answer.status, found.get("error")

    return post_


@pytest.fixture
async def clicked(client, workspace):
    """A message of the app's and the response URL of a click on it."""
    sent = await client.chat_postMessage(channel=GENERAL, text="Sure?", blocks=buttons("yes"))
    return sent["ts"], response_url(workspace, ANA, GENERAL, sent["ts"])


async def test_it_takes_five_answers(post, workspace):
    url = response_url(workspace, ANA, GENERAL)
    statuses = [await post(url, {"text": str(n)}) for n in range(6)]

    assert statuses == [(200, None)] * 5 + [(404, "used_url")]


async def test_it_lives_thirty_minutes(post, workspace, clock):
    url = response_url(workspace, ANA, GENERAL)
    clock.forward(30 * 60 - 5)
    assert await post(url, {"text": "in time"}) == (200, None)
    clock.forward(10)

    assert await post(url, {"text": "late"}) == (404, "expired_url")


async def test_an_invented_one_is_expired(post, playground):
    assert await post(f"{playground.base_url}/response/R0", {"text": "x"}) == (404, "expired_url")


async def test_an_answer_is_for_one_person_unless_it_says_otherwise(post, workspace):
    url = response_url(workspace, ANA, RANDOM)
    await post(url, {"text": "quiet"})
    await post(url, {"text": "loud", "response_type": "in_channel"})

    assert texts(workspace, RANDOM, ANA)[-2:] == ["quiet", "loud"]
    assert "quiet" not in texts(workspace, RANDOM, BEN)
    assert "loud" in texts(workspace, RANDOM, BEN)


async def test_a_click_is_answered_in_place(post, workspace, clicked):
    ts, url = clicked
    await post(url, {"text": "Done"})

    message = workspace.channels[GENERAL].messages[ts]
    assert message["text"] == "Done"
    assert "blocks" not in message


async def test_replacing_can_be_declined(post, workspace, clicked):
    ts, url = clicked
    await post(url, {"text": "Also", "replace_original": False})

    assert workspace.channels[GENERAL].messages[ts]["text"] == "Sure?"
    assert texts(workspace, GENERAL, ANA)[-1] == "Also"


async def test_the_original_can_be_deleted(post, workspace, clicked):
    ts, url = clicked
    await post(url, {"delete_original": True})

    assert ts not in workspace.channels[GENERAL].messages


async def test_a_private_original_can_be_replaced(post, workspace, client):
    sent = await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="Sure?", blocks=buttons("yes"))
    url = response_url(workspace, ANA, GENERAL, sent["message_ts"])
    await post(url, {"text": "Done", "replace_original": True})

    assert texts(workspace, GENERAL, ANA)[-1] == "Done"
    assert "Done" not in texts(workspace, GENERAL, BEN)


async def test_blocks_are_checked(post, workspace):
    url = response_url(workspace, ANA, GENERAL)
    bad = [{"type": "input", "label": "x"}]

    assert await post(url, {"text": "x", "blocks": bad}) == (400, "invalid_blocks")
    assert "invalid_blocks" in errors(workspace)[-1]


@pytest.mark.parametrize(
    ("body", "error"),
    [([], "invalid_payload"), ({"text": 5}, "invalid_payload"), ({}, "no_text")],
)
async def test_a_body_that_is_no_message_is_refused(post, workspace, body, error):
    before = last(workspace, GENERAL)

    assert await post(response_url(workspace, ANA, GENERAL), body) == (400, error)
    assert last(workspace, GENERAL) == before


async def test_what_is_gone_cannot_be_replaced(post, workspace, client, clicked):
    ts, url = clicked
    await client.chat_delete(channel=GENERAL, ts=ts)

    assert await post(url, {"text": "x"}) == (400, "message_not_found")


async def test_bolts_respond_uses_it(app, connected, people, workspace):
    @app.command("/note")
    async def note(ack, respond):
        await ack()
        await respond("Later")

    await people.say(ANA, GENERAL, "/note")
    await workspace.until(lambda: texts(workspace, GENERAL, ANA)[-1] == "Later")
