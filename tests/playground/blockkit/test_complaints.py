"""What Slack's client says before it sends a form."""

import pytest

from playground.blockkit.fields import FIELDS
from playground.blockkit.values import STATEFUL, complaint, initial, value_of

REQUIRED = "Please complete this required field."
WHOLE = {"is_decimal_allowed": False}
DECIMAL = {"is_decimal_allowed": True}


def said(kind, fields, raw, *, optional=False):
    element = {"type": kind, **fields}
    return complaint(element, value_of(element, raw), optional)


@pytest.mark.parametrize("kind", sorted(STATEFUL))
def test_a_required_field_may_not_be_empty(kind):
    assert complaint({"type": kind}, initial({"type": kind}), False) == REQUIRED


@pytest.mark.parametrize("kind", sorted(STATEFUL))
def test_an_optional_field_may_be_empty(kind):
    assert complaint({"type": kind}, initial({"type": kind}), True) is None


@pytest.mark.parametrize(
    ("kind", "fields", "raw"),
    [
        ("plain_text_input", {}, "x" * 3000),
        ("plain_text_input", {"min_length": 10, "max_length": 10}, "🦊" * 10),
        ("email_text_input", {}, "ana.b+c@mail.example.co"),
        ("url_text_input", {}, "https://example.com/a?b=c#d"),
        ("url_text_input", {}, "http://localhost:8000"),
        ("number_input", WHOLE, "-12"),
        ("number_input", DECIMAL | {"min_value": "-0.5", "max_value": "1.10"}, "1.1"),
        ("number_input", DECIMAL | {"min_value": "-0.5"}, "-0.5"),
        ("rich_text_input", {}, "Hi"),
        ("datepicker", {}, "2028-02-29"),
        ("timepicker", {}, "23:59"),
        ("datetimepicker", {}, "2026-11-30T09:30"),
        ("users_select", {}, "U1"),
    ],
)
def test_a_right_value_is_sent(kind, fields, raw):
    assert said(kind, fields, [raw]) is None


@pytest.mark.parametrize(
    ("kind", "fields", "raw", "words"),
    [
        ("plain_text_input", {}, "x" * 3001, "Must be at most 3000 characters."),
        ("plain_text_input", {"min_length": 10}, "🦊" * 9, "Must be at least 10 characters."),
        ("plain_text_input", {"max_length": 1}, "xx", "Must be at most 1 character."),
        ("email_text_input", {}, "ana", "Must be a valid email address."),
        ("email_text_input", {}, "ana@example", "Must be a valid email address."),
        ("email_text_input", {}, "a b@example.com", "Must be a valid email address."),
        ("url_text_input", {}, "example.com", "Must be a valid URL, starting with http:// or https://."),
        (
            "url_text_input",
            {},
            "ftp://example.com",
            "Must be a valid URL, starting with http:// or https://.",
        ),
        ("url_text_input", {}, "https://", "Must be a valid URL, starting with http:// or https://."),
        ("number_input", WHOLE, "1.5", "Must be a whole number."),
        ("number_input", WHOLE, "many", "Must be a number."),
        ("number_input", DECIMAL, "1,5", "Must be a number."),
        ("number_input", DECIMAL, "1e3", "Must be a number."),
        ("number_input", DECIMAL, "٣", "Must be a number."),
        ("number_input", WHOLE | {"min_value": "1"}, "0", "Must be 1 or more."),
        ("number_input", DECIMAL | {"max_value": "2.5"}, "2.51", "Must be 2.5 or less."),
        ("rich_text_input", {}, " \n", REQUIRED),
        ("datepicker", {}, "2026-02-29", "Must be a valid date."),
        ("datepicker", {}, "30.11.2026", "Must be a valid date."),
        ("timepicker", {}, "24:00", "Must be a valid time."),
        ("timepicker", {}, "9:30", "Must be a valid time."),
    ],
)
def test_a_wrong_value_is_explained(kind, fields, raw, words):
    assert said(kind, fields, [raw]) == words


@pytest.mark.parametrize("kind", sorted(kind for kind in FIELDS if kind.startswith("multi_")))
def test_no_more_may_be_chosen_than_allowed(kind):
    raw = [{"text": {"type": "plain_text", "text": one}, "value": one} for one in "abc"]
    options = {"options": raw, "max_selected_items": 2}
    raw = raw if FIELDS[kind].holds == "option" else list("abc")
    assert said(kind, options, raw[:2]) is None
    assert said(kind, options, raw) == "Choose at most 2."


@pytest.mark.parametrize(
    ("fields", "files", "words"),
    [
        ({}, [{"id": "F1", "name": "a.PNG", "size": 10_000_000}], None),
        ({"filetypes": ["png", "JPG"]}, [{"id": "F1", "name": "a.Jpg"}], None),
        ({}, [{"id": "F1"}] * 10, None),
        ({}, [{"id": "F1"}] * 11, "Add at most 10 files."),
        ({"max_files": 1}, [{"id": "F1"}] * 2, "Add at most 1 file."),
        (
            {"filetypes": ["png", "jpg"]},
            [{"id": "F1", "name": "a.gif"}],
            "Only these types of file can be added: png, jpg.",
        ),
        ({}, [{"id": "F1", "name": "a.png", "size": 10_000_001}], "Each file must be 10 MB or smaller."),
    ],
)
def test_files_are_counted_and_looked_at(fields, files, words):
    assert said("file_input", fields, files) == words
