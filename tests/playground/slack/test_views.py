import pytest

from playground.slack.fixtures import ANA, BEN, GENERAL
from tests.playground.slack.kit import home, input_block, modal, options, refused, text_input


@pytest.fixture
def opened(client, workspace):
    """Open a modal for Ana, or for whom the test says."""

    async def open_(view=None, user=ANA, channel=None):
        trigger = workspace.triggers.issue(user, channel)
        return (await client.views_open(trigger_id=trigger, view=view or modal()))["view"]

    return open_


async def test_an_update_needs_the_newest_hash(client, opened):
    view = await opened()
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())

    call = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    await refused(call, "hash_conflict")


async def test_an_update_finds_the_view_by_external_id(client, opened, workspace):
    await opened(modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(private_metadata="new", external_id="mine"))

    assert workspace.top(ANA)["private_metadata"] == "new"


async def test_an_external_id_is_unique(opened, client, workspace):
    await opened(modal(external_id="mine"))

    call = client.views_push(trigger_id=workspace.triggers.issue(ANA), view=modal(external_id="mine"))
    await refused(call, "duplicate_external_id")


async def test_the_cursor_goes_where_the_opening_view_sent_it_however_soon_it_is_updated(
    client, opened, workspace
):
    view = await opened(modal(text_input("title"), text_input("topic", focus_on_load=True)))
    await client.views_update(view_id=view["id"], view=modal(text_input("title"), text_input("topic")))

    assert workspace.views.cursor(view["id"]) == "topic"


async def test_a_closed_view_cannot_be_updated(client, opened, people):
    view = await opened()
    await people.close(ANA, view["id"])

    await refused(client.views_update(view_id=view["id"], view=modal()), "not_found")


async def test_each_person_has_a_stack_of_three(client, opened, workspace):
    root = await opened()
    await opened(user=BEN)
    for _ in range(2):
        pushed = await client.views_push(trigger_id=workspace.triggers.issue(ANA), view=modal())

    call = client.views_push(trigger_id=workspace.triggers.issue(ANA), view=modal())
    await refused(call, "push_limit_reached")
    assert pushed["view"]["root_view_id"] == root["id"]
    assert [len(workspace.views.stack(user)) for user in (ANA, BEN)] == [3, 1]


async def test_there_is_nothing_to_push_onto(client, workspace):
    call = client.views_push(trigger_id=workspace.triggers.issue(ANA), view=modal())
    await refused(call, "not_found")


async def test_values_survive_an_update_where_ids_and_types_stay(client, opened, people, workspace):
    view = await opened(modal(text_input("a"), text_input("b")))
    people.fill(ANA, view["id"], {("a", "it"): ["kept"], ("b", "it"): ["lost"]})
    changed = modal(text_input("a"), input_block("b", {"type": "number_input", "is_decimal_allowed": False}))
    await client.views_update(view_id=view["id"], view=changed)

    values = workspace.top(ANA)["state"]["values"]
    assert values["a"]["it"] == {"type": "plain_text_input", "value": "kept"}
    assert values["b"]["it"] == {"type": "number_input", "value": None}


async def test_a_choice_that_is_no_longer_offered_is_dropped(client, opened, people, workspace):
    def menu(*names):
        return modal(input_block("m", {"type": "static_select", "options": options(*names)}))

    view = await opened(menu("red", "blue"))
    people.fill(ANA, view["id"], {("m", "it"): ["red"]})
    await client.views_update(view_id=view["id"], view=menu("blue", "green"))

    assert workspace.top(ANA)["state"]["values"]["m"]["it"]["selected_option"] is None


async def test_initial_values_and_the_current_conversation_are_filled_in(opened, workspace):
    await opened(
        modal(
            text_input("t", initial_value="hi"),
            input_block("c", {"type": "conversations_select", "default_to_current_conversation": True}),
            input_block("m", {"type": "checkboxes", "options": options("x")}, optional=True),
        ),
        channel=GENERAL,
    )

    assert workspace.top(ANA)["state"]["values"] == {
        "t": {"it": {"type": "plain_text_input", "value": "hi"}},
        "c": {"it": {"type": "conversations_select", "selected_conversation": GENERAL}},
        "m": {"it": {"type": "checkboxes", "selected_options": []}},
    }


async def test_answers_hold_no_state(client, opened, people):
    view = await opened(modal(text_input("t", initial_value="hi")))
    answer = await client.views_update(view_id=view["id"], view=modal(text_input("t")))

    assert view["state"] == answer["view"]["state"] == {"values": {}}


async def test_home_is_published_and_guarded_by_its_hash(client, workspace):
    first = (await client.views_publish(user_id=ANA, view=home("one")))["view"]
    await client.views_publish(user_id=ANA, view=home("two"), hash=first["hash"])

    await refused(client.views_publish(user_id=ANA, view=home(), hash=first["hash"]), "hash_conflict")
    assert workspace.home(ANA)["blocks"][0]["text"]["text"] == "two"
    assert workspace.home(BEN) is None


async def test_home_is_no_modal_and_a_modal_no_home(client, workspace):
    await refused(client.views_publish(user_id=ANA, view=modal()), "invalid_arguments")
    call = client.views_open(trigger_id=workspace.triggers.issue(ANA), view=home())
    await refused(call, "invalid_arguments")


async def test_a_view_of_more_than_250_kb_is_too_large(client, workspace):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2999}}
    call = client.views_open(trigger_id=workspace.triggers.issue(ANA), view=modal(*[section] * 100))
    await refused(call, "view_too_large")


async def test_notice_of_a_close_comes_only_when_asked_for(app, over_sockets, opened, people, workspace):
    closed = []

    @app.view_closed("form")
    async def gone(ack, body):
        await ack()
        closed.append((body["view"]["private_metadata"], body["is_cleared"]))

    silent = await opened()
    await people.close(ANA, silent["id"])
    asking = await opened(modal(notify_on_close=True, private_metadata="one"))
    await people.close(ANA, asking["id"])
    all_ = await opened(modal(notify_on_close=True, private_metadata="two"))
    await people.close(ANA, all_["id"], everything=True)

    assert closed == [("one", False), ("two", True)]
    assert workspace.top(ANA) is None


async def test_clear_on_close_closes_the_stack(client, opened, people, workspace):
    await opened()
    top = modal(clear_on_close=True)
    pushed = await client.views_push(trigger_id=workspace.triggers.issue(ANA), view=top)
    await people.close(ANA, pushed["view"]["id"])

    assert workspace.views.stack(ANA) == []
