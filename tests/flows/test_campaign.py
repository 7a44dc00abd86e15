"""A campaign by a provider that has no call for one: planned here, written post after post, on one card."""

import json

import pytest

from playground.slack.fixtures import GENERAL
from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.worlds import CAPTIONS


async def plans(person, brief="Our new teapot", provider="sample", **fields):
    """From `/campaign` to the card of a campaign that is under way or done."""
    await person.opens(f"/campaign {brief}", title="Plan a campaign")
    await person.writes_with(provider)
    assert await person.submits(**fields) == {}
    return await person.sees("campaign of")


def table(card):
    """The rows of the card's table, without its headings."""
    (block,) = [block for block in card.blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in block["rows"][1:]]


async def test_the_posts_come_as_drafts_on_one_card_with_a_table(ana):
    await plans(ana, campaign_posts=4, campaign_days=8, campaign_start="2030-12-03")
    card = await ana.sees("4 of 4 posts written")

    rows = table(card)
    assert [row[:3] for row in rows] == [
        ["1", "Tue 3 Dec", "LinkedIn and X"],
        ["2", "Thu 5 Dec", "LinkedIn and X"],
        ["3", "Sat 7 Dec", "LinkedIn and X"],
        ["4", "Mon 9 Dec", "LinkedIn and X"],
    ]
    assert {row[4] for row in rows} == {"saved as draft"}
    assert all(row[3] not in ("", "–") for row in rows)
    assert "3 Dec to 9 Dec 2030" in card.text
    assert len(ana.cards()) == 1
    await ana.says("/drafts mine")
    found = await ana.sees_privately("My drafts", "4 drafts")
    assert "Our new teapot · 1 of 4" in found.text


async def test_a_post_is_opened_from_the_card_and_what_becomes_of_it_is_told_there(ana):
    await plans(ana, campaign_posts=3)
    card = await ana.sees("3 of 3 posts written")
    await card.picks("open_post", 1)
    form = await ana.sees_form("Our new teapot · 2 of 3")
    await form.click("Discard", agreeing="restore it")
    card = await ana.sees("3 of 3 posts written")
    await ana._until(lambda: table(card)[1][4] == "discarded", "the table to say so", 10)


async def test_help_in_the_thread_of_a_campaign_says_how_to_work_on_a_post(ana):
    await plans(ana, campaign_posts=3)
    card = await ana.sees("3 of 3 posts written")
    await ana.says("help", card.ts)
    await ana.sees_privately("This card is a whole campaign", "To work on a post, open it on the card")


async def test_the_form_says_what_all_posts_cost_and_bounds_are_told_at_the_field(ana):
    form = await ana.opens("/campaign Our new teapot", title="Plan a campaign")
    await ana.writes_with("posteverywhere")
    await ana.chooses("platforms", "x", "linkedin")
    await ana.chooses("campaign_posts", "6")
    form = await ana.sees_form("12 credits, exact", "6 posts × 2")
    assert form.body["submit"]["text"] == "Start campaign"
    wrong = await ana.submits(topic="x" * 1_000)
    assert "posteverywhere" not in wrong["topic"].lower() or "PostEverywhere takes" in wrong["topic"]
    assert "Take out" in wrong["topic"]


async def test_a_campaign_cannot_begin_in_the_past(ana):
    await ana.opens("/campaign Our new teapot", title="Plan a campaign")
    await ana.writes_with("sample")
    wrong = await ana.submits(campaign_start="2020-01-01")
    assert wrong == {"campaign_start": "1 January 2020 has passed. Pick today or a later day."}
    assert ana.cards() == []


async def test_each_post_is_asked_for_once_with_its_own_side_of_the_brief(world, ana):
    await plans(ana, provider="posteverywhere", campaign_posts=3, campaign_goal="launch", platforms=["x"])
    await ana.sees("3 of 3 posts written", "Used 3 credits")
    topics = [json.loads(call.body)["topic"] for call in world.vendor.calls.to(CAPTIONS)]
    assert len(topics) == 3
    assert all(topic.startswith("Our new teapot\n\nPost ") for topic in topics)
    assert sorted(topic.rsplit("This post: ", 1)[1] for topic in topics) == [
        "a problem that it solves.",
        "announce it.",
        "sum it up, and invite people to try it.",
    ]


