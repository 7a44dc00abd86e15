"""Whatever goes wrong with a tool, work is never ordered twice, and money is spoken of truly."""

import asyncio

import pytest

from bot.domain.deadlines import Deadline
from bot.domain.errors import (
    NotConnected,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDown,
    ProviderRejected,
    ProviderUnreachable,
)
from bot.domain.money import Charged
from playground.vendors.ocoya.faults import standard_faults
from playground.vendors.ocoya.kinds import CAMPAIGN_TOOL, MCP
from providers.mcp import server as servers
from tests.providers.mcp_world import ANA, ARGUMENTS, CAMPAIGN, WORKSPACES

#: Each fault of the tool: what it must become, how often the tool is asked, how many campaigns there are.
FAULTS = {
    "rate_limit": (ProviderBusy, "is busy and asks us to wait", 3, 0),
    "timeout": (OutcomeUnknown, "failed (error 408) after it had the brief", 1, 0),
    "internal_error": (OutcomeUnknown, "failed (error 500) after it had the brief", 1, 0),
    "unavailable": (OutcomeUnknown, "failed (error 503) after it had the brief", 1, 0),
    "gateway_timeout": (OutcomeUnknown, "failed (error 504) after it had the brief", 1, 0),
    "html_page": (OutcomeUnknown, "failed (error 502) after it had the brief", 1, 0),
    "empty_body": (OutcomeUnknown, "gave no usable answer, so it may have done the work", 1, 1),
    "truncated": (OutcomeUnknown, "gave no usable answer, so it may have done the work", 1, 1),
    "tool_failed": (ProviderRejected, "“The campaign could not be started. Please try again later.”", 1, 0),
    "bad_arguments": (ProviderRejected, "Ocoya refused this brief: “Arguments refused”", 1, 0),
    "no_method": (ProviderDown, "Ocoya does not offer this any more", 1, 0),
    "server_error": (OutcomeUnknown, "gave no usable answer, so it may have done the work", 1, 0),
    "token_lost": (NotConnected, "Connect Ocoya again", 2, 0),
    "session_lost": (ProviderDown, "ended the connection", 3, 0),
    "dropped_before": (OutcomeUnknown, "gave no usable answer, so it may have done the work", 1, 0),
    "dropped_after": (OutcomeUnknown, "gave no usable answer, so it may have done the work", 1, 1),
}


@pytest.fixture
def strike(mcp):
    """Let a fault strike every use of a tool, and nothing on the way to it."""

    def on(name, kind=CAMPAIGN_TOOL):
        mcp.vendor.faults.once(*[name] * 5, on=kind)

    return on


def test_no_fault_of_a_tool_is_left_out():
    assert {fault.name for fault in standard_faults() if fault.strikes & MCP} == FAULTS.keys()


@pytest.mark.parametrize("transport", ["json", "stream"])
@pytest.mark.parametrize("name", FAULTS)
async def test_work_that_goes_wrong_is_asked_for_again_only_if_it_surely_was_not_done(
    mcp, strike, transport, name
):
    kind, words, asked, made = FAULTS[name]
    mcp.vendor.variants.choose(transport=transport)
    tools = await mcp.signed_in()
    strike(name)

    with pytest.raises(kind) as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert words in caught.value.message
    assert caught.value.provider == "Ocoya"
    assert caught.value.charged is (Charged.MAYBE if kind is OutcomeUnknown else Charged.NO)
    assert (mcp.count(CAMPAIGN_TOOL), len(mcp.vendor.campaigns)) == (asked, made)


@pytest.mark.parametrize(
    "name", sorted(FAULTS.keys() - {"token_lost", "session_lost", "tool_failed", "bad_arguments"})
)
async def test_a_lookup_is_asked_for_again_and_never_unsure(mcp, strike, name):
    tools = await mcp.signed_in()
    strike(name, "lookup")

    with pytest.raises((ProviderDown, ProviderBusy)):
        await tools.look(WORKSPACES)

    mcp.vendor.faults.off()
    mcp.vendor.faults.once(name, on="lookup")
    if name != "no_method":
        assert await tools.look(WORKSPACES)


@pytest.mark.parametrize("name", ["internal_error", "html_page", "dropped_before", "rate_limit", "truncated"])
async def test_trouble_before_the_tool_is_asked_is_sat_out(mcp, name):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(name, on="session")

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (mcp.count(CAMPAIGN_TOOL), len(mcp.vendor.campaigns)) == (1, 1)


@pytest.mark.parametrize("name", ["internal_error", "html_page", "empty_body"])
async def test_trouble_before_the_tool_that_does_not_pass_costs_nothing(mcp, name):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(*[name] * 30, on="session")

    with pytest.raises(ProviderDown) as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.charged is Charged.NO
    assert mcp.count(CAMPAIGN_TOOL) == 0


async def test_a_busy_server_is_waited_for(mcp, time):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once("rate_limit", on=CAMPAIGN_TOOL)

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (time.slept, len(mcp.vendor.campaigns)) == ([30.0], 1)


async def test_a_server_that_is_not_there_is_told(mcp, time):
    await mcp.signed_in()
    permission = mcp.vault.kept[ANA, "ocoya_campaign"]
    url = "http://127.0.0.1:9/mcp"
    mcp.vault.kept[ANA, "ocoya_campaign"] = permission.replace(
        f'"server":"{mcp.about().url}"', f'"server":"{url}"'
    )

    with pytest.raises(ProviderUnreachable, match="Ocoya could not be reached") as caught:
        await mcp.server(url=url).tools(ANA).work(CAMPAIGN, ARGUMENTS)

    assert (caught.value.charged, time.slept) == (Charged.NO, [0.5, 1.0])


async def test_a_use_that_is_stopped_stops(mcp):
    tools = await mcp.signed_in()
    await tools.look(WORKSPACES)
    mcp.vendor.slow_down(5)
    using = asyncio.create_task(tools.work(CAMPAIGN, ARGUMENTS))
    await asyncio.sleep(0.05)

    using.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(using, 1)


@pytest.fixture
async def quick(mcp, monkeypatch):
    """Nobody waits long for this server."""
    await mcp.signed_in()
    sessions = (await servers.sdk()).sessions
    module = __import__(sessions.__module__, fromlist=["_"])
    for name in ("MCP_LOOK", "MCP_WORK"):
        monkeypatch.setattr(module, name, Deadline(write=1, read=0.2, spare=0.1))
    return mcp.server().tools(ANA)


async def slow(_request):
    await asyncio.sleep(1)


async def test_work_that_takes_too_long_is_unsure(mcp, quick):
    mcp.instead = slow

    with pytest.raises(OutcomeUnknown):
        await quick.work(CAMPAIGN, ARGUMENTS)


async def test_a_session_that_takes_too_long_to_open_costs_nothing(mcp, quick):
    mcp.instead, mcp.instead_of = slow, "initialize"

    with pytest.raises(ProviderDown) as caught:
        await quick.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.charged is Charged.NO
    assert mcp.count(CAMPAIGN_TOOL) == 0
