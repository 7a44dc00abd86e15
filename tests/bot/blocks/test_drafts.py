import json
from datetime import timedelta

import pytest

from bot.blocks.draft_forms import export_form, rename_form, search_form
from bot.blocks.draft_view import draft_view
from bot.blocks.drafts import drafts_list, drafts_window
from bot.blocks.ids import Action
from bot.blocks.values import CardValue, DraftValue, ExportValue, Filter, ListValue, SearchValue
from bot.domain.activity import activity
from bot.domain.comments import Comment
from bot.domain.drafts import Status
from bot.domain.lint import findings
from bot.domain.people import ChannelProfile, Decision
from bot.domain.platforms import Platform
from bot.domain.ports import Page
from playground.blockkit.check import message_problems, view_problems, view_size
from tests.bot.blocks.scenes import LINKEDIN, NOW, X, buttons, kept, said, words, written

LATER = NOW + timedelta(minutes=5)


def draft(title="Dark mode launch", status=Status.DRAFT, **changes):
    made = kept(written((LINKEDIN, "Hello"), (X, "Hi")), title)
    return made.model_copy(update={"status": status, **changes})


def listed(*drafts, at=None, after=None, total=None):
    page = Page(drafts=drafts, after=after, total=len(drafts) if total is None else total)
    return drafts_list(page, at or ListValue(), now=LATER)


@pytest.mark.parametrize(("unreadable", "said"), [(1, "1 draft of this page"), (2, "2 drafts of this page")])
def test_what_cannot_be_read_is_not_passed_over(unreadable, said):
    page = Page(drafts=(), after=None, total=unreadable, unreadable=unreadable)
    shown = json.dumps(drafts_list(page, ListValue(), now=NOW).blocks)
    assert f"{said} cannot be read" in shown
    assert "no drafts yet" not in shown


def test_a_row_says_what_a_draft_is_and_how_it_stands():
    card = listed(draft())

    assert words(card.blocks) == [
        "My drafts",
        "1 draft",
        "Team",
        "In review",
        "Approved",
        "Not saved",
        "Discarded",
        "Dark mode launch",
        "Open",
        "LinkedIn, X · saved as draft · v1",
        "<@U1>",
        "5 minutes ago",
        "Search",
        "Export these",
    ]
    assert card.text == "My drafts: 1 draft. Dark mode launch"


def test_open_names_the_draft_and_the_version_seen():
    opening = buttons(listed(draft()).blocks)["Open"]

    assert opening["action_id"] == Action.OPEN_DRAFT
    assert DraftValue.read(opening["value"]) == DraftValue(draft=draft().id, version=1)
    assert opening["accessibility_label"] == "Open Dark mode launch"


def test_a_filter_keeps_the_words_searched_for():
    card = listed(at=ListValue(show=Filter.TEAM, words="dark"))

    mine = buttons(card.blocks)["Mine"]
    assert mine["action_id"] == "drafts_filter.mine"
    assert ListValue.read(mine["value"]) == ListValue(show=Filter.MINE, words="dark")


def test_a_middle_page_leads_both_ways():
    at = ListValue().following("a")
    card = listed(draft(), at=at, after="b", total=25)

    found = buttons(card.blocks)
    assert ListValue.read(found["Next"]["value"]) == at.following("b")
    assert ListValue.read(found["Previous"]["value"]) == ListValue()
    assert "25 drafts · page 2" in words(card.blocks)


def test_the_only_page_leads_nowhere():
    assert not {"Next", "Previous"} & set(buttons(listed(draft()).blocks))


def test_an_empty_list_leads_to_compose():
    for show in Filter:
        card = listed(at=ListValue(show=show))

        assert "/compose" in said(card.blocks)
        assert message_problems(list(card.blocks)) == []


def test_a_search_without_a_find_shows_the_words():
    card = listed(at=ListValue(words="<!here> lights"))

    assert "0 drafts with “<!here> lights”" in words(card.blocks)
    assert card.text.startswith("My drafts: 0 drafts with “&lt;!here&gt; lights”")
    assert "No draft here holds these words" in said(card.blocks)


def test_a_full_page_keeps_slacks_limits():
    rows = [draft("<!channel> " + "long " * 100, id=f"D{n}") for n in range(10)]
    card = listed(*rows, at=ListValue(words="w" * 100).following("x" * 500), after="y" * 500, total=1_000)

    assert message_problems(list(card.blocks)) == []
    assert len(card.blocks) < 50


def test_a_draft_without_a_title_can_be_opened():
    assert "Untitled" in words(listed(draft("  ")).blocks)


def view_of(one, versions=(), decisions=(), comments=(), **about):
    return draft_view(one, activity(versions, decisions, comments), now=LATER, **about)


def test_an_opened_draft_shows_each_platforms_whole_text():
    view = view_of(draft(), [draft().latest])

    assert view_problems(view) == []
    assert words(view["blocks"]) == [
        "Dark mode launch",
        "<@U1>",
        "saved as draft · v1 · 5 minutes ago",
        "Edit",
        "History",
        "Discard",
        "Rename",
        "Duplicate",
        "Export",
        "LinkedIn",
        "Hello",
        "5 / 3,000 · 0 hashtags",
        "X",
        "Hi",
        "2 / 280 · 0 hashtags",
        "Activity",
        "<@U1>",
        "v1 generated · 5 minutes ago",
    ]
    assert DraftValue.read(view["private_metadata"]) == DraftValue(draft=draft().id, version=1)


