import asyncio

import pytest

from playground.slack.errors import Refused
from playground.slack.fixtures import ANA, BEN, GENERAL
from playground.slack.people.modals import TROUBLE
from tests.playground.slack.conftest import IMPATIENT
from tests.playground.slack.kit import errors, input_block, modal, options, text_input

FORM = modal(
    text_input("topic", min_length=3),
    input_block("count", {"type": "number_input", "is_decimal_allowed": False, "max_value": "5"}),
    input_block("tone", {"type": "static_select", "options": options("dry", "warm")}, optional=True),
    input_block("places", {"type": "checkboxes", "options": options("x", "y")}, optional=True),
    input_block("day", {"type": "datepicker"}, optional=True),
    private_metadata="id7",
)
FILLED = {("topic", "it"): ["Launch"], ("count", "it"): ["2"], ("places", "it"): ["y"]}


@pytest.fixture
async def view(workspace):
    """Ana's form."""
    return workspace.views.open(ANA, FORM)


async def test_a_submission_holds_every_value_typed_and_empty(app, connected, people, view, workspace):
    told = {}

    @app.view("form")
    async def submitted(ack, body):
        told.update(body)
        await ack()

    assert await people.submit(ANA, view["id"], FILLED) == {}
    assert told["view"]["state"]["values"] == {
        "topic": {"it": {"type": "plain_text_input", "value": "Launch"}},
        "count": {"it": {"type": "number_input", "value": "2"}},
        "tone": {"it": {"type": "static_select", "selected_option": None}},
        "places": {"it": {"type": "checkboxes", "selected_options": options("y")}},
        "day": {"it": {"type": "datepicker", "selected_date": None}},
    }
    assert told["view"]["private_metadata"] == "id7"
    assert told["user"]["id"] == ANA
    assert workspace.top(ANA) is None


async def test_slacks_client_checks_before_it_sends(over_sockets, people, view, workspace):
    complaints = await people.submit(ANA, view["id"], {("topic", "it"): ["ab"], ("count", "it"): ["9"]})

    assert complaints.keys() == {"topic", "count"}
    assert await people.submit(ANA, view["id"], {}) == dict.fromkeys(
        ("topic", "count"), "Please complete this required field."
    )
    assert not [e for e in workspace.traffic if e.kind == "view_submission"]


async def test_errors_stand_at_their_fields_and_nothing_is_lost(app, connected, people, view, workspace):
    @app.view("form")
    async def submitted(ack):
        await ack(response_action="errors", errors={"topic": "Say more."})

    assert await people.submit(ANA, view["id"], FILLED) == {"topic": "Say more."}
    assert workspace.top(ANA)["state"]["values"]["topic"]["it"]["value"] == "Launch"


@pytest.mark.parametrize("wrong", [{"nowhere": "x"}, {}, {"topic": ""}, {"topic": 1}])
async def test_errors_are_taken_for_input_blocks_only(app, over_sockets, people, view, workspace, wrong):
    @app.view("form")
    async def submitted(ack):
        await ack({"response_action": "errors", "errors": wrong})

    assert await people.submit(ANA, view["id"], FILLED) == {"": TROUBLE}
    assert "invalid_errors" in errors(workspace)[-1]
    assert workspace.top(ANA)


async def test_update_replaces_the_view_in_place(app, connected, people, view, workspace):
    @app.view("form")
    async def submitted(ack):
        await ack(response_action="update", view=modal(callback_id="second"))

    await people.submit(ANA, view["id"], FILLED)

    assert workspace.top(ANA)["id"] == view["id"]
    assert workspace.top(ANA)["callback_id"] == "second"


async def test_push_puts_a_view_on_top_and_closing_it_goes_back(app, connected, people, view, workspace):
    @app.view("form")
    async def submitted(ack):
        await ack(response_action="push", view=modal(callback_id="second"))

    await people.submit(ANA, view["id"], FILLED)
    top = workspace.top(ANA)
    assert top["previous_view_id"] == view["id"]
    await people.close(ANA, top["id"])

    assert workspace.top(ANA)["id"] == view["id"]


async def test_clear_closes_every_view(app, connected, people, view, workspace):
    workspace.views.push(ANA, FORM)

    @app.view("form")
    async def submitted(ack):
        await ack(response_action="clear")

    await people.submit(ANA, workspace.top(ANA)["id"], FILLED)

    assert workspace.views.stack(ANA) == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ({"response_action": "explode"}, "invalid_response_action"),
        ({"text": "done"}, "invalid_response_action"),
    ],
)
async def test_an_answer_slack_refuses_is_a_connection_trouble(
    app, over_sockets, people, view, workspace, answer, error
):
    @app.view("form")
    async def submitted(ack):
        await ack(answer)

    assert await people.submit(ANA, view["id"], FILLED) == {"": TROUBLE}
    assert error in errors(workspace)[-1]


@IMPATIENT
async def test_no_acknowledgement_keeps_the_form(app, connected, people, view, workspace):
    @app.view("form")
    async def submitted():
        await asyncio.sleep(0)

    assert await people.submit(ANA, view["id"], FILLED) == {"": TROUBLE}
    assert workspace.top(ANA)["state"]["values"]["topic"]["it"]["value"] == "Launch"


async def test_a_form_is_sent_once_at_a_time(app, over_sockets, people, view):
    asked = asyncio.Event()

    @app.view("form")
    async def submitted(ack):
        asked.set()
        await asyncio.sleep(0.05)
        await ack()

    first = asyncio.get_running_loop().create_task(people.submit(ANA, view["id"], FILLED))
    await asked.wait()
    with pytest.raises(Refused):
        await people.submit(ANA, view["id"], FILLED)

    assert await first == {}


async def test_a_view_belongs_to_one_person(people, view):
    with pytest.raises(Refused):
        await people.submit(BEN, view["id"], FILLED)


async def test_only_the_view_on_top_is_within_reach(people, view, workspace):
    workspace.views.push(ANA, FORM)

    with pytest.raises(Refused, match="on top"):
        await people.submit(ANA, view["id"], FILLED)


async def test_a_choice_that_is_not_offered_is_refused(people, view):
    with pytest.raises(Refused):
        await people.submit(ANA, view["id"], {**FILLED, ("tone", "it"): ["purple"]})


async def test_what_was_typed_outlives_a_reload(people, view, workspace):
    people.typed(view["id"], {("topic", "it"): ["half a sen"]})

    assert workspace.top(ANA)["state"]["values"]["topic"]["it"]["value"] == "half a sen"


async def test_a_chosen_conversation_brings_a_response_url(app, over_sockets, people, workspace):
    chooser = {"type": "conversations_select", "response_url_enabled": True}
    view = workspace.views.open(ANA, modal(input_block("where", chooser)))

    @app.view("form")
    async def submitted(ack, body):
        await ack()
        urls.extend(body["response_urls"])

    urls = []
    await people.submit(ANA, view["id"], {("where", "it"): [GENERAL]})

    assert [(u["channel_id"], u["block_id"], u["action_id"]) for u in urls] == [(GENERAL, "where", "it")]
