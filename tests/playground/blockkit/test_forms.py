"""What addresses, dates, times and numbers look like."""

import pytest

from playground.blockkit.forms import FORMS, number


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("url", "https://example.com/a?b#c"),
        ("url", "http://localhost:8000/"),
        ("https", "HTTPS://example.com"),
        ("email", "a.b@example.co.uk"),
        ("date", "2024-02-29"),
        ("time", "00:00"),
        ("time", "23:59"),
        ("number", "-12.50"),
    ],
)
def test_right_forms(form, text):
    assert FORMS[form][0](text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("url", "example.com"),
        ("url", "https://"),
        ("url", "https://["),
        ("url", "javascript:alert(1)"),
        ("url", "https://example.com/a b"),
        ("https", "http://example.com"),
        ("email", "a@b"),
        ("email", "a@b..co"),
        ("date", "2025-02-29"),
        ("date", "20250228"),
        ("date", "2025-2-28"),
        ("time", "24:00"),
        ("time", "7:30"),
        ("time", "07:60"),
        ("number", "1e5"),
        ("number", "Infinity"),
        ("number", ".5"),
        ("number", " 5"),
    ],
)
def test_wrong_forms(form, text):
    assert not FORMS[form][0](text)


@pytest.mark.parametrize(("value", "found"), [(3, 3), ("2.5", 2.5), ("many", None), (None, None)])
def test_a_number_is_read_from_what_stands_for_one(value, found):
    assert number(value) == found
