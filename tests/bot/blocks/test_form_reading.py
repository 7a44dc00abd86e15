"""From what Slack sends to a brief, and what a blank means."""

from datetime import date

import pytest
from pydantic import HttpUrl

from bot.blocks.form import FormErrors, parse, sketch, touched, values_of
from tests.bot.blocks.kitchen import Everything, Place, Tone, drawn, sent, upload, valid

ANSWERS = valid().model_dump(mode="json")


def submitted(**answers):
    """The state of a form of a valid brief after some of its inputs were answered anew."""
    return sent(drawn(Everything, ANSWERS), **answers)


def read(**answers):
    return parse(Everything, submitted(**answers), vendor="Ocoya")


@pytest.mark.parametrize(
    ("field", "answer", "value"),
    [
        ("line", "  Dark mode  ", "Dark mode"),
        ("topic", "Two\nlines of text", "Two\nlines of text"),
        ("count", "5", 5),
        ("most", "-12", -12),
        ("heat", "0.25", 0.25),
        ("tone", "founder_led", Tone.FOUNDER_LED),
        ("length", "bold", Tone.BOLD),
        ("places", ["bluesky", "x"], (Place.BLUESKY, Place.X)),
        ("others", ["threads"], (Place.THREADS,)),
        ("emoji", [], False),
        ("draft", ["yes"], True),
        ("formal", "true", True),
        ("formal", "false", False),
        ("end", "2026-12-31", date(2026, 12, 31)),
        ("source", "https://a.b/c?d=e", HttpUrl("https://a.b/c?d=e")),
    ],
)
def test_an_answer_becomes_a_value(field, answer, value):
    assert getattr(read(**{field: answer}), field) == value


def test_a_remote_choice_is_its_value_alone():
    chosen = {"value": "k1", "text": {"type": "plain_text", "text": "Spring"}}
    brief = read(kit=[chosen], tags=[chosen])
    assert (brief.kit, brief.tags) == ("k1", ("k1",))


def test_addresses_come_one_a_line_however_they_are_parted():
    text = "https://a.b\n\n  https://c.d/x, \nhttps://e.f"
    assert read(urls=text).urls == (HttpUrl("https://a.b"), HttpUrl("https://c.d/x"), HttpUrl("https://e.f"))


def test_two_addresses_on_one_line_are_two():
    assert len(read(urls="https://a.b https://c.d").urls) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", ""),
        ("call", ""),
        ("by", None),
        ("most", None),
        ("heat", 0.5),
        ("end", None),
        ("source", None),
        ("urls", ()),
        ("others", ()),
        ("more", None),
        ("media", ()),
        ("tags", ()),
        ("kit", None),
    ],
)
def test_a_blank_is_what_the_model_has_for_nothing_else_its_default(field, value):
    state = sent(drawn(Everything, ANSWERS | {"heat": 0.1}), **{field: []})
    assert getattr(parse(Everything, state, vendor="Ocoya"), field) == value


def test_white_space_is_blank():
    assert read(by="  \n ").by is None


def test_no_preference_takes_a_choice_back():
    assert read(length="_none").length is None
    assert read(formal="_none").formal is None


def test_an_input_that_the_view_did_not_have_is_left_to_its_default():
    state = submitted()
    del state["voice"], state["urls"], state["call"]
    brief = parse(Everything, state, vendor="Ocoya")
    assert (brief.voice, brief.urls, brief.call) == (Tone.BOLD, (), "Read more")


def test_nobody_fills_in_a_hidden_field_by_sending_it():
    state = submitted() | {"share": {"value": {"type": "plain_text_input", "value": "half"}}}
    assert parse(Everything, state, vendor="Ocoya").share == "whole"
    assert sketch(Everything, state).share == "whole"
    assert "share" not in values_of(Everything, state)
    assert "share" not in touched(Everything, {"share": "half", "line": "x"})


def test_what_was_typed_is_read_right_or_wrong():
    state = submitted(topic="short", count="9", urls="nope\n", places=[], media=[upload()])
    typed = values_of(Everything, state)
    assert typed | {"topic": "short", "count": "9", "urls": "nope\n", "places": (), "media": ()} == typed


def test_what_was_typed_knows_only_the_inputs_the_view_had():
    assert values_of(Everything, {"topic": submitted()["topic"], "_where": {}}) == {"topic": ANSWERS["topic"]}


def test_the_inputs_of_our_own_are_no_answers():
    assert read() == valid()
    assert parse(Everything, submitted() | {"_provider": {"provider": {}}}, vendor="Ocoya") == valid()


class TestTouched:
    def test_is_nothing_in_a_form_nobody_touched(self):
        assert touched(Everything, values_of(Everything, sent(drawn(Everything)))) == {}

    def test_is_what_was_chosen_written_or_emptied(self):
        answers = {"topic": "Dark mode", "voice": "friendly", "heat": "0.7", "length": "_none", "call": []}
        typed = values_of(Everything, sent(drawn(Everything), **answers))
        assert touched(Everything, typed) == {
            "topic": "Dark mode",
            "voice": "friendly",
            "heat": "0.7",
            "length": None,
            "call": "",
        }


class TestSketch:
    def test_is_the_brief_when_all_is_valid(self):
        assert sketch(Everything, submitted()) == valid()

    def test_stands_in_for_a_prompt_not_written_yet(self):
        brief = sketch(Everything, submitted(topic=[], count="4"))
        assert (brief.count, len(brief.topic)) == (4, 10)

    def test_leaves_out_what_is_wrong(self):
        brief = sketch(Everything, submitted(topic="short", urls="nope", heat="7"))
        assert (brief.urls, brief.heat, brief.count) == ((), 0.5, 2)

    def test_is_nothing_while_a_required_answer_is_missing(self):
        assert sketch(Everything, submitted(places=[])) is None


def test_a_complaint_about_a_field_that_the_view_lacks_goes_to_the_prompt():
    state = submitted()
    del state["brand"]
    with pytest.raises(FormErrors) as caught:
        parse(Everything, state, vendor="Ocoya")
    assert caught.value.by_block == {"topic": "Brand: Choose one."}


def test_complaints_about_a_form_of_other_fields_go_to_the_providers_select():
    with pytest.raises(FormErrors) as caught:
        parse(Everything, {"_provider": {}}, vendor="Ocoya")
    assert [*caught.value.by_block] == ["_provider"]
    assert "Tone: Choose one. Places: Choose at least one." in caught.value.by_block["_provider"]


def test_errors_are_ready_for_slack():
    with pytest.raises(FormErrors) as caught:
        read(topic="short", places=[])
    assert caught.value.by_block == {
        "topic": "Write at least 10 characters — Ocoya needs that much to work with.",
        "places": "Choose at least 1.",
    }
