"""Connecting one's own account at a vendor: from the card that asks for it, to the browser, and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from playground.slack.limits import Failure
from tests.flows.embassy import Embassy, open_authority
from tests.flows.person import settled
from tests.flows.visits import open_browser, reachable
from tests.flows.ways import both_ways

CONNECT, AGAIN = "Connect Embassy", "Try again"


@pytest.fixture
def plugins():
    return (Embassy,)


@pytest.fixture
def own():
    return reachable()


@pytest.fixture
async def authority():
    async with open_authority() as opened:
        yield opened


@pytest.fixture
def given(authority):
    return {"EMBASSY_ADDRESS": authority.address}


@pytest.fixture
async def browser():
    async with open_browser() as opened:
        yield opened


async def refused(person, saying="Good morning"):
    """The card of a run whose person's permission was withdrawn."""
    world = person.world
    await world.provider("embassy").knew(world.team, person.id)
    card = await person.starts(saying, "embassy")
    await person.sees("Embassy needs your permission", "Nothing was charged.", "Your brief is kept.", saying)
    return card


async def link_from(card):
    """Where the link leads that a press on the card's button gives."""
    await card.click(CONNECT)
    answer = await card.person.sees_privately("Connect it, then press Try again")
    return answer.find(CONNECT)[1]["url"]


async def test_a_form_is_not_sent_before_one_is_connected(ana, authority, browser):
    await ana.opens("/compose Good morning")
    form = await ana.writes_with("embassy")
    assert "Connect Embassy first" in form.text
    told = await ana.submits()
    assert told == {"_provider": "Connect Embassy first, with what is said below; then send this form again."}
    await browser.goes_to(form.find(CONNECT)[1]["url"])
    assert await ana.submits() == {}
    await ana.sees("Good morning, says Ana Ruiz")


async def test_an_open_form_has_a_new_link_after_a_refusal_and_says_when_it_is_connected(
    ana, authority, browser
):
    await ana.opens("/compose")
    form = await ana.writes_with("embassy")
    ana.fills(saying="Good evening")
    authority.consents = False
    first = form.find(CONNECT)[1]["url"]
    assert (await browser.goes_to(first))[0] == 400
    form = await ana.sees_form(CONNECT)
    second = form.find(CONNECT)[1]["url"]
    assert second != first
    authority.consents = True
    assert (await browser.goes_to(second))[0] == 200
    form = await ana.sees_form("Embassy works with your own account, which is connected.")
    assert CONNECT not in form.buttons
    assert await ana.submits() == {}
    await ana.sees("Good evening, says Ana Ruiz")


@both_ways
async def test_from_the_card_to_the_browser_and_back_to_a_result(world, ana, ben, authority, browser):
    card = await refused(ana)
    assert card.buttons == [CONNECT, AGAIN, "Use another provider", "Edit brief"]
    link = await link_from(card)
    assert not ben.private
    assert not any(link in repr(seen.body) for seen in ben.messages())
    assert (await browser.goes_to(link))[0] == 200
    await ana.sees("*Embassy is connected.*", "press *Try again*", where=ana.direct)
    await card.click(AGAIN)
    await ana.sees("Good morning, says Ana Ruiz", "Save draft")
    assert len(ana.cards()) == 1


async def test_whoever_follows_the_link_is_asked_first_and_may_leave_it(ana, authority, browser):
    link = await link_from(await refused(ana))
    for _ in range(2):
        status, page = await browser.sees(link)
        assert (status, "<h1>Connect Embassy?</h1>" in page) == (200, True)
        assert "If somebody sent you this link, close this page" in page
    assert not authority.codes
    assert (await browser.goes_to(link))[0] == 200


@both_ways
async def test_the_page_says_in_words_what_now(ana, authority, browser):
    status, page = await browser.goes_to(await link_from(await refused(ana)))
    assert status == 200
    assert "<h1>Embassy is connected</h1>" in page
    assert "Go back to Slack." in page


async def test_what_one_person_allowed_is_nobody_elses(ana, ben, authority, browser):
    await browser.goes_to(await link_from(await refused(ana)))
    await refused(ben, "Good evening")
    await ben.says("/galley connect")
    await ben.sees_privately("Embassy: not connected")


async def test_on_somebody_elses_card_it_says_whose_permission_is_missing(ana, ben, authority):
    await refused(ana)
    card = await ben.sees("Embassy needs your permission")
    await card.click(CONNECT)
    answer = await ben.sees_privately("<@U1ANA> started this", "their permission at Embassy")
    assert CONNECT not in answer.buttons


async def test_whoever_tries_again_does_so_with_their_own_account(ana, ben, authority, browser):
    await refused(ana)
    await ben.says("/galley connect")
    link = (await ben.sees_privately("Embassy: not connected")).find(CONNECT)[1]["url"]
    authority.account = "Ben Okafor"
    await browser.goes_to(link)
    await (await ben.sees("Embassy needs your permission")).click(AGAIN)
    await ben.sees("Good morning, says Ben Okafor")


