"""What a person can use in a block, and the names Slack makes up for it."""

import copy

import pytest

from playground.blockkit.elements import elements, find_element, named

TEXT = {"type": "plain_text", "text": "Go"}
BUTTON = {"type": "button", "text": TEXT}
PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A cat"}
CARD = {"type": "card", "title": TEXT, "actions": [BUTTON, BUTTON]}
ROW = {"type": "actions", "elements": [BUTTON, BUTTON]}


@pytest.mark.parametrize(
    ("block", "pointers"),
    [
        ({"type": "divider"}, []),
        ({"type": "section", "text": TEXT}, []),
        ({"type": "section", "text": TEXT, "accessory": BUTTON}, ["/accessory"]),
        ({"type": "section", "text": TEXT, "accessory": PICTURE}, []),
        ({"type": "input", "label": TEXT, "element": {"type": "datepicker"}}, ["/element"]),
        (ROW, ["/elements/0", "/elements/1"]),
        ({"type": "context", "elements": [TEXT, PICTURE]}, []),
        ({"type": "context_actions", "elements": [{"type": "icon_button"}]}, ["/elements/0"]),
        (CARD, ["/actions/0", "/actions/1"]),
        ({"type": "card", "title": TEXT}, []),
        (
            {"type": "carousel", "elements": [{"type": "card"}, CARD]},
            ["/elements/1/actions/0", "/elements/1/actions/1"],
        ),
        (
            {"type": "container", "child_blocks": [ROW]},
            ["/child_blocks/0/elements/0", "/child_blocks/0/elements/1"],
        ),
        ({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}, []),
    ],
)
def test_the_elements_of_a_block_come_with_their_pointers(block, pointers):
    assert [pointer for pointer, _ in elements(block)] == pointers


def test_every_element_gets_a_name_of_its_own():
    blocks = named([ROW, ROW, {"type": "carousel", "elements": [CARD, CARD]}])
    ids = [block["block_id"] for block in [*blocks, *blocks[2]["elements"]]]
    assert len(set(ids)) == 5
    names = [element["action_id"] for block in blocks for _, element in elements(block)]
    assert len(set(names)) == 8


def test_given_names_stay():
    (block,) = named([{"type": "actions", "block_id": "row", "elements": [BUTTON | {"action_id": "go"}]}])
    assert (block["block_id"], block["elements"][0]["action_id"]) == ("row", "go")


def test_the_same_blocks_get_the_same_names_again():
    assert named([ROW, CARD]) == named([ROW, CARD])
    assert named(named([ROW, CARD])) == named([ROW, CARD])


def test_the_blocks_sent_are_left_as_they_were():
    before = copy.deepcopy([ROW, CARD])
    sent = copy.deepcopy(before)
    named(sent)
    assert sent == before


def test_an_element_is_found_with_the_block_that_holds_it():
    card = CARD | {"block_id": "card", "actions": [BUTTON | {"action_id": "go"}]}
    blocks = named([ROW, {"type": "carousel", "block_id": "all", "elements": [card]}])
    owner, element = find_element(blocks, "card", "go")
    assert owner is blocks[1]["elements"][0]
    assert element is owner["actions"][0]


@pytest.mark.parametrize(("block_id", "action_id"), [("row", "stop"), ("other", "go")])
def test_an_element_that_is_not_there_is_a_key_error(block_id, action_id):
    blocks = named([{"type": "actions", "block_id": "row", "elements": [BUTTON | {"action_id": "go"}]}])
    with pytest.raises(KeyError):
        find_element(blocks, block_id, action_id)
