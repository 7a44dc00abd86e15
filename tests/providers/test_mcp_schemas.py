"""What a server says of its tools decides what is sent; what a tool answers is read wherever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ProviderRejected
from bot.domain.ports import Asker
from providers.mcp.listings import Listings
from providers.mcp.results import data_in
from providers.mcp.schemas import Order, fitted
from providers.mcp.states import asker_in, new_state, same

NAMED = {"properties": {"a": {}, "b": {}}, "required": ["a"]}


def order(work=True, **arguments):
    return Order(tool="t", arguments=arguments, work=work)


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        (NAMED, {"a": 1}),
        (NAMED, {"a": 1, "b": 2}),
        ({}, {"x": 1}),
        ({"type": "object", "properties": {}}, {"x": 1}),
        ({"properties": None, "required": None}, {"x": 1}),
        ({"properties": {"a": {}}, "required": [1, "a"]}, {"a": 1}),
    ],
)
def test_what_fits_is_sent_as_it_is(schema, arguments):
    assert fitted(order(**arguments), {"t": schema}, "Vendor") == arguments


@pytest.mark.parametrize(
    ("tools", "arguments", "field"),
    [
        ({}, {}, None),
        ({"u": NAMED}, {"a": 1}, None),
        ({"t": NAMED}, {"a": 1, "c": 2}, "c"),
        ({"t": NAMED}, {"b": 2}, "a"),
        ({"t": {"additionalProperties": False}}, {"a": 1}, "a"),
        ({"t": {**NAMED, "additionalProperties": True}}, {"a": 1, "c": 2}, "c"),
    ],
)
def test_what_does_not_fit_is_not_sent(tools, arguments, field):
    with pytest.raises(ProviderRejected, match=r"^Vendor .* so nothing was sent\.$") as caught:
        fitted(order(**arguments), tools, "Vendor")

    assert caught.value.field == field


def test_a_lookup_leaves_out_what_is_not_taken_but_not_what_is_wanted():
    assert fitted(order(work=False, a=1, c=2), {"t": NAMED}, "Vendor") == {"a": 1}
    with pytest.raises(ProviderRejected, match="wants “a” as well"):
        fitted(order(work=False, c=2), {"t": NAMED}, "Vendor")


@pytest.mark.parametrize(
    ("structured", "texts", "data"),
    [
        ({"a": 1}, ['{"b": 2}'], {"a": 1}),
        (None, ["Hello", '{"b": 2}', '{"c": 3}'], {"b": 2}),
        (None, ['[{"id": 1}]'], {"items": [{"id": 1}]}),
        ([1], [], {"items": [1]}),
        (7, ["7", "null", '"x"'], {"text": '7\nnull\n"x"'}),
        (None, [], {"text": ""}),
        (None, ["[" * 100_000], {"text": "[" * 100_000}),
    ],
)
def test_data_is_structured_or_in_a_text_or_words(structured, texts, data):
    assert data_in(structured, texts) == data


@given(st.text(), st.text())
def test_a_state_says_whose_it_is_and_is_new_each_time(team, person):
    state, other = new_state(Asker(team, person)), new_state(Asker(team, person))

    assert asker_in(state) == Asker(team, person)
    assert same(state, state)
    assert not same(state, other)


@given(st.text(st.characters()))
def test_any_other_state_is_of_nobody_or_proves_nothing(text):
    assert asker_in(text) is None or isinstance(asker_in(text), Asker)
    assert not same(text, new_state(Asker("T1", "U1")))


def test_a_list_is_known_for_five_minutes_to_the_person_it_was_for():
    now = [0.0]
    listings, ana, ben = Listings(lambda: now[0]), Asker("T1", "UANA"), Asker("T1", "UBEN")
    listings.keep(ana, {"t": NAMED}, modern=False)
    now[0] = 299.0

    assert listings.known(ana).tools == {"t": NAMED}
    assert listings.known(ben) is None

    listings.keep(ben, {}, modern=True)
    now[0] = 300.0
    assert listings.known(ana) is None
    assert listings.known(ben).modern
    listings.forget(ben)
    assert listings.known(ben) is None
