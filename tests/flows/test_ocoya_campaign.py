"""A campaign that the vendor plans and writes, in the whole app: queued once, and told as it is."""

import pytest

from bot.app import open_galley
from bot.manifest import MANIFEST
from bot.play import local_settings
from playground.server import Playground
from playground.slack.fixtures import fresh_workspace
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya.kinds import CAMPAIGN
from playground.vendors.ocoya.world import TEAS
from tests.flows.ocoyas import chooses_workspace, offered
from tests.flows.visits import open_browser, reachable
from tests.flows.worlds import World, connected
from tests.patient import PATIENT

BRIEF = "We are moving to a bigger kitchen"
CONNECT = "Connect Ocoya campaign"


@pytest.fixture
def vendor():
    """Where people have decided beforehand, so that their browser comes straight back."""
    simulator = OcoyaSimulator(pace=0)
    simulator.variants.choose(consent="given")
    return simulator


@pytest.fixture
def way():
    """A story may have the other one."""
    return "rest"


@pytest.fixture
async def world(vendor, tmp_path, way):
    playground = Playground(fresh_workspace(MANIFEST), extra_routes=vendor.routes(), timing=PATIENT)
    await playground.start()
    base = playground.base_url
    given = {
        "OCOYA_CAMPAIGNS": way,
        "OCOYA_API_KEY": vendor.key,
        "OCOYA_BASE_URL": vendor.address(base),
        "OCOYA_MCP_URL": vendor.mcp_address(base),
    }
    settings = local_settings(playground, tmp_path, **reachable())
    try:
        async with (
            vendor.serving(base),
            open_galley(settings, given=given, with_sample=True, env_file=None) as galley,
            connected("socket", playground, galley, settings),
        ):
            world = World(playground, vendor, galley)
            yield world
            assert world.refused() == []
    finally:
        await playground.stop()


@pytest.fixture
async def browser():
    async with open_browser() as opened:
        yield opened


async def plans(person):
    """The form, with a workspace chosen."""
    await person.opens(f"/campaign {BRIEF}", title="Plan a campaign")
    await person.writes_with("ocoya_campaign")
    await chooses_workspace(person, TEAS)
    return person.form


async def test_a_campaign_is_queued_once_and_told(ana, vendor):
    await plans(ana)
    await offered(ana, "brand")
    assert (
        await ana.submits(campaign_goal="launch", campaign_posts=4, campaign_days=10, brand=TEAS.brands[0].id)
        == {}
    )
    card = await ana.sees("Ocoya writes the posts in its background", "run")

    (campaign,) = vendor.campaigns
    assert [campaign.order[name] for name in ("goal", "count", "duration")] == ["launch", 4, 10]
    assert campaign.order["brandId"] == TEAS.brands[0].id
    for said in (f"Campaign: {campaign.id}", "Status: GENERATING", "Posts: 4 over 10 days", "Open Ocoya"):
        assert said in card.text


async def test_new_drafts_are_on_the_card(ana, vendor):
    await plans(ana)
    assert await ana.submits(campaign_posts=3, watch="yes") == {}
    card = await ana.sees("New drafts in this workspace: 3", "run")

    assert len(vendor.campaigns) == 1
    assert "Which campaign a draft is of Ocoya does not say" in card.text
    assert "finished" not in card.text.lower()


async def test_what_does_not_fit_is_said_at_the_field(ana, vendor):
    await plans(ana)

    assert (await ana.submits(campaign_posts=2, campaign_days=31)).keys() == {
        "campaign_posts",
        "campaign_days",
    }
    wrong = await ana.submits(campaign_posts=3, campaign_days=30, reference_urls="https://example.com/1.png")
    assert "tick “Images”" in wrong["reference_urls"]
    assert not vendor.campaigns


async def test_an_unclear_end_is_never_sent_again_by_itself(ana, vendor):
    vendor.faults.once("dropped_after", on=CAMPAIGN)
    await plans(ana)
    assert await ana.submits() == {}
    card = await ana.sees("Unsure whether Ocoya campaign did this")

    assert "Look in Ocoya whether the campaign is there before you ask again" in card.text
    assert len(vendor.campaigns) == 1


@pytest.mark.parametrize("way", ["mcp"])
class TestInAPersonsName:
    async def test_who_has_not_connected_does_so_from_the_form(self, ana, vendor, browser):
        await ana.opens(f"/campaign {BRIEF}", title="Plan a campaign")
        form = await ana.writes_with("ocoya_campaign")
        assert "Connect Ocoya campaign first" in (await ana.submits())["_provider"]
        assert not vendor.campaigns

        status, page = await browser.goes_to(form.find(CONNECT)[1]["url"])
        assert (status, "Ocoya campaign is connected" in page) == (200, True)
        assert await offered(ana, "workspace") == [
            "Paper Lantern Teas",
            "Crumb & Co. Bakery",
        ]
        await ana.chooses("workspace", TEAS.id)
        assert await ana.submits(generate_media="yes", image_count=3, campaign_posts=3) == {}
        await ana.sees("Campaign: ", "Progress: 0 of 3", "Ocoya writes the posts in its background")

        (campaign,) = vendor.campaigns
        assert campaign.order["imageCount"] == 3

    async def test_who_withdrew_the_permission_is_asked_for_it_again(self, ana, vendor, browser):
        await ana.opens(f"/campaign {BRIEF}", title="Plan a campaign")
        form = await ana.writes_with("ocoya_campaign")
        await browser.goes_to(form.find(CONNECT)[1]["url"])
        await offered(ana, "workspace")
        await ana.chooses("workspace", TEAS.id)
        vendor.revoke_all()
        assert await ana.submits() == {}
        card = await ana.sees("Ocoya campaign needs your permission", "Nothing was charged.")
        assert not vendor.campaigns

        await card.click(CONNECT)
        told = await ana.sees_privately("Connect it, then press Try again")
        await browser.goes_to(told.find(CONNECT)[1]["url"])
        await card.click("Try again")
        await ana.sees("Campaign: ", "Ocoya writes the posts in its background")
        assert len(vendor.campaigns) == 1
