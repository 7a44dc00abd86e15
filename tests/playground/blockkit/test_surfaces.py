"""Which blocks and elements each surface holds. Source: docs.slack.dev/blocks.json."""

from pathlib import Path

import pytest
import yaml

from playground.blockkit.check import message_problems, view_problems

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))
EVERYWHERE = {
    "actions",
    "card",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
}
MESSAGE = EVERYWHERE | {"carousel", "container", "context_actions", "data_table", "data_visualization"}
SURFACES = {
    "message": MESSAGE | {"markdown", "plan", "table", "task_card"},
    "modal": EVERYWHERE | {"alert"},
    "home": EVERYWHERE | {"carousel", "data_table", "table"},
}
TITLE = {"type": "plain_text", "text": "Compose"}


def problems(surface, block):
    if surface == "message":
        return message_problems([block])
    labels = {"title": TITLE, "submit": TITLE} if surface == "modal" else {}
    return view_problems({"type": surface, "blocks": [block], **labels})


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("kind", EXAMPLES["blocks"])
def test_a_block_goes_where_slack_lets_it(surface, kind):
    at = "/blocks/0/type" if surface == "message" else "/view/blocks/0/type"
    expected = [] if kind in SURFACES[surface] else [f"unsupported type: {kind} [json-pointer:{at}]"]
    assert problems(surface, EXAMPLES["blocks"][kind][0]) == expected


@pytest.mark.parametrize(("surface", "allowed"), [("message", False), ("modal", True), ("home", False)])
def test_files_are_asked_for_in_modals_only(surface, allowed):
    block = {"type": "input", "label": TITLE, "element": {"type": "file_input"}}
    assert (problems(surface, block) == []) is allowed


@pytest.mark.parametrize(
    ("block", "element"),
    [
        ("section", "plain_text_input"),
        ("section", "datetimepicker"),
        ("section", "feedback_buttons"),
        ("actions", "image"),
        ("actions", "number_input"),
        ("actions", "file_input"),
        ("input", "button"),
        ("input", "overflow"),
        ("context", "button"),
        ("context_actions", "button"),
        ("card", "overflow"),
    ],
)
def test_an_element_goes_only_into_the_blocks_that_take_it(block, element):
    wrong, where = {
        "section": ({"text": TITLE, "accessory": EXAMPLES["elements"][element][0]}, "accessory"),
        "input": ({"label": TITLE, "element": EXAMPLES["elements"][element][0]}, "element"),
        "card": ({"actions": EXAMPLES["elements"][element]}, "actions/0"),
    }.get(block, ({"elements": EXAMPLES["elements"][element]}, "elements/0"))
    expected = f"unsupported type: {element} [json-pointer:/blocks/0/{where}/type]"
    assert message_problems([{"type": block, **wrong}])[0] == expected


@pytest.mark.parametrize("inner", ["container", "carousel", "card", "markdown", "plan"])
def test_a_container_does_not_hold_every_block(inner):
    block = {"type": "container", "title": TITLE, "child_blocks": [EXAMPLES["blocks"][inner][0]]}
    expected = [f"unsupported type: {inner} [json-pointer:/blocks/0/child_blocks/0/type]"]
    assert message_problems([block]) == expected


@pytest.mark.parametrize("field", ["title", "submit", "close", "clear_on_close", "notify_on_close"])
def test_a_home_tab_has_none_of_a_modal_s_own_fields(field):
    view = {"type": "home", "blocks": [{"type": "divider"}], field: EXAMPLES["views"]["modal"][0][field]}
    assert view_problems(view) == [f"invalid additional property: {field} [json-pointer:/view]"]


@pytest.mark.parametrize("kind", ["workflow_step", "message"])
def test_other_kinds_of_view_are_refused(kind):
    expected = [f"unsupported type: {kind} [json-pointer:/view/type]"]
    assert view_problems({"type": kind, "blocks": [{"type": "divider"}]}) == expected