async def test_what_is_missing_is_asked_for_again_and_only_that(world, ana):
    world.vendor.faults.once("out_of_credits")
    await plans(ana, provider="posteverywhere", campaign_posts=3, platforms=["x"])
    card = await ana.sees("2 of 3 posts written", "Not written")
    assert sorted(row[4] for row in table(card)) == ["not written", "saved as draft", "saved as draft"]
    await card.click("Try the rest again")
    card = await ana.sees("3 of 3 posts written", without=["Not written"])
    assert {row[4] for row in table(card)} == {"saved as draft"}
    assert len(ana.cards()) == 1
    await ana.says("/drafts mine")
    await ana.sees_privately("My drafts", "3 drafts")


async def test_a_campaign_that_gives_nothing_is_a_failure_with_its_brief_kept(world, ana):
    world.vendor.faults.always("out_of_credits")
    await ana.opens("/campaign Our new teapot", title="Plan a campaign")
    await ana.writes_with("posteverywhere")
    await ana.submits(campaign_posts="4", platforms=["x"])
    card = await ana.sees("not enough credits", "Nothing was charged")
    await card.click("Edit brief")
    form = await ana.sees_form("Plan a campaign")
    assert (form.value("topic"), form.value("campaign_posts")) == ("Our new teapot", "4")
    await ana.writes_with("sample")
    form = await ana.sees_form("Plan a campaign")
    assert (form.value("topic"), form.value("campaign_posts")) == ("Our new teapot", "4")
    assert await ana.submits() == {}
    await ana.sees("4 of 4 posts written")
    assert len(ana.cards()) == 1


async def test_a_stopped_campaign_keeps_what_it_has_and_asks_for_no_more(world, ana):
    world.vendor.slow_down(0.5)
    card = await plans(ana, provider="posteverywhere", campaign_posts=20, platforms=["x"])
    await ana.sees("being written", "saved as draft")
    await card.click("Cancel")
    card = await ana.sees("Not written", "Stopped")
    asked = len(world.vendor.calls.to(CAPTIONS))
    assert 0 < asked < 20
    assert [row[4] for row in table(card)].count("saved as draft") == asked
    await settled(1)
    assert len(world.vendor.calls.to(CAPTIONS)) == asked


async def test_only_me_gets_a_campaign_alone(ana):
    await ana.opens("/campaign Our new teapot", title="Plan a campaign")
    await ana.writes_with("sample")
    assert await ana.submits(_where="me", campaign_posts="3") == {}
    await ana.sees("3 of 3 posts written", where=ana.direct)
    assert ana.cards(GENERAL) == []


async def test_the_home_leads_to_one_too(ana):
    home = await ana.opens_home("Plan a campaign")
    await home.click("Plan a campaign")
    await ana.sees_form("Plan a campaign", "as a direct message")


async def test_help_says_what_it_does(ana):
    await ana.says("/campaign help")
    await ana.sees_privately("several posts from one brief", "nothing is posted by itself")


@pytest.mark.parametrize("text", ["<!channel> *bold* & <@U1>", "👨‍👩‍👧‍👦 " * 40])
async def test_any_brief_is_shown_as_it_is(ana, text):
    await plans(ana, brief=text, campaign_posts=3)
    await ana.sees("3 of 3 posts written")


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
async def test_a_slack_that_knows_no_tables_gets_the_posts_as_lines(world, ana, method):
    world.expects("invalid_blocks")
    world.playground.limits.fail(method, Failure(error="invalid_blocks", status=200, retry_after=None))
    await plans(ana, campaign_posts=3)
    await ana.sees("3 of 3 posts written")
    calls = [e for e in world.workspace.traffic if e.kind == method and e.direction == "from app"]
    refused, instead = (str(call.payload["blocks"]) for call in calls[:2])
    assert ("raw_text" in refused, "raw_text" in instead) == (True, False)
    assert "1 · " in instead
