"""Choices that depend on another choice: what belonged to the other one is dropped when it changes."""

from typing import Annotated

from bot.blocks.form import input_blocks, parse, values_of
from bot.domain.requests import Prompt, Remote, Request
from tests.bot.blocks.kitchen import sent


class KitRequest(Request):
    topic: Annotated[str, Prompt()] = ""
    place: Annotated[str | None, Remote()] = None
    kit: Annotated[str | None, Remote(depends=("place",))] = None
    tags: Annotated[tuple[str, ...], Remote(depends=("place",))] = ()


VALUES = {"topic": "Tea", "place": "p1", "kit": "k1", "tags": ["t1"]}


def option(value):
    return {"value": value, "text": {"type": "plain_text", "text": value}}


def test_what_was_chosen_for_this_place_is_an_answer():
    state = sent(input_blocks(KitRequest, VALUES))
    assert values_of(KitRequest, state) == {"topic": "Tea", "place": "p1", "kit": "k1", "tags": ("t1",)}
    assert parse(KitRequest, state, vendor="Acme").kit == "k1"


def test_what_was_chosen_for_another_place_is_none_any_more():
    state = sent(input_blocks(KitRequest, VALUES), place=[option("p2")])
    assert values_of(KitRequest, state) == {"topic": "Tea", "place": "p2", "kit": None, "tags": ()}
    brief = parse(KitRequest, state, vendor="Acme")
    assert (brief.place, brief.kit, brief.tags) == ("p2", None, ())


def test_slack_is_shown_other_inputs_for_another_place():
    def ids(place):
        blocks = input_blocks(KitRequest, {**VALUES, "place": place})
        return [block["element"]["action_id"] for block in blocks]

    (topic, place, *before), (same_topic, same_place, *after) = ids("p1"), ids("p2")
    assert (topic, place) == (same_topic, same_place)
    assert not set(before) & set(after)


def test_only_the_place_reports_its_changes():
    reports = {b["block_id"]: b.get("dispatch_action", False) for b in input_blocks(KitRequest, VALUES)}
    assert reports == {"topic": False, "place": True, "kit": False, "tags": False}


def test_names_are_shown_where_they_are_known():
    blocks = input_blocks(KitRequest, VALUES, {"k1": "Spring"})
    chosen = {b["block_id"]: b["element"].get("initial_option") for b in blocks}
    assert chosen["kit"]["text"]["text"] == "Spring"
    assert chosen["place"]["text"]["text"] == "p1"
