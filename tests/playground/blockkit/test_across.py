"""What the blocks of one payload owe each other."""

import pytest

from playground.blockkit.check import message_problems, text_length, view_problems, view_size

TEXT = {"type": "plain_text", "text": "Hi"}
BUTTON = {"type": "button", "text": TEXT}


def modal(*blocks, **fields):
    return {"type": "modal", "title": TEXT, "submit": TEXT, "blocks": list(blocks), **fields}


def asked(element, **fields):
    return {"type": "input", "label": TEXT, "element": element, **fields}


def test_a_block_id_is_used_once():
    blocks = [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]
    assert message_problems(blocks) == ['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']


def test_a_block_id_is_used_once_counting_the_blocks_inside_others():
    card = {"type": "card", "title": TEXT, "block_id": "a"}
    blocks = [{"type": "divider", "block_id": "a"}, {"type": "carousel", "elements": [card]}]
    assert message_problems(blocks) == [
        '`block_id` "a" already exists [json-pointer:/blocks/1/elements/0/block_id]'
    ]


def test_an_action_id_is_used_once_in_a_block():
    row = {"type": "actions", "elements": [BUTTON | {"action_id": "go"}, BUTTON | {"action_id": "go"}]}
    expected = ['`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]']
    assert message_problems([row]) == expected


def test_an_action_id_may_be_used_in_several_blocks():
    row = {"type": "actions", "elements": [BUTTON | {"action_id": "go"}]}
    assert message_problems([row, row]) == []


def test_a_message_holds_one_table():
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]}
    assert message_problems([table]) == []
    assert message_problems([table, table]) == ["only 1 table allowed [json-pointer:/blocks/1]"]


def test_a_table_in_a_container_counts_as_one_of_the_message_s():
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]}
    container = {"type": "container", "title": TEXT, "child_blocks": [table]}
    assert message_problems([table, container]) == [
        "only 1 table allowed [json-pointer:/blocks/1/child_blocks/0]"
    ]


def test_a_message_holds_two_charts():
    chart = {"type": "pie", "segments": [{"label": "A", "value": 1}]}
    block = {"type": "data_visualization", "title": "Posts", "chart": chart}
    assert message_problems([block] * 2) == []
    assert message_problems([block] * 3) == ["only 2 data_visualization allowed [json-pointer:/blocks/2]"]


def test_a_message_s_markdown_is_limited_together():
    half = {"type": "markdown", "text": "x" * 6000}
    assert message_problems([half, half]) == []
    more = {"type": "markdown", "text": "x"}
    expected = ["must be less than 12001 characters together [json-pointer:/blocks/2]"]
    assert message_problems([half, half, more]) == expected


def test_a_modal_with_an_input_has_a_submit_button():
    view = modal({"type": "divider"}, asked({"type": "plain_text_input"}))
    assert view_problems(view) == []
    del view["submit"]
    expected = ["must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"]
    assert view_problems(view) == expected


def test_a_modal_without_inputs_needs_no_submit_button():
    view = modal({"type": "divider"})
    del view["submit"]
    assert view_problems(view) == []


def test_a_home_tab_with_an_input_needs_no_submit_button():
    assert view_problems({"type": "home", "blocks": [asked({"type": "plain_text_input"})]}) == []


def test_one_element_takes_the_focus():
    focused = asked({"type": "plain_text_input", "focus_on_load": True})
    other = asked({"type": "plain_text_input", "focus_on_load": False})
    assert view_problems(modal(focused, other)) == []
    expected = "only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]"
    assert view_problems(modal(focused, focused)) == [expected]


@pytest.mark.parametrize("kind", ["conversations_select", "channels_select"])
def test_a_response_url_is_asked_for_in_a_modal_s_input(kind):
    select = {"type": kind, "response_url_enabled": True}
    row = {"type": "actions", "elements": [select]}
    reason = "is only supported in an `input` block in modals"
    assert view_problems(modal(asked(select))) == []
    where = "/view/blocks/0/elements/0/response_url_enabled"
    assert view_problems(modal(row)) == [f"{reason} [json-pointer:{where}]"]
    assert message_problems([row]) == [f"{reason} [json-pointer:/blocks/0/elements/0/response_url_enabled]"]


def test_text_length_counts_what_is_read():
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "12"}]}],
    }
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "345"}]]}
    plan = {"type": "plan", "title": "6", "tasks": [{"type": "task_card", "task_id": "id", "title": "7"}]}
    row = {"type": "actions", "elements": [BUTTON | {"value": "not read"}]}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "🦊"}}, rich, table, plan, row]
    assert text_length(blocks) == 1 + 2 + 3 + 2 + len("Hi")


def test_view_size_is_that_of_compact_utf8():
    assert view_size({"a": ["é", 1]}) == len('{"a":["é",1]}') + 1
