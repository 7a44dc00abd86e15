"""Tools are used in whatever form the server answers, and only as it says they can be."""

import pytest

from bot.domain.errors import ProviderRejected
from playground.vendors.ocoya.variants import PROTOCOL, RESULT, TRANSPORT
from playground.vendors.ocoya.world import TEAS
from tests.providers.mcp_world import ANA, ARGUMENTS, CAMPAIGN, WORKSPACES

LISTED = {"workspaces": [{"id": TEAS.id, "name": TEAS.name}]}


def calls(mcp, kind):
    return [call.body for call in mcp.vendor.calls.of(kind)]


async def test_the_arguments_go_out_as_they_are(mcp):
    tools = await mcp.signed_in()
    arguments = {**ARGUMENTS, "count": 6, "generateMedia": False, "socialProfileIds": [TEAS.profiles[0].id]}

    await tools.work(CAMPAIGN, arguments)

    (campaign,) = mcp.vendor.campaigns
    sent = {name: value for name, value in campaign.order.items() if name in arguments}
    assert sent == arguments


@pytest.mark.parametrize("transport", TRANSPORT.forms)
@pytest.mark.parametrize("protocol", PROTOCOL.forms)
async def test_every_transport_and_protocol_is_spoken(mcp, transport, protocol):
    mcp.vendor.variants.choose(transport=transport, protocol=protocol)
    tools = await mcp.signed_in()

    for _ in range(2):
        assert await tools.look(WORKSPACES) == LISTED
        assert (await tools.work(CAMPAIGN, ARGUMENTS))["status"] == "GENERATING"

    assert len(mcp.vendor.campaigns) == 2


@pytest.mark.parametrize("form", RESULT.forms)
async def test_every_form_of_a_result_is_read(mcp, form):
    mcp.vendor.variants.choose(result=form)
    tools = await mcp.signed_in()

    data = await tools.work(CAMPAIGN, ARGUMENTS)

    (campaign,) = mcp.vendor.campaigns
    receipt = campaign.receipt()
    id_ = {"id": receipt.pop("campaignId")}
    expected = {
        "data": {"data": campaign.receipt()},
        "result": {"result": campaign.receipt()},
        "campaign": {"campaign": {**id_, **receipt}},
        "words": {"text": f"Done: {campaign.id}"},
    }
    assert data == expected.get(form, campaign.receipt())


async def test_a_session_is_opened_for_each_use_and_closed_after_it(mcp):
    tools = await mcp.signed_in()

    await tools.look(WORKSPACES)
    await tools.look(WORKSPACES)

    methods = [call.method for call in mcp.vendor.calls]
    assert methods.count("DELETE") == 2


async def test_the_tools_are_listed_once_in_some_minutes(mcp, time):
    tools = await mcp.signed_in()
    for pause in (0, 299, 1):
        time.seconds += pause
        await tools.look(WORKSPACES)

    listed = [call.path for call in mcp.vendor.calls if "tools/list" in call.path]
    assert len(listed) == 2
    assert CAMPAIGN in await tools.names()


async def test_a_lookup_leaves_out_what_its_tool_does_not_take(mcp):
    tools = await mcp.signed_in()
    assert await tools.look(WORKSPACES, workspaceId=TEAS.id) == LISTED

    mcp.vendor.variants.choose(tools="older")
    older = mcp.server().tools(ANA)

    kits = await older.look("ocoya_list_brand_kits", workspaceId=TEAS.id)
    assert [kit["id"] for kit in kits["brandKits"]] == [brand.id for brand in TEAS.brands]


@pytest.mark.parametrize(
    ("form", "arguments", "field", "message"),
    [
        ("without_campaigns", {}, None, f"Ocoya does not offer “{CAMPAIGN}” here, so nothing was sent."),
        (
            "older",
            {"imageCount": 3},
            "imageCount",
            "Ocoya does not take “imageCount” here, so nothing was sent.",
        ),
        ("all", {"emoji": True}, "emoji", "Ocoya does not take “emoji” here, so nothing was sent."),
    ],
)
async def test_what_the_server_does_not_know_is_not_sent(mcp, form, arguments, field, message):
    mcp.vendor.variants.choose(tools=form)
    tools = await mcp.signed_in()

    with pytest.raises(ProviderRejected) as caught:
        await tools.work(CAMPAIGN, {**ARGUMENTS, **arguments})

    assert (caught.value.message, caught.value.field) == (message, field)
    assert calls(mcp, "campaign_tool") == []


async def test_what_the_server_wants_and_is_not_there_is_not_sent(mcp):
    tools = await mcp.signed_in()

    with pytest.raises(ProviderRejected, match="wants “workspaceId” as well") as caught:
        await tools.work(CAMPAIGN, {"prompt": "Summer"})

    assert caught.value.field == "workspaceId"
    assert calls(mcp, "campaign_tool") == []


async def test_a_tool_that_is_new_is_found_although_the_list_is_known(mcp):
    mcp.vendor.variants.choose(tools="older")
    tools = await mcp.signed_in()
    await tools.look(WORKSPACES)
    mcp.vendor.variants.choose(tools="all")

    await tools.work(CAMPAIGN, {**ARGUMENTS, "generateMedia": True, "imageCount": 2})

    assert mcp.vendor.campaigns[0].order["imageCount"] == 2


async def test_a_tool_that_is_gone_is_refused_by_the_server_and_forgotten(mcp):
    tools = await mcp.signed_in()
    await tools.look(WORKSPACES)
    mcp.vendor.variants.choose(tools="without_campaigns")

    with pytest.raises(ProviderRejected, match=f"Tool {CAMPAIGN} not found"):
        await tools.work(CAMPAIGN, ARGUMENTS)
    with pytest.raises(ProviderRejected, match="does not offer"):
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert len(calls(mcp, "campaign_tool")) == 1


@pytest.mark.parametrize("protocol", PROTOCOL.forms)
async def test_a_server_may_restart_at_any_time(mcp, protocol):
    mcp.vendor.variants.choose(protocol=protocol)
    tools = await mcp.signed_in()
    await tools.look(WORKSPACES)
    mcp.vendor.restart()

    await tools.work(CAMPAIGN, ARGUMENTS)
    mcp.vendor.faults.once("session_lost", on="campaign_tool")
    await tools.work(CAMPAIGN, ARGUMENTS)

    assert len(mcp.vendor.campaigns) == 2


async def test_a_server_that_keeps_forgetting_is_given_up(mcp):
    tools = await mcp.signed_in()
    mcp.vendor.faults.always("session_lost")

    with pytest.raises(Exception, match="Ocoya") as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.kind == "down"
    assert mcp.vendor.campaigns == ()


async def test_the_workspaces_that_a_person_allowed_are_theirs_alone(mcp):
    tools = await mcp.signed_in()

    with pytest.raises(ProviderRejected, match="this connection does not include it"):
        await tools.work(CAMPAIGN, {**ARGUMENTS, "workspaceId": "cmayvs91n00027apsbakery00"})

    assert mcp.vendor.campaigns == ()
