import asyncio

import pytest

from playground.slack.errors import Refused
from playground.slack.fixtures import ANA
from tests.playground.slack.conftest import IMPATIENT
from tests.playground.slack.kit import errors, input_block, modal, options, text_input

SEARCH = ("brand", "it")


@pytest.fixture
async def view(workspace):
    """Ana's form with a menu that searches after one character."""
    menu = {"type": "external_select", "min_query_length": 1}
    return workspace.views.open(ANA, modal(input_block("brand", menu), text_input("t")))


def offer(app, answer):
    @app.options("it")
    async def listed(ack, payload):
        await ack(answer(payload["value"]) if callable(answer) else answer)


async def test_the_app_offers_options_for_what_was_typed(app, connected, people, view):
    offer(app, lambda value: {"options": options(f"{value}one", f"{value}two")})

    assert await people.suggest(ANA, view["id"], *SEARCH, "b") == options("bone", "btwo")


async def test_options_can_come_in_groups(app, over_sockets, people, view):
    group = {"label": {"type": "plain_text", "text": "Ours"}, "options": options("a")}
    offer(app, {"option_groups": [group]})

    assert await people.suggest(ANA, view["id"], *SEARCH, "b") == [group]


async def test_a_choice_is_kept_with_its_label(app, over_sockets, people, view, workspace):
    taken = {}

    @app.view("form")
    async def submitted(ack, view):
        taken.update(view["state"]["values"]["brand"]["it"])
        await ack()

    offer(app, lambda value: {"options": options(value)})
    await people.suggest(ANA, view["id"], *SEARCH, "red")
    await people.suggest(ANA, view["id"], *SEARCH, "blue")
    raw = {("brand", "it"): ["red"], ("t", "it"): ["x"]}

    assert await people.submit(ANA, view["id"], raw) == {}
    assert taken == {"type": "external_select", "selected_option": options("red")[0]}


async def test_an_option_never_offered_cannot_be_chosen(people, view):
    with pytest.raises(Refused):
        people.fill(ANA, view["id"], {("brand", "it"): ["green"]})


async def test_too_short_a_search_asks_nobody(over_sockets, people, view, workspace):
    assert await people.suggest(ANA, view["id"], *SEARCH, "") == []
    assert not [e for e in workspace.traffic if e.kind == "block_suggestion"]


async def test_three_characters_are_needed_unless_the_menu_says_otherwise(
    app, over_sockets, people, workspace
):
    offer(app, {"options": options("a")})
    view = workspace.views.open(ANA, modal(input_block("brand", {"type": "external_select"})))

    assert await people.suggest(ANA, view["id"], *SEARCH, "ab") == []
    assert await people.suggest(ANA, view["id"], *SEARCH, "abc") == options("a")


async def test_nothing_found_is_an_answer(app, over_sockets, people, view, workspace):
    offer(app, {"options": []})

    assert await people.suggest(ANA, view["id"], *SEARCH, "b") == []
    assert workspace.notices == {}


@pytest.mark.parametrize(
    "answer",
    [
        {"options": options(*map(str, range(101)))},
        {"options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "v"}]},
        {"options": options("a"), "option_groups": []},
        {"choices": []},
    ],
    ids=["too many", "too long", "both", "neither"],
)
async def test_invalid_options_are_refused(app, over_sockets, people, view, workspace, answer):
    offer(app, answer)

    assert await people.suggest(ANA, view["id"], *SEARCH, "b") == []
    assert "invalid options" in workspace.notices[ANA]
    assert errors(workspace)


@IMPATIENT
async def test_a_slow_answer_is_a_timeout(app, over_sockets, people, view, workspace):
    @app.options("it")
    async def listed(ack):
        await asyncio.sleep(0.3)
        await ack(options=[])

    assert await people.suggest(ANA, view["id"], *SEARCH, "b") == []
    assert "operation_timeout" in workspace.notices[ANA]


async def test_the_app_is_told_where_and_what(app, over_sockets, people, view):
    told = {}

    @app.options("it")
    async def listed(ack, body):
        told.update(body)
        await ack(options=[])

    await people.suggest(ANA, view["id"], *SEARCH, "blu")

    assert (told["type"], told["block_id"], told["action_id"], told["value"]) == (
        "block_suggestion",
        "brand",
        "it",
        "blu",
    )
    assert told["view"]["id"] == view["id"]
    assert told["container"] == {"type": "view", "view_id": view["id"]}


async def test_other_menus_do_not_search(people, view):
    for block_id in ("t", "gone"):
        with pytest.raises(Refused):
            await people.suggest(ANA, view["id"], block_id, "it", "abc")
