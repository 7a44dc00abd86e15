"""`/galley`, and the App Home."""

import pytest

from playground.vendors.posteverywhere import NO_AI_KEY
from tests.flows.person import settled
from tests.flows.ways import both_ways


@both_ways
@pytest.mark.parametrize("typed", ["/galley", "/galley help", "/galley HELP "])
async def test_help_lists_the_commands_privately(ana, ben, typed):
    await ana.says(typed)
    await ana.sees_privately("/compose", "/drafts", "/galley status", "/galley credits")
    assert not ben.private


@both_ways
async def test_status_says_whether_each_provider_works(ana):
    await ana.says("/galley status")
    await ana.sees_privately("✓ PostEverywhere: works", "200 credits left (just now)", "Sample writer: works")


@pytest.mark.parametrize("given", [{"POSTEVERYWHERE_API_KEY": NO_AI_KEY}], ids=["no ai"])
async def test_status_says_what_is_wrong_with_a_key(ana):
    await ana.says("/galley status")
    await ana.sees_privately("⚠ PostEverywhere: does not work now", "lacks the ai scope")


async def test_status_survives_a_vendor_that_talks_nonsense(world, ana):
    world.vendor.faults.always("html_page")
    await ana.says("/galley status")
    await ana.sees_privately("⚠ PostEverywhere: does not work now", "having trouble (error 502)")


@both_ways
async def test_credits_are_told_with_their_age_and_only_where_there_are_any(ana):
    await ana.says("/galley credits")
    await ana.sees_privately("PostEverywhere: 200 credits left (just now)", "Sample writer: free")


@both_ways
@pytest.mark.parametrize("word", ["status", "credits"])
async def test_what_is_not_connected_is_told_with_what_it_needs(ana, ben, word):
    await ana.says(f"/galley {word}")
    seen = await ana.sees_privately(
        "PowerPost: not connected. Whoever runs Galley sets POWERPOST_API_KEY and POWERPOST_WORKSPACE_ID"
    )
    assert "Sample writer: not connected" not in seen.text
    assert "PostEverywhere: not connected" not in seen.text
    assert not ben.private


CLOSED = {
    "POWERPOST_API_KEY": "pp_live_0123456789",
    "POWERPOST_WORKSPACE_ID": "ws_1",
    "POWERPOST_BASE_URL": "http://127.0.0.1:9",
    "OCOYA_API_KEY": "ocoya-0123456789",
    "OCOYA_BASE_URL": "http://127.0.0.1:9",
    "OCOYA_CAMPAIGNS": "mcp",
}


@pytest.mark.parametrize("given", [CLOSED], ids=["closed port"])
async def test_when_all_are_connected_none_is_said_not_to_be(ana):
    await ana.says("/galley status")
    seen = await ana.sees_privately("⚠ PowerPost: does not work now", "✓ PostEverywhere: works")
    assert "✓ Ocoya campaign: ready. Each person connects an account of their own" in seen.text
    assert "not connected" not in seen.text


async def test_credits_follow_what_was_spent(ana):
    await ana.starts("Dark mode is here", "posteverywhere", count=3)
    await ana.sees("Used 3 credits, 197 left")
    await ana.says("/galley credits")
    await ana.sees_privately("197 credits left")


async def test_a_word_that_is_not_known_is_answered_with_those_that_are(ana):
    await ana.says("/galley <!channel> *sing*")
    seen = await ana.sees_privately("I do not know “<!channel> *sing*”", "/galley status")
    assert seen.captions == ["I do not know “<!channel> *sing*”. These I know:"]
    assert "<!channel>" not in seen.fallback


@both_ways
async def test_the_home_of_a_newcomer_shows_three_steps(ana):
    home = await ana.opens_home("Your first draft in three steps", "Compose a post", "/drafts")
    assert "PostEverywhere: not known yet" in home.text


@both_ways
async def test_the_home_shows_ones_drafts_and_the_teams_and_opens_them(ana, ben):
    await (await ana.composes("Dark mode is here")).click("Save draft")
    await ana.sees("saved as draft")
    await (await ben.composes("Shoes for everyone")).click("Save draft")
    await ben.sees("Shoes for everyone", "saved as draft")
    home = await ana.opens_home("My drafts", "Recent team drafts", "Shoes for everyone")
    mine, _, team = home.text.partition("Recent team drafts")
    assert "Shoes" not in mine
    assert "Dark mode is here" in team
    await home.click("Open Shoes for everyone")
    await ana.sees_form("Draft", "Shoes for everyone", "Activity")


async def test_the_home_is_up_to_date_each_time_it_is_opened(ana):
    await ana.opens_home("three steps")
    await (await ana.composes("Dark mode is here")).click("Save draft")
    await ana.sees("saved as draft")
    await ana.opens_home("My drafts", "Dark mode is here")


@both_ways
async def test_the_messages_tab_says_once_what_can_be_done_there(world, ana):
    ana.people.open_home(ana.id, "messages")
    ana.channel = ana.direct
    await ana.says("Hello, is anybody there?")
    seen = await ana.sees("Compose a post", "/galley help", "costs nothing")
    await ana.says("Thank you")
    await settled()
    assert (world.sent("views.publish"), world.sent("chat.postMessage")) == (0, 1)
    await seen.click("Compose a post")
    await ana.sees_form("The result comes to you as a direct message.")


async def test_what_people_write_in_channels_is_nothing_to_answer(world, ana):
    await ana.says("Hello, is anybody there?")
    await settled()
    assert world.sent("chat.postMessage") == 0
