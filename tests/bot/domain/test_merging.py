"""Whose words are whose, when a form comes back after others changed the draft."""

from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Draft, Status, Version
from bot.domain.errors import IllegalMove
from bot.domain.merging import Words, differences, marks_of, merged, words_of
from bot.domain.platforms import Platform

NOW = datetime(2026, 11, 28, tzinfo=UTC)
LINKEDIN, X, YOUTUBE = Platform.LINKEDIN, Platform.X, Platform.YOUTUBE


@pytest.fixture
def draft():
    """Two variants for LinkedIn, the first shown; one text for X; one with a title for YouTube."""
    texts = {LINKEDIN: "One", X: "Ex", YOUTUBE: "Why"}
    latest = Version(
        number=1, texts=texts, titles={YOUTUBE: "Watch"}, author="U1", reason="generated", created_at=NOW
    )
    return Draft(
        id="D1",
        team="T1",
        title="Title",
        author="U1",
        generation="D1",
        latest=latest,
        variants={LINKEDIN: ("One", "Two"), X: ("Ex",), YOUTUBE: ("Why",)},
        variant_titles={YOUTUBE: ("Watch",)},
        picks={LINKEDIN: 0, X: 0, YOUTUBE: 0},
        created_at=NOW,
        updated_at=NOW,
    )


def edited(draft, reason="edited", **texts):
    changed = {Platform(name): text for name, text in texts.items()}
    return draft.edited({**draft.texts, **changed}, by="U2", reason=reason, at=NOW)


def test_a_form_that_came_back_as_it_was_takes_what_others_changed(draft):
    mine = words_of(draft)
    now = edited(draft, linkedin="Theirs")

    assert merged(now, mine, marks_of(mine))[LINKEDIN] == Words("Theirs")


def test_what_was_changed_in_the_form_stands_and_the_rest_is_as_it_is_now(draft):
    seen = marks_of(words_of(draft))
    mine = {**words_of(draft), X: Words("Mine")}
    now = edited(draft, linkedin="Theirs")

    assert merged(now, mine, seen) == {
        LINKEDIN: Words("Theirs"),
        X: Words("Mine"),
        YOUTUBE: Words("Why", "Watch"),
    }


def test_a_title_alone_is_a_change(draft):
    seen = marks_of(words_of(draft))

    assert merged(draft, {YOUTUBE: Words("Why", "Look")}, seen)[YOUTUBE] == Words("Why", "Look")


def test_a_difference_says_who_made_it(draft):
    seen = marks_of(words_of(draft))
    mine = {**words_of(draft), LINKEDIN: Words("Mine"), X: Words("Mine")}
    found = {
        d.platform: (d.by_me, d.by_them) for d in differences(edited(draft, linkedin="Theirs"), mine, seen)
    }

    assert found == {LINKEDIN: (True, True), X: (True, False)}


def test_what_others_changed_is_a_difference_too(draft):
    mine = words_of(draft)
    (found,) = differences(edited(draft, x="Theirs"), mine, marks_of(mine))

    assert (found.platform, found.by_me, found.by_them) == (X, False, True)


def test_a_platform_that_the_draft_lost_is_no_difference_and_does_not_come_back(draft):
    seen, mine = marks_of(words_of(draft)), {X: Words("Mine")}
    fewer = draft.latest.model_copy(update={"texts": {LINKEDIN: "One"}})
    now = draft.repeating(fewer, by="U2", reason="v1 again", at=NOW)

    assert differences(now, mine, seen) == []
    assert X not in merged(now, mine, seen)


def test_an_edit_is_what_the_card_shows_though_a_variant_was_picked(draft):
    now = edited(draft.next_variant(LINKEDIN, NOW), linkedin="Mine")

    assert now.shown(LINKEDIN) == "Mine"
    assert (now.latest.number, now.latest.author, now.latest.reason) == (2, "U2", "edited")
    assert now.fixed


def test_a_text_that_is_a_variant_again_is_shown_as_that_variant(draft):
    now = edited(edited(draft, linkedin="Mine"), linkedin="Two")

    assert now.picks[LINKEDIN] == 1
    assert now.fixed


def test_nothing_new_makes_no_version(draft):
    assert edited(draft) is draft


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.CHANGES_REQUESTED, Status.APPROVED])
def test_what_was_agreed_on_is_a_draft_again_after_an_edit(draft, status):
    assert edited(draft.model_copy(update={"status": status}), x="Mine").status is Status.DRAFT


@pytest.mark.parametrize("status", [Status.WORKING, Status.DRAFT])
def test_what_nobody_agreed_on_stays_what_it_is(draft, status):
    assert edited(draft.model_copy(update={"status": status}), x="Mine").status is status


@pytest.mark.parametrize("status", [Status.DISCARDED, Status.SCHEDULED, Status.PUBLISHED])
def test_a_text_that_is_settled_cannot_be_edited(draft, status):
    with pytest.raises(IllegalMove, match=f"This draft is {status}"):
        edited(draft.model_copy(update={"status": status}), x="Mine")


def test_a_form_that_writes_line_breaks_anew_changes_nothing(draft):
    broken = draft.edited({X: "One\r\ntwo\rthree"}, by="U2", reason="edited", at=NOW)
    mine = {X: Words("One\ntwo\nthree")}

    assert merged(broken, mine, marks_of(words_of(broken)))[X] == Words("One\r\ntwo\rthree")