def test_activity_is_newest_first_and_names_who_did_and_said_what():
    decisions = [
        Decision(draft="D", version=1, person="U2", action="saved", note="<!here>", at=LATER),
    ]
    said = {"draft": "D", "channel": "C1", "author": "U3"}
    comments = [
        Comment(**said, ts="1.0", text="Nice\none, <!channel> *really*", at=NOW + timedelta(minutes=2)),
        Comment(**said, ts="2.0", text="again x3", asks=True, at=LATER),
    ]
    view = view_of(draft(), [draft().latest], decisions, comments)
    shown = words(view["blocks"])[-6:]

    assert {told["type"] for block in view["blocks"][-3:] for told in block["elements"][1:]} == {"plain_text"}
    assert shown == [
        *("<@U2>", "v1 saved “<!here>” · just now"),
        *("<@U3>", "said “Nice one, <!channel> *really*” · 3 minutes ago"),
        *("<@U1>", "v1 generated · 5 minutes ago"),
    ]


def test_what_the_channels_rules_find_is_said_where_a_draft_is_opened():
    found = findings({X: "Cheap lights"}, ChannelProfile(banned_words=("cheap",)))
    assert "⚠ Uses 1 banned word: “cheap”" in words(view_of(draft(), findings=found)["blocks"])


def test_a_long_history_says_how_much_is_left_out():
    decisions = [Decision(draft="D", version=1, person="U2", action="saved", at=LATER)] * 200
    view = view_of(draft(), [], decisions)

    assert words(view["blocks"])[-1] == "and 180 earlier entries"
    assert view_problems(view) == []


def test_a_discarded_draft_can_be_restored_from_its_view():
    restore = buttons(view_of(draft(status=Status.DISCARDED))["blocks"])["Restore"]

    assert restore["action_id"] == Action.RESTORE
    assert CardValue.read(restore["value"]).draft == draft().id


def test_a_working_draft_can_be_saved_from_its_view():
    assert list(buttons(view_of(draft(status=Status.WORKING))["blocks"])) == [
        *("Save draft", "Edit", "History", "Discard", "Rename", "Duplicate", "Export")
    ]


def test_a_scheduled_draft_offers_no_move_and_its_history():
    shown = [*buttons(view_of(draft(status=Status.SCHEDULED))["blocks"])]
    assert shown == ["History", "Rename", "Duplicate", "Export"]


def test_texts_larger_than_a_view_are_cut_with_a_word_about_it():
    texts = dict.fromkeys(Platform, "👨\u200d👩\u200d👧\u200d👦" * 2500)
    one = draft().revised(texts, by="U1", reason="edited", at=NOW)
    view = view_of(one)

    assert view_problems(view) == []
    assert view_size(view) < 250_000
    assert "more characters do not fit here; they are on the card" in said(view["blocks"])


def test_texts_and_what_was_said_of_them_fit_into_a_view_together():
    texts = dict.fromkeys(Platform, "👨\u200d👩\u200d👧\u200d👦" * 2500)
    one = draft().revised(texts, by="U1", reason="edited", at=NOW)
    said = {"draft": "D", "channel": "C1", "author": "U3", "at": NOW, "text": "🎉" * 3_000}
    view = view_of(one, comments=[Comment(**said, ts=f"{n}.0") for n in range(30)])

    assert view_problems(view) == []
    assert len(json.dumps(view)) < 250_000


def test_more_than_were_counted_are_said_to_be_more():
    page = Page(drafts=(draft(),), after=None, total=1_000, more=True)
    assert "1,000+ drafts" in words(drafts_list(page, ListValue(), now=NOW).blocks)


def test_the_longest_search_on_a_late_page_still_fits_its_buttons():
    at = ListValue(show=Filter.DISCARDED, words="\x01" * 100)
    for number in range(40):
        at = at.following(f"4 2026-11-28T12:00:00.000000+00:00 copy-{number:020}")
    page = Page(drafts=(draft(),), after="4 x", total=1_000, more=True)
    assert message_problems(list(drafts_list(page, at, now=NOW).blocks)) == []
    assert view_problems(drafts_window(page, at, now=NOW)) == []


def test_nothing_found_can_be_searched_anew_and_not_exported():
    assert "Search" in buttons(listed().blocks)
    assert "Export these" not in buttons(listed().blocks)


@pytest.mark.parametrize(
    "form",
    [
        rename_form(draft(title="x" * 400)),
        rename_form(draft(title="")),
        search_form(
            SearchValue(at=ListValue(words="d" * 100), response_url="https://hooks.slack.com/" + "x" * 200)
        ),
        export_form(ExportValue(draft="D1"), 1_000),
        export_form(ExportValue(at=ListValue(words="\x01" * 100), channel="C1"), 1_000),
    ],
)
def test_the_small_windows_keep_slacks_rules(form):
    assert view_problems(form) == []
