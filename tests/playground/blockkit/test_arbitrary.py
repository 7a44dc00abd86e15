"""Whatever an app sends, the checker answers with a list of reasons and never falls over."""

import copy
import re
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from playground.blockkit.check import message_problems, text_length, view_problems, view_size

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))
BLOCKS = [block for blocks in EXAMPLES["blocks"].values() for block in blocks]
WORDS = sorted(
    {key for blocks in BLOCKS for key in blocks} | set(EXAMPLES["blocks"]) | set(EXAMPLES["elements"])
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(WORDS)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=20,
)
PROBLEM = re.compile(r".+ \[json-pointer:(/\S+)?\]", re.DOTALL)


def are_problems(found):
    return isinstance(found, list) and all(isinstance(one, str) and PROBLEM.fullmatch(one) for one in found)


def places(value, at=()):
    """The path of every value inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*at, key)
        yield from places(child, (*at, key))


@st.composite
def almost_right_blocks(draw):
    """A right block in which one value was replaced by another, or taken away."""
    block = copy.deepcopy(draw(st.sampled_from(BLOCKS)))
    *path, last = draw(st.sampled_from(list(places(block))))
    holder = block
    for key in path:
        holder = holder[key]
    if draw(st.booleans()):
        holder[last] = draw(JSON)
    else:
        del holder[last]
    return block


@given(JSON)
def test_any_json_as_a_message_s_blocks_is_answered(value):
    assert are_problems(message_problems(value))


@given(JSON)
def test_any_json_as_a_view_is_answered(value):
    assert are_problems(view_problems(value))


@given(st.lists(almost_right_blocks(), max_size=3), st.sampled_from(["modal", "home"]))
def test_almost_right_blocks_are_answered(blocks, kind):
    assert are_problems(message_problems(blocks))
    assert are_problems(
        view_problems({"type": kind, "title": {"type": "plain_text", "text": "T"}, "blocks": blocks})
    )


@given(JSON)
def test_any_json_can_be_measured(value):
    assert text_length(value) >= 0
    assert view_size({"type": value}) > 0
