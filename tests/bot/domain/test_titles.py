"""What a draft is called, from its prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles import title_of


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("Dark mode\nlaunch", "Dark mode launch"),
        ("Dark mode is here. Switch in Settings.", "Dark mode is here. Switch in Settings."),
        (
            "Dark mode is here on iOS, Android and the web. Switch in Settings.",
            "Dark mode is here on iOS, Android and the web",
        ),
        (
            "Is dark mode here on iOS, Android and the web? Switch in Settings.",
            "Is dark mode here on iOS, Android and the web?",
        ),
        (
            "Good news! We are launching the new version 2.0 of our app for all",
            "Good news! We are launching the new version 2.0 of our app…",
        ),
        ("x" * 100, "x" * 59 + "…"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_words_or_sentences(prompt, title):
    assert title_of(prompt) == title


@given(st.text(max_size=200))
def test_a_title_is_one_short_line(prompt):
    title = title_of(prompt)
    assert len(title) <= 60
    assert "\n" not in title
