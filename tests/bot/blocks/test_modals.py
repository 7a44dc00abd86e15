"""The compose modal and its smaller siblings."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import pytest
from dirty_equals import IsPartialDict
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from bot.blocks.meta import MOST_METADATA, ComposeMeta
from bot.blocks.modals import (
    Compose,
    Where,
    compose_modal,
    loading_modal,
    notice_modal,
    provider_of,
    where_of,
)
from bot.domain.money import Balance, Price, PriceBasis
from bot.domain.ports import Forms
from bot.domain.requests import File, Prompt, Request
from playground.blockkit.check import view_problems
from tests.bot.blocks.kitchen import Everything, inputs, sent

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
FREE = Price(basis=PriceBasis.FREE)


class Short(Request):
    topic: Annotated[str, Prompt()] = Field(max_length=20)


def a_file(number, name="dog.png"):
    """A picture as Slack has it, with the address Slack makes of its name."""
    url = f"https://files.slack.com/files-pri/T0123456789-F{number:010}/{name}"
    return File(id=f"F{number:010}", name=name, mimetype="image/png", size=2_000_000, url=url)


class Vendor:
    """A provider as far as a form needs one."""

    sample = False

    def __init__(self, name="ocoya", label="Ocoya", model=Everything):
        self.name, self.label, self.request_model = name, label, model

    def price(self, request):
        return FREE

    async def start(self, request, *, key):
        raise AssertionError("a form starts nothing")


class Banked(Vendor):
    """One that tells its balance."""

    async def balance(self):
        raise AssertionError("a form asks nothing")


class Demo(Vendor):
    sample = True


OCOYA, SHORT = Vendor(), Vendor("short", "Shorty", Short)


def modal(**values):
    given_ = {
        "forms": Forms((OCOYA, SHORT)),
        "chosen": SHORT,
        "values": {},
        "where": Where.HERE,
        "price": FREE,
        "balance": None,
        "meta": ComposeMeta(channel="C1", channel_name="general"),
        "now": NOON,
    }
    view = compose_modal(Compose(**given_ | values))
    assert view_problems(view) == []
    return view


def small_print(view):
    """Every line of the context blocks."""
    return [e["text"] for b in view["blocks"] if b["type"] == "context" for e in b["elements"]]


def test_it_is_called_compose_a_post():
    assert modal() == IsPartialDict(
        type="modal",
        callback_id="compose",
        title=IsPartialDict(text="Compose a post"),
        submit=IsPartialDict(text="Compose"),
        close=IsPartialDict(text="Cancel"),
    )


def test_it_asks_for_provider_fields_and_place_in_this_order():
    blocks = modal(chosen=OCOYA)["blocks"]
    assert [b["block_id"] for b in blocks[:2]] == ["_provider", "topic"]
    assert [b["type"] for b in blocks[-2:]] == ["input", "context"]
    assert blocks[-2]["block_id"] == "_where"


def test_the_provider_is_chosen_among_those_offered_and_reports_a_change():
    block = modal()["blocks"][0]
    assert block["dispatch_action"] is True
    assert [o["text"]["text"] for o in block["element"]["options"]] == ["Ocoya", "Shorty"]
    assert block["element"]["initial_option"]["value"] == "short"


def test_it_shows_the_chosen_providers_fields_filled_in():
    view = modal(values={"topic": "Dark mode", "line": "not its field"})
    assert [*inputs(view["blocks"])] == ["_provider", "topic", "_where"]
    assert view["blocks"][1]["element"]["initial_value"] == "Dark mode"


def test_its_metadata_says_whose_fields_it_shows():
    view = modal(meta=ComposeMeta(channel="C1", thread="1.2", generation="8F2K", provider="ocoya"))
    assert ComposeMeta.read(view["private_metadata"]) == ComposeMeta(
        channel="C1", thread="1.2", generation="8F2K", provider="short"
    )


@pytest.mark.parametrize("where", Where)
def test_what_was_chosen_comes_back(where):
    state = sent(modal(where=where)["blocks"])
    assert provider_of(state) == "short"
    assert where_of(state) is where


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("general", "This channel (#general)"),
        ("directmessage", "This conversation"),
        ("privategroup", "This conversation"),
        ("mpdm-ana--li-1", "This conversation"),
        ("", "This conversation"),
        ("a" * 80, f"This channel (#{'a' * 49}…)"),
    ],
)
def test_here_is_called_by_its_name_where_it_has_one(name, label):
    where = inputs(modal(meta=ComposeMeta(channel="C1", channel_name=name))["blocks"])["_where"]
    assert [o["text"]["text"] for o in where["element"]["options"]] == [label, "Only me (direct message)"]


def test_without_a_channel_the_result_goes_to_the_person():
    view = modal(meta=ComposeMeta())
    assert "_where" not in inputs(view["blocks"])
    assert "The result comes to you as a direct message." in small_print(view)
    assert where_of(sent(view["blocks"])) is Where.ME


def test_it_says_where_the_app_cannot_post():
    assert "Galley is not in #general yet." in small_print(
        modal(not_member_note="Galley is not in #general yet.")
    )


@pytest.mark.parametrize(
    ("price", "line"),
    [
        (
            Price(basis=PriceBasis.EXACT, credits=6, note="1 a caption, 2 platforms × 3 variants"),
            "Price: 6 credits, exact (1 a caption, 2 platforms × 3 variants)",
        ),
        (Price(basis=PriceBasis.EXACT, credits=1), "Price: 1 credit, exact"),
        (Price(basis=PriceBasis.EXACT, note="1 credit a caption"), "Price: 1 credit a caption"),
        (Price(basis=PriceBasis.EXACT), "Price: known once the form is filled in"),
        (Price(basis=PriceBasis.AFTER), "Price: known after the run"),
        (Price(basis=PriceBasis.UNPUBLISHED), "Price: not published"),
        (FREE, "Price: free"),
    ],
)
def test_the_price_is_labelled_with_how_surely_it_is_known(price, line):
    assert small_print(modal(price=price)) == [line]


@pytest.mark.parametrize(
    ("balance", "line"),
    [
        ({"credits": 194}, "194 credits left, 5 minutes ago"),
        ({"credits": 1}, "1 credit left, 5 minutes ago"),
        ({"credits": 194, "floor": 150}, "194 credits left (perhaps only 150), 5 minutes ago"),
        ({"credits": 194, "floor": 194}, "194 credits left, 5 minutes ago"),
        ({"credits": 9, "note": "Resets monthly"}, "9 credits left, 5 minutes ago. Resets monthly"),
    ],
)
def test_the_balance_has_its_age(balance, line):
    known = Balance(at=NOON - timedelta(minutes=5), **balance)
    assert small_print(modal(balance=known)) == ["Price: free", line]


def test_a_balance_that_could_be_known_is_said_to_be_unknown():
    banked = Banked(model=Short)
    assert "Balance: not known yet" in small_print(modal(forms=Forms((banked,)), chosen=banked))


@pytest.mark.parametrize(("left", "floor", "warned"), [(5, None, True), (6, None, False), (9, 5, True)])
def test_a_price_above_the_last_known_balance_is_said(left, floor, warned):
    price = Price(basis=PriceBasis.EXACT, credits=6)
    said = small_print(modal(price=price, balance=Balance(credits=left, floor=floor, at=NOON)))
    assert ("⚠ This asks for 6 credits; the last known balance is 5." in said) is warned


def test_a_sample_says_that_it_is_one():
    demo = Demo("demo", "Demo", Short)
    said = small_print(modal(forms=Forms((demo,)), chosen=demo))
    assert said[0] == "Demo is a sample: it makes its texts up here, needs no key and costs nothing."


@pytest.mark.parametrize("view", [loading_modal(), notice_modal("A title that is far too long", "Words.")])
def test_the_small_modals_have_nothing_to_submit(view):
    assert view_problems(view) == []
    assert "submit" not in view


@settings(deadline=None, max_examples=50)
@given(label=st.text(min_size=1, max_size=300), note=st.text(max_size=5_000), words=st.text(max_size=6_000))
def test_slack_takes_it_whatever_the_words(label, note, words):
    odd = Demo("odd", label, Everything)
    view = compose_modal(
        Compose(
            forms=Forms((odd,)),
            chosen=odd,
            values={"topic": words, "line": words},
            where=Where.ME,
            price=Price(basis=PriceBasis.EXACT, note=note),
            balance=Balance(credits=1, at=NOON, note=note),
            meta=ComposeMeta(channel="C1", channel_name=label),
            now=NOON,
            not_member_note=note,
        )
    )
    assert view_problems(view) == []


def test_files_of_the_message_that_are_left_out_are_said_below_the_provider():
    blocks = modal(files_note="Ocoya does not take “a.pdf”.")["blocks"]

    assert blocks[1] == {
        "type": "context",
        "elements": [{"type": "plain_text", "text": "Ocoya does not take “a.pdf”.", "emoji": False}],
    }


class TestMeta:
    def test_keeps_the_files_of_a_message(self):
        files = [a_file(number) for number in range(3)]
        meta = ComposeMeta(channel="C1").with_files(files, 1)

        assert ComposeMeta.read(meta.pack()) == meta
        assert (meta.files, meta.missing) == (tuple(files), 1)

    def test_counts_the_files_there_is_no_room_for(self):
        huge, *small = a_file(0, "x" * 2_900), *[a_file(number) for number in range(1, 30)]
        meta = ComposeMeta(channel="C1").with_files([huge, *small])

        assert len(meta.pack()) <= MOST_METADATA - 500
        assert huge not in meta.files
        assert len(meta.files) > 10
        assert len(meta.files) + meta.missing == 30

    def test_comes_back_as_it_went(self):
        meta = ComposeMeta(
            provider="ocoya", channel="C1", channel_name="a", thread="1.2", draft="D", generation="G"
        )
        assert ComposeMeta.read(meta.pack()) == meta

    def test_holds_ids_and_is_small(self):
        meta = ComposeMeta(provider="p" * 50, channel_name="n" * 80, thread="1732.000100", draft="D" * 26)
        assert len(meta.pack()) < MOST_METADATA / 10

    @pytest.mark.parametrize("packed", [None, "", "not json", "[]", '{"channel": 7}'])
    def test_what_cannot_be_read_is_empty(self, packed):
        assert ComposeMeta.read(packed) == ComposeMeta()

    def test_what_a_newer_galley_wrote_is_read_as_far_as_it_is_known(self):
        assert ComposeMeta.read('{"channel": "C1", "mood": "good"}') == ComposeMeta(channel="C1")


def focused(view):
    return [b["block_id"] for b in view["blocks"] if b.get("element", {}).get("focus_on_load")]


def test_the_cursor_starts_in_the_prompt_and_is_left_alone_after_that():
    assert focused(modal(opening=True)) == ["topic"]
    assert focused(modal()) == []
