"""The card of a campaign: a table of its posts, a menu to open them, plain lines where tables are unknown."""

from datetime import date, timedelta

import pytest

from bot.blocks.campaign import campaign_card
from bot.blocks.cards import card_of
from bot.blocks.elements import length
from bot.blocks.messages import MOST_TEXT
from bot.domain.generations import State
from bot.domain.platforms import Platform
from bot.domain.posts import Slot
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import LINKEDIN, NOW, X, buttons, facts, failure, finished, part, run, said

FIRST = date(2026, 12, 1)


def slots(*standings, each=1):
    return tuple(
        Slot(
            number=n + 1,
            day=FIRST + timedelta(days=n),
            request={},
            parts=tuple(range(n * each, (n + 1) * each)),
            draft=f"DRAFT{n}",
            standing=standing,
        )
        for n, standing in enumerate(standings)
    )


def written(text="Hello\nthere", where=LINKEDIN):
    return part(where, result=finished([(where, text)]), sent_at=NOW)


def rows(card):
    (table,) = [block for block in card.blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_under_way_it_says_what_is_written_being_written_and_waiting():
    parts = [written(), *(part(X) for _ in range(5))]
    campaign = run(*parts, plan=slots("draft", "", "", "", "", ""), state=State.RUNNING)
    card = campaign_card(campaign, facts())

    assert rows(card) == [
        ["Post", "Day", "For", "Begins", "State"],
        ["1", "Tue 1 Dec", "LinkedIn", "Hello", "saved as draft"],
        ["2", "Wed 2 Dec", "X", "–", "being written"],
        ["3", "Thu 3 Dec", "X", "–", "being written"],
        ["4", "Fri 4 Dec", "X", "–", "being written"],
        ["5", "Sat 5 Dec", "X", "–", "waiting"],
        ["6", "Sun 6 Dec", "X", "–", "waiting"],
    ]
    assert card.text == "Dark mode launch: campaign, 1 of 6 posts written"
    assert "Writing 6 posts with PostEverywhere… — started by" in said(card.blocks)
    assert "campaign of 6 posts · 1 Dec to 6 Dec 2026" in said(card.blocks)
    assert [*buttons([b for b in card.blocks if b.get("block_id") == "card"])] == ["Cancel"]
    assert message_problems(list(card.blocks)) == []


def test_in_the_end_it_says_what_is_missing_and_why():
    parts = [written(), part(X, failure=failure("credits"), sent_at=NOW), part(X)]
    campaign = run(*parts, plan=slots("approved", "", ""), state=State.DONE, cancel_requested=True)
    card = campaign_card(campaign, facts())

    assert [row[4] for row in rows(card)[1:]] == ["approved", "not written", "stopped"]
    assert "Not written: X" in said(card.blocks)
    assert "Edit brief" in said(card.blocks)
    assert message_problems(list(card.blocks)) == []


def test_a_post_that_lacks_a_platform_says_so():
    parts = [written(), part(X, failure=failure("down"), sent_at=NOW)]
    card = campaign_card(run(*parts, plan=slots("draft", each=2), state=State.DONE), facts())
    assert rows(card)[1][2:] == ["LinkedIn and X", "Hello", "saved as draft, in part"]


def test_written_posts_can_be_opened():
    campaign = run(written(), part(X), plan=slots("draft", ""), state=State.RUNNING)
    (menu,) = [
        b["elements"][0] for b in campaign_card(campaign, facts()).blocks if b.get("block_id") == "posts"
    ]
    assert [(o["value"], o["text"]["text"]) for o in menu["options"]] == [("DRAFT0", "1 · 1 Dec · Hello")]


@pytest.mark.parametrize("text", ["<!channel> " * 500, "👨‍👩‍👧‍👦" * 500, "x" * 5_000, "\n\n  \n"])
def test_the_largest_campaign_fits_whatever_is_written(text):
    everywhere = [p for p in Platform if p is not Platform.ANY]
    parts = [written(text, where) for _ in range(30) for where in everywhere]
    campaign = run(*parts, plan=slots(*["draft"] * 30, each=len(everywhere)), state=State.DONE)
    card = campaign_card(campaign, facts())
    for blocks in (card.blocks, card.simple):
        assert message_problems(list(blocks)) == []
        assert length(blocks) <= MOST_TEXT


def test_where_there_are_no_tables_the_posts_are_lines():
    campaign = run(written("*bold*"), plan=slots("draft"), state=State.DONE)
    card = campaign_card(campaign, facts())
    assert not [block for block in card.simple if block["type"] == "table"]
    assert "1 · Tue 1 Dec · LinkedIn · *bold* · saved as draft" in said(card.simple)
    assert message_problems(list(card.simple)) == []


@pytest.mark.parametrize("state", [State.ACCEPTED, State.RUNNING, State.DONE])
def test_a_run_with_a_plan_has_it(state):
    card = card_of(run(written(), plan=slots("draft"), state=state), None, None, now=NOW)
    assert "campaign, 1 of 1 post written" in card.text


@pytest.mark.parametrize("state", [State.FAILED, State.UNSURE, State.CANCELLED])
def test_a_campaign_that_gave_nothing_says_so_as_any_run_does(state):
    failed = run(part(X, failure=failure("credits")), plan=slots(""), state=state)
    assert "campaign," not in card_of(failed, None, None, now=NOW).text
