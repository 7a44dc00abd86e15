import pytest

from playground.page import fields
from playground.slack.fixtures import ANA


def labels(groups):
    return [(heading, [choice.label for choice in choices]) for heading, choices in groups]


def option(name):
    return {"text": {"type": "plain_text", "text": name}, "value": name.lower()}


def test_options_are_offered_under_their_headings(workspace):
    group = {"label": {"type": "plain_text", "text": "Short"}, "options": [option("X"), option("Bluesky")]}

    offered = fields.choices(workspace, {"type": "static_select", "option_groups": [group]}, ANA)

    assert labels(offered) == [("Short", ["X", "Bluesky"])]


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ({"type": "users_select"}, ["Ana Ruiz", "Ben Okafor", "Galley"]),
        ({"type": "channels_select"}, ["# general", "# marketing", "# random"]),
        ({"type": "conversations_select", "filter": {"include": ["im"]}}, ["Galley"]),
    ],
)
def test_people_and_places_are_offered_as_one_may_see_them(workspace, element, names):
    assert labels(fields.choices(workspace, element, ANA)) == [("", names)]


@pytest.mark.parametrize(
    ("element", "when"),
    [
        ({"type": "static_select"}, "change"),
        ({"type": "plain_text_input"}, "enter"),
        (
            {
                "type": "plain_text_input",
                "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
            },
            "input",
        ),
    ],
)
def test_a_control_is_sent_when_slack_sends_it(element, when):
    assert fields.presses_on(element) == when


def test_a_control_shows_what_it_holds():
    state = {"b": {"a": {"type": "static_select", "selected_option": option("X")}}}
    block, element = {"block_id": "b"}, {"type": "static_select", "action_id": "a"}

    assert fields.held(block, element, state) == ["x"]
    assert fields.held_objects(block, element, state) == [option("X")]