async def test_pressed_again_once_connected_it_says_so(ana, authority, browser):
    card = await refused(ana)
    await browser.goes_to(await link_from(card))
    await card.click(CONNECT)
    await ana.sees_privately("You are connected to Embassy: press Try again.")


@both_ways
async def test_who_declines_is_not_connected_and_reads_how_to_begin_again(world, ana, authority, browser):
    authority.consents = False
    status, page = await browser.goes_to(await link_from(await refused(ana)))
    assert status == 400
    assert "<h1>Not connected</h1>" in page
    assert "You did not allow it at Embassy." in page
    assert "press Connect once more" in page
    await settled()
    assert not ana.messages(ana.direct)
    await ana.says("/galley connect")
    await ana.sees_privately("Embassy: not connected")


async def test_a_link_works_once(ana, authority, browser):
    link = await link_from(await refused(ana))
    await browser.goes_to(link)
    status, page = await browser.goes_to(link)
    assert (status, "This link was used already." in page) == (400, True)


async def test_a_link_that_was_changed_leads_nowhere(ana, authority, browser):
    link = await link_from(await refused(ana))
    for wrong in (link[:-1], link.replace("/connect/embassy/", "/connect/nobody/"), f"{link}x"):
        status, page = await browser.goes_to(wrong)
        assert (status, "Not connected" in page) == (400, True)
    assert (await browser.goes_to(link))[0] == 200


async def test_an_answer_that_nobody_asked_for_is_refused(ana, authority, browser):
    there = await browser.is_sent(await link_from(await refused(ana)))
    back = parse_qs(urlsplit(there).query)["redirect_uri"][0]
    status, page = await browser.goes_to(f"{back}?state=forged&code=forged")
    assert (status, "Nobody asked Embassy for this." in page) == (400, True)
    assert (await browser.goes_to(there))[0] == 200


async def test_another_browser_cannot_end_what_this_one_began(ana, authority, browser):
    there = await browser.is_sent(await link_from(await refused(ana)))
    async with open_browser() as others:
        status, page = await others.goes_to(there)
    assert (status, "This browser did not begin to connect" in page) == (400, True)
    assert authority.tokens == {}


async def test_two_people_who_mix_up_their_answers_get_neither(ana, ben, authority, browser):
    await browser.is_sent(await link_from(await refused(ana)))
    async with open_browser() as others:
        theirs = await others.is_sent(await link_from(await refused(ben, "Good evening")))
    status, page = await browser.goes_to(theirs)
    assert (status, "for somebody else" in page) == (400, True)
    assert (authority.tokens, authority.withdrawn) == ({}, ["Ana Ruiz"])


async def test_a_vendor_that_breaks_is_told_with_a_reference(world, ana, authority, browser):
    world.expects("unexpected error")
    there = await browser.is_sent(await link_from(await refused(ana)))
    status, page = await browser.goes_to(there.replace("/authorize?", "/authorize/nowhere?"))
    assert status == 404
    back = parse_qs(urlsplit(there).query)
    answer = f"{back['redirect_uri'][0]}?state={back['state'][0]}"  # and no code
    status, page = await browser.goes_to(answer)
    assert (status, "Something broke on our side (reference " in page) == (400, True)


async def test_a_person_who_cannot_be_told_is_connected_all_the_same(world, ana, authority, browser):
    card = await refused(ana)
    link = await link_from(card)
    world.playground.limits.fail(
        "chat.postMessage", Failure(error="restricted_action", status=200, retry_after=None)
    )
    world.expects("restricted_action")
    assert (await browser.goes_to(link))[0] == 200
    await card.click(AGAIN)
    await ana.sees("Good morning, says Ana Ruiz")


@both_ways
async def test_the_list_shows_how_one_stands_and_ends_it_when_confirmed(ana, ben, authority, browser):
    await ana.says("/galley connect")
    mine = await ana.sees_privately("Embassy: not connected", CONNECT, "works once, within ten minutes")
    await browser.goes_to(mine.find(CONNECT)[1]["url"])
    await mine.click(CONNECT)  # Slack tells of a followed link, too
    await ana.says("/galley connect")
    mine = await ana.sees_privately("Embassy: connected")
    await mine.double_click("Disconnect", agreeing="Galley forgets your permission there.")
    await ana.workspace.until(lambda: "Embassy: not connected" in mine.text)
    assert (authority.tokens, authority.withdrawn) == ({}, ["Ana Ruiz"])
    assert not ben.private
    await refused(ana)


@pytest.mark.parametrize("own", [{}], ids=["no address"])
async def test_where_no_browser_reaches_galley_it_says_what_to_run(world, ana, authority):
    card = await refused(ana)
    await card.click(CONNECT)
    answer = await ana.sees_privately(
        "Run this where Galley runs", f"galley connect embassy --team {world.team} --person {ana.id}"
    )
    assert answer.buttons == []
    await ana.says("/galley connect")
    await ana.sees_privately("Embassy: not connected", "galley connect embassy")


@pytest.mark.parametrize("plugins", [()], ids=["none"])
async def test_where_nothing_needs_connecting_it_says_so(ana):
    await ana.says("/galley connect")
    await ana.sees_privately("Nothing needs connecting here")
