"""Text that is longer than Slack's box."""

import pytest

from bot.blocks.form import input_blocks, leftovers
from tests.bot.blocks.kitchen import SHOWN, Everything, drawn


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def test_a_text_too_long_for_slack_goes_on_below_its_box():
    prompt = f"{'word ' * 600}and the rest"
    box, note, rest = input_blocks(Everything, {"topic": prompt})[:3]
    assert box["element"]["initial_value"] == "word " * 600
    assert "has 3,012 characters; Slack’s box takes 3,000. The last 12" in note["elements"][0]["text"]
    assert rest["text"] == plain("and the rest")
    assert leftovers(Everything, {"topic": prompt, "line": "short"}) == {"topic": "and the rest"}


def test_a_text_too_long_even_for_that_says_how_much_is_missing():
    blocks = input_blocks(Everything, {"topic": "a" * 30_000})
    assert "and 9,000 more characters" in blocks[8]["elements"][0]["text"]


@pytest.mark.parametrize("field", ["line", "note", "urls"])
def test_every_kind_of_text_goes_on_below_its_box(field):
    blocks = drawn(Everything, {field: "a" * 3_001})
    at = next(i for i, block in enumerate(blocks) if block.get("block_id") == field)
    assert blocks[at + 2]["text"] == plain("a")


def test_a_text_that_fits_has_nothing_below_its_box():
    assert leftovers(Everything, {"topic": "a" * 3_000}) == {}
    assert len(drawn(Everything, {"topic": "a" * 3_000})) == len(SHOWN)
