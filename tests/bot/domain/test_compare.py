"""Two texts word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.compare import Kind, compare, spaced, summary

BITS = st.sampled_from(
    ["dark ", "mode", " ", "\n", ".", "#new ", "https://x.example/a ", "👨‍👩‍👧", "新しい", "é"]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(BITS, max_size=20).map("".join))


def told(old, new):
    return [(piece.kind.value, piece.text) for piece in compare(old, new)]


def test_words_are_compared_whole():
    assert told("Dark mode is here", "Dark mode was here") == [
        ("kept", "Dark mode "),
        ("removed", "is"),
        ("added", "was"),
        ("kept", " here"),
    ]


def test_what_is_kept_between_larger_changes_goes_with_them():
    assert told("We ship no spreadsheets, nor slides", "We ship one feature, nor tables") == [
        ("kept", "We ship "),
        ("removed", "no spreadsheets, nor slides"),
        ("added", "one feature, nor tables"),
    ]


def test_what_is_kept_between_smaller_changes_stays():
    assert [kind for kind, _ in told("A long sentence here", "B long sentence there")] == [
        *("removed", "added", "kept", "removed", "added")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("See https://a.example/x now", "See https://a.example/y now"),
        ("See #dark now", "See #darker now"),
        ("See @ana now", "See @anna now"),
    ],
)
def test_addresses_hashtags_and_mentions_change_whole(old, new):
    assert told(old, new)[1:3] == [("removed", old.split()[1]), ("added", new.split()[1])]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("One two", "One two", "unchanged"),
        ("One two", "One two three four", "2 words added"),
        ("One two", "One", "1 word removed"),
        ("One two", "One three", "1 word added, 1 removed"),
        ("One two", "One two!", "only spaces and signs changed"),
        ("", "One", "1 word added"),
    ],
)
def test_a_comparison_is_summed_up_in_words(old, new, words):
    assert summary(compare(old, new)) == words


@settings(max_examples=100, deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_both_texts_are_in_it_whole(old, new):
    pieces = compare(old, new)

    assert "".join(p.text for p in pieces if p.kind is not Kind.ADDED) == old
    assert "".join(p.text for p in pieces if p.kind is not Kind.REMOVED) == new
    assert all(piece.text for piece in pieces)


def test_texts_with_too_many_differences_are_one_change_between_what_is_the_same():
    old, new = ("Begin " + "a b " * 4_000 + "end"), ("Begin " + "c d " * 4_000 + "end")

    kinds = [piece.kind for piece in compare(old, new)]
    assert kinds == [Kind.KEPT, Kind.REMOVED, Kind.ADDED, Kind.KEPT]


def test_what_went_and_what_came_do_not_stick_together_for_the_eye():
    drawn = [piece.text for piece in spaced(compare("Dark mode is here", "Dark mode was here"))]
    assert drawn == ["Dark mode ", "is", " ", "was", " here"]
    assert [piece.text for piece in spaced(compare("One ", "One two "))] == ["One ", "two "]
