"""Values of a vendor's JSON that are not what they should be."""

import pytest

from providers.http import id_of, list_of, object_of, text_of, whole

ODD = [None, True, 0, 1.5, "text", [], [1], {}, {"a": 1}]


@pytest.mark.parametrize("value", ODD)
def test_what_is_of_another_kind_is_as_good_as_absent(value):
    assert object_of(value) == (value if isinstance(value, dict) else {})
    assert list_of(value) == (value if isinstance(value, list) else [])
    assert text_of(value) == (value if isinstance(value, str) else "")


def test_a_text_has_no_blanks_around_it():
    assert text_of("  a b\n") == "a b"


@pytest.mark.parametrize("value", ["cm1", "a-b_C9", "x" * 200])
def test_an_id_is_taken_as_it_is(value):
    assert id_of(value) == value


@pytest.mark.parametrize("value", ["", "..", "a/b", "a b", "a?b", "é", "x" * 201, "a\n", 7, None, ["a"]])
def test_what_could_mean_something_in_an_address_is_no_id(value):
    assert id_of(value) is None


@pytest.mark.parametrize(("value", "count"), [(0, 0), (7, 7), (7.0, 7)])
def test_a_count_is_whole(value, count):
    assert whole(value) == count


@pytest.mark.parametrize("value", [-1, 1.5, True, "7", None, [7], float("inf"), float("nan")])
def test_anything_else_is_no_count(value):
    assert whole(value) is None
