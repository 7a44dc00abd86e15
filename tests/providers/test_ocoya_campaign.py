"""Campaigns are taken once through either door, and what is known of them is told."""

import pytest

from bot.domain.captions import Finished
from bot.domain.errors import NotConnected, OutcomeUnknown, ProviderRejected
from bot.domain.money import PriceBasis
from bot.domain.ports import Offers, Personal, Polls
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.world import BAKERY, TEAS
from providers.ocoya.campaign_results import NAMELESS, QUEUED
from tests.providers.campaign_world import entered
from tests.providers.mcp_world import ANA, BEN
from tests.providers.test_ocoya_campaign_request import EVERYTHING

CHOSEN = {
    **EVERYTHING,
    "workspace": TEAS.id,
    "brand": TEAS.brands[0].id,
    "hashtag_library": TEAS.libraries[0].id,
    "social_profiles": tuple(profile.id for profile in TEAS.profiles[:2]),
    "reference_designs": tuple(design.id for design in TEAS.designs),
    "watch": False,
}


async def test_a_campaign_is_taken_and_told(door):
    result = await door()

    (campaign,) = door.world.vendor.campaigns
    progress = {"Progress": "0 of 5"} if door.way == "mcp" else {}
    assert isinstance(result, Finished)
    assert result.facts == {
        "Campaign": campaign.id,
        "Status": "GENERATING",
        "Posts": "5 over 7 days",
        **progress,
    }
    assert (result.notes, result.captions) == ((QUEUED,), ())
    assert [link.url for link in result.links] == ["https://app.ocoya.com"]
    assert result.vendor_ids == {"campaign_id": campaign.id, "workspace_id": TEAS.id}


async def test_everything_that_was_chosen_arrives(door):
    fields = {**CHOSEN} if door.way == "mcp" else {k: v for k, v in CHOSEN.items() if k != "image_count"}

    await door(**fields)

    (campaign,) = door.world.vendor.campaigns
    order = {**campaign.order}
    assert campaign.workspace == TEAS
    if door.way == "mcp":
        assert order.pop("workspaceId") == TEAS.id
    assert order == door.brief(**fields).arguments


@pytest.mark.parametrize("form", forms.QUEUED.forms)
async def test_every_form_of_the_reply_is_read_over_rest(over_rest, form):
    over_rest.world.vendor.variants.choose(queued=form)

    result = await over_rest()

    (campaign,) = over_rest.world.vendor.campaigns
    known = form != "empty"
    assert result.facts.get("Campaign") == (campaign.id if known else None)
    assert result.facts["Status"] == "GENERATING"
    assert (NAMELESS in result.notes) is not known


@pytest.mark.parametrize("form", forms.RESULT.forms)
async def test_every_form_of_the_result_is_read_over_mcp(over_mcp, form):
    over_mcp.world.vendor.variants.choose(result=form)

    result = await over_mcp()

    (campaign,) = over_mcp.world.vendor.campaigns
    if form == "words":
        assert result.notes == (QUEUED, NAMELESS, f"It said: “Done: {campaign.id}”")
        assert "Campaign" not in result.facts
    else:
        assert (result.facts["Campaign"], result.facts["Progress"]) == (campaign.id, "0 of 5")


async def test_the_brief_may_have_another_name_over_rest(over_rest):
    over_rest.world.vendor.variants.choose(brief="topic")

    await over_rest()

    assert (over_rest.asked, over_rest.campaigns) == (2, 1)
    assert [call.status for call in over_rest.world.vendor.calls.of("campaign")] == [400, 202]


async def test_a_refusal_that_does_not_speak_of_the_other_name_is_one(over_rest):
    with pytest.raises(ProviderRejected, match="brandId: nothing was not found") as caught:
        await over_rest(brand="nothing")

    assert (caught.value.field, over_rest.asked) == ("brand", 1)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"brand": "nothing"}, "brand"),
        ({"hashtag_library": "nothing"}, "hashtag_library"),
        ({"social_profiles": ("nothing",)}, "social_profiles"),
        ({"generate_media": True, "reference_designs": ("nothing",)}, "reference_designs"),
        ({"workspace": "nothing"}, "workspace"),
    ],
)
async def test_what_the_vendor_does_not_know_is_said_at_the_field(door, fields, named):
    with pytest.raises(ProviderRejected, match="not found") as caught:
        await door(**fields)

    assert (caught.value.field, door.campaigns) == (named, 0)


async def test_what_an_older_tool_does_not_take_is_said_at_the_field(over_mcp):
    over_mcp.world.vendor.variants.choose(tools="older")

    with pytest.raises(ProviderRejected, match="does not take “imageCount” here") as caught:
        await over_mcp(generate_media=True, image_count=2)
    assert (caught.value.field, over_mcp.asked) == ("image_count", 0)

    await over_mcp(generate_media=True)
    assert over_mcp.campaigns == 1


