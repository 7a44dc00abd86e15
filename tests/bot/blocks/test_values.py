import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.values import CardValue, Filter, ListValue, list_value
from bot.domain.drafts import Status
from bot.domain.errors import UserError
from bot.domain.platforms import Platform

CURSORS = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200)


def test_a_value_comes_back_as_it_went():
    value = CardValue(run="R", draft="D", version=2, platform=Platform.X, pick=1)

    assert CardValue.read(value.pack()) == value


@pytest.mark.parametrize(
    "packed", [None, "", "nonsense", "[]", "{}", '{"run": 3}', '{"run":"R","platform":"myspace"}']
)
def test_what_cannot_be_read_is_told_in_words(packed):
    with pytest.raises(UserError, match="too old"):
        CardValue.read(packed)


def test_a_value_of_a_later_galley_is_read_as_far_as_it_is_known():
    assert CardValue.read('{"run":"R","colour":"blue"}') == CardValue(run="R")


@given(words=st.text(max_size=100), cursors=st.lists(CURSORS, min_size=1))
def test_a_place_in_the_list_always_fits_a_button(words, cursors):
    at = ListValue(words=words)
    for cursor in cursors:
        at = at.following(cursor)

    assert len(at.pack()) <= 2_000
    assert ListValue.read(at.pack()) == at
    assert at.after == cursors[-1]


def test_pages_lead_back_the_way_one_came():
    third = ListValue().following("a").following("b")

    assert third.preceding() == ListValue().following("a")
    assert third.preceding().preceding() == ListValue()
    assert ListValue(after="b").preceding() == ListValue()


def test_another_filter_starts_anew_with_the_same_words():
    at = ListValue(words="dark").following("a")

    assert at.filtered(Filter.TEAM) == ListValue(show=Filter.TEAM, words="dark")


def test_mine_are_those_i_wrote_and_discarded_ones_are_found_too():
    assert ListValue().query("U1").author == "U1"
    discarded = ListValue(show=Filter.DISCARDED).query("U1")
    assert (discarded.author, discarded.statuses) == (None, (Status.DISCARDED,))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", ListValue(show=Filter.MINE)),
        ("team", ListValue(show=Filter.TEAM)),
        ("  Review dark mode ", ListValue(show=Filter.REVIEW, words="dark mode")),
        ("dark mode", ListValue(show=Filter.TEAM, words="dark mode")),
    ],
)
def test_what_follows_the_command_is_a_filter_and_words(typed, at):
    assert list_value(typed) == at
