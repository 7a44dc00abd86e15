"""What is wrong with an answer, in plain words at its field."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import pytest
from pydantic import Field, HttpUrl, field_validator, model_validator

from bot.blocks.form import FormErrors, parse
from bot.domain.requests import File, Files, Prompt, Remote, Request
from tests.bot.blocks.kitchen import Everything, drawn, sent, upload, valid

TOPIC = Annotated[str, Prompt()]


def complaints(model, blocks=None, **answers) -> Mapping[str, str]:
    """The errors of a submission with some answers, by field."""
    with pytest.raises(FormErrors) as caught:
        parse(model, sent(blocks or drawn(model, {"topic": "Dark mode"}), **answers), vendor="Ocoya")
    return caught.value.by_block


def complaint(field, answer):
    """The only error of an otherwise valid submission."""
    found = complaints(Everything, drawn(Everything, valid().model_dump()), **{field: answer})
    assert [*found] == [field]
    return found[field]


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("topic", "Too short", "Write at least 10 characters — Ocoya needs that much to work with."),
        ("topic", [], "Write at least 10 characters — Ocoya needs that much to work with."),
        ("line", "   ", "Write something — Ocoya needs a text to work with."),
        (
            "note",
            f"  {'a' * 1_204}\n",
            "That is 1,204 characters; Ocoya takes 200 at most. Take out 1,004.",
        ),
        ("count", "0", "Write a number from 1 to 5."),
        ("count", "9", "Write a number from 1 to 5."),
        ("count", "1.5", "Write a whole number."),
        ("count", "many", "Write a whole number."),
        ("count", [], "Write a number."),
        ("heat", "hot", "Write a number."),
        ("heat", "1.5", "Write a number from 0 to 1."),
        ("tone", [], "Choose one."),
        ("brand", [], "Choose one."),
        ("start", [], "Pick a date."),
        ("end", "soon", "Pick a date."),
        ("url", [], "Write a web address."),
        (
            "source",
            "example.com",
            "That is not a web address: example.com. It should look like https://example.com/page.",
        ),
        (
            "source",
            "ftp://example.com",
            "That is not a web address: ftp://example.com. It should look like https://example.com/page.",
        ),
        ("source", f"https://a.b/{'c' * 2_083}", "That address is longer than 2,083 characters."),
        (
            "urls",
            "https://a.b\n\nsee here, please",
            "Line 3 is not a web address: see.",
        ),
        (
            "urls",
            f"https://a.b\nhttps://a.b/{'c' * 2_083}",
            "The address on line 2 is longer than 2,083 characters.",
        ),
        (
            "urls",
            "https://a.b https://c.d https://e.f https://g.h",
            "Give at most 3 web addresses, one a line.",
        ),
        ("places", [], "Choose at least 1."),
        ("places", ["x", "linkedin", "bluesky", "threads"], "Choose at most 3."),
        ("media", [upload(name="cat.gif")], "Ocoya does not take “cat.gif”. Add PNG or JPG."),
        ("media", [upload(name="cat")], "Ocoya does not take “cat”. Add PNG or JPG."),
        ("media", [upload(size=2_500_000)], "“cat.png” has 2.5 MB; Ocoya takes 1 MB at most."),
        ("media", [upload(id=f"F{i}") for i in range(4)], "Add at most 3 files."),
        (
            "media",
            [{"id": "F1", "mode": "file_access", "file_access": "check_file_info"}],
            "Slack did not pass on one of these files. Remove it and add it again.",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_complaint_says_what_to_do(field, answer, words):
    assert complaint(field, answer) == words


def test_capitals_in_a_file_name_do_not_matter():
    state = sent(drawn(Everything, valid().model_dump()), media=[upload(name="CAT.PNG")])
    assert parse(Everything, state, vendor="Ocoya").media[0].name == "CAT.PNG"


def test_every_complaint_of_a_form_comes_at_once():
    found = complaints(Everything, drawn(Everything), urls="nope", media=[upload(name="a.gif")])
    assert {*found} == {"line", "topic", "count", "tone", "places", "start", "url", "brand", "urls", "media"}


def test_an_option_that_the_form_no_longer_has_is_named():
    state = sent(drawn(Everything, valid().model_dump()))
    (entry,) = state["tone"].values()
    entry["selected_option"] = {"value": "sarcastic"}
    with pytest.raises(FormErrors) as caught:
        parse(Everything, state, vendor="Ocoya")
    assert caught.value.by_block == {"tone": "Ocoya does not offer “sarcastic” here. Choose again."}


class Odd(Request):
    """Bounds and validators of every other sort."""

    topic: TOPIC = Field(min_length=1)
    above: float = Field(default=1, gt=0)
    below: float = Field(default=1, lt=10)
    least: int = Field(default=5, ge=5)
    most: int = Field(default=1, le=1_000)
    finite: float = Field(default=1, allow_inf_nan=False)
    fives: int = Field(default=5, multiple_of=5)
    code: str = Field(default="", pattern="^[A-Z]+$")
    since: date = Field(default=date(2026, 6, 1), ge=date(2026, 1, 1))
    before: date = Field(default=date(2026, 6, 1), lt=date(2027, 1, 1))
    links: tuple[HttpUrl, ...] = Field(default=(HttpUrl("https://a.b"),), min_length=1)
    media: Annotated[tuple[File, ...], Files((), most=2)] = ()
    word: str = "fine"
    kit: Annotated[str, Remote()] = "k"

    @field_validator("word")
    @classmethod
    def _fine(cls, word: str) -> str:
        if word == "bad":
            raise ValueError("pick a kinder word")
        if word == "worse":
            raise AssertionError("not that one either")
        return word

    @model_validator(mode="after")
    def _agree(self) -> "Odd":
        if self.word == "alone":
            raise ValueError("A word alone is not enough.")
        return self


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("above", "0", "Write a number above 0."),
        ("below", "10", "Write a number below 10."),
        ("least", "4", "Write a number of at least 5."),
        ("most", "1001", "Write a number of at most 1,000."),
        ("finite", "NaN", "Write a number."),
        ("fives", "7", "Write a multiple of 5."),
        ("code", "a1", "Ocoya does not take this form of text here."),
        ("since", "2025-12-31", "Pick a date not before 1 January 2026."),
        ("before", "2027-01-01", "Pick a date before 1 January 2027."),
        ("links", [], "Give at least 1 web address."),
        ("word", "bad", "Pick a kinder word."),
        ("word", "worse", "Not that one either."),
    ],
)
def test_every_bound_and_validator_has_its_words(field, answer, words):
    assert complaints(Odd, **{field: answer}) == {field: words}


def test_what_is_wrong_with_the_whole_brief_stands_at_the_prompt():
    assert complaints(Odd, word="alone") == {"topic": "A word alone is not enough."}


def test_a_number_too_large_to_read_is_still_a_complaint():
    assert complaints(Odd, least="9" * 5_000) == {"least": "Write a whole number."}


def test_a_very_long_complaint_fits_into_slack():
    found = complaints(Everything, drawn(Everything, valid().model_dump()), urls="\n".join(["nope"] * 600))
    assert len(found["urls"]) == 3_000
    assert found["urls"].endswith("…")


class Wordy(Request):
    """A validator without words."""

    topic: TOPIC

    @field_validator("topic")
    @classmethod
    def _silent(cls, topic: str) -> str:
        raise ValueError


def test_an_error_without_words_gets_some():
    assert complaints(Wordy) == {"topic": "That does not work here."}