async def test_a_server_without_campaigns_says_so(over_mcp):
    over_mcp.world.vendor.variants.choose(tools="without_campaigns")

    with pytest.raises(ProviderRejected, match="does not offer “ocoya_create_ai_campaign” here"):
        await over_mcp()

    assert over_mcp.asked == 0


@pytest.mark.parametrize("result", ["both", "structured", "text", "mixed", "data", "result", "campaign"])
@pytest.mark.parametrize("tools", ["all", "older"])
async def test_what_there_is_to_choose_from_is_listed_over_mcp(over_mcp, result, tools):
    over_mcp.world.vendor.variants.choose(result=result, tools=tools)

    assert await labels(over_mcp, "workspace") == [TEAS.name]
    assert await labels(over_mcp, "brand", TEAS.id) == [brand.name for brand in TEAS.brands]
    assert await labels(over_mcp, "hashtag_library", TEAS.id) == [item.name for item in TEAS.libraries]
    assert await labels(over_mcp, "reference_designs", TEAS.id) == [item.name for item in TEAS.designs]
    assert (await labels(over_mcp, "social_profiles", TEAS.id))[0] == "Paper Lantern Teas (Facebook)"


async def test_the_only_workspace_need_not_be_chosen_over_mcp(over_mcp):
    assert await labels(over_mcp, "brand") == [brand.name for brand in TEAS.brands]
    result = await over_mcp(workspace=None)

    assert result.vendor_ids["workspace_id"] == TEAS.id


async def test_of_several_workspaces_one_must_be_chosen_over_rest(over_rest):
    with pytest.raises(ProviderRejected, match="choose one") as caught:
        await over_rest(workspace=None)

    assert (caught.value.field, over_rest.asked) == ("workspace", 0)
    assert await labels(over_rest, "workspace") == [TEAS.name, BAKERY.name]


async def labels(door, field, workspace=None):
    given = {"workspace": workspace} if workspace else {}
    return [choice.label for choice in await door.provider.choices(field, given)]


async def test_profiles_that_no_tool_lists_can_be_left_out(over_mcp, monkeypatch):
    async def names():
        return ["ocoya_list_workspaces"]

    monkeypatch.setattr(over_mcp.provider._door._tools, "names", names)

    with pytest.raises(ProviderRejected, match="has no tool that lists social profiles"):
        await over_mcp.provider.choices("social_profiles", {"workspace": TEAS.id})


@pytest.mark.parametrize("way", ["mcp", "rest"])
async def test_a_workspace_of_the_settings_is_nobodys_choice(mcp, way):
    async with entered(mcp, way, OCOYA_WORKSPACE_ID=TEAS.id) as door:
        model = door.provider.request_model
        result = await door.provider.start(model(topic="Summer"), key="k")
        assert await labels(door, "brand") == [brand.name for brand in TEAS.brands]

    assert "workspace" not in model.model_fields
    assert result.vendor_ids["workspace_id"] == TEAS.id


async def test_a_workspace_of_the_settings_that_a_person_did_not_allow_is_told(mcp):
    async with entered(mcp, "mcp", OCOYA_WORKSPACE_ID=BAKERY.id) as door:
        with pytest.raises(ProviderRejected, match="connect Ocoya again, and allow that workspace") as caught:
            await door.provider.start(door.provider.request_model(topic="Summer"), key="k")

    assert (caught.value.field, door.campaigns) == (None, 0)


async def test_who_has_not_connected_is_asked_to(over_mcp):
    ben = over_mcp.opened.acting_for(BEN)

    assert await over_mcp.opened.is_connected(ANA)
    assert not await over_mcp.opened.is_connected(BEN)
    for use in (ben.start(over_mcp.brief(), key="k"), ben.choices("workspace", {})):
        with pytest.raises(NotConnected, match="Connect Ocoya"):
            await use
    with pytest.raises(NotConnected, match="in a person’s name only"):
        await over_mcp.opened.start(over_mcp.brief(), key="k")
    assert over_mcp.campaigns == 0


async def test_who_signs_out_is_not_connected_any_more(over_mcp):
    await over_mcp.opened.sign_out(ANA)

    with pytest.raises(NotConnected):
        await over_mcp()


def test_only_the_door_in_a_persons_name_is_personal(over_mcp, over_rest):
    assert isinstance(over_mcp.opened, Personal)
    assert not isinstance(over_rest.opened, Personal)
    for door in (over_mcp, over_rest):
        assert isinstance(door.provider, Polls)
        assert isinstance(door.provider, Offers)
        assert door.opened.name == "ocoya_campaign"


def test_nothing_is_published_of_the_price(over_mcp):
    assert over_mcp.opened.price(None).basis is PriceBasis.UNPUBLISHED


async def test_an_unclear_end_says_where_to_look_and_is_never_sent_again(door):
    door.world.vendor.faults.once("dropped_after", on=door.kind)

    with pytest.raises(OutcomeUnknown, match="Look in Ocoya whether the campaign is there") as caught:
        await door()

    assert (caught.value.provider, door.asked, door.campaigns) == ("Ocoya", 1, 1)
