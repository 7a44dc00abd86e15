"""A server for tools that is down, or asks for a wait, is left alone: the same rules as for other vendors."""

import pytest

from bot.domain.errors import KnownDown, ProviderBusy, ProviderError, ProviderRejected
from bot.domain.money import Charged
from playground.vendors.ocoya.kinds import CAMPAIGN_TOOL
from providers.http.circuits import FAILURES, PAUSE, SPAN
from tests.providers.mcp_world import ANA, ARGUMENTS, BEN, CAMPAIGN, WORKSPACES


async def failing(use):
    with pytest.raises(ProviderError) as caught:
        await use
    return caught.value


@pytest.fixture
async def down(mcp, time):
    """The tools of Ana's at a server that has been down for a while."""
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(*["unavailable"] * 60, on="session")
    for _ in range(FAILURES):
        if tools.outage:
            break
        time.seconds += SPAN
        await failing(tools.look(WORKSPACES))
    assert tools.outage
    return tools


async def test_a_server_that_is_down_is_sent_nothing(mcp, down, time):
    asked = len(mcp.vendor.calls)
    time.slept.clear()

    errors = [await failing(down.work(CAMPAIGN, ARGUMENTS)), await failing(down.look(WORKSPACES))]

    assert [(type(e), e.charged, e.retryable) for e in errors] == [(KnownDown, Charged.NO, True)] * 2
    assert "Ocoya has been down since 12:00 UTC. Nothing was sent." in errors[0].message
    assert (len(mcp.vendor.calls), time.slept) == (asked, [])


async def test_work_is_done_once_when_it_is_back(mcp, down, time):
    mcp.vendor.faults.off()
    time.seconds += PAUSE

    await down.work(CAMPAIGN, ARGUMENTS)

    assert down.outage is None
    assert (mcp.count(CAMPAIGN_TOOL), len(mcp.vendor.campaigns)) == (1, 1)


async def test_while_it_is_still_down_no_tool_is_used(mcp, down, time):
    time.seconds += PAUSE

    await failing(down.work(CAMPAIGN, ARGUMENTS))

    assert (mcp.count(CAMPAIGN_TOOL), down.outage is not None) == (0, True)


@pytest.mark.parametrize("fault", ["internal_error", "dropped_before", "gateway_timeout"])
async def test_unclear_work_counts_as_a_failure(mcp, time, fault):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(*[fault] * FAILURES, on=CAMPAIGN_TOOL)
    for _ in range(FAILURES):
        time.seconds += SPAN
        await failing(tools.work(CAMPAIGN, ARGUMENTS))

    assert type(await failing(tools.work(CAMPAIGN, ARGUMENTS))) is KnownDown


async def test_a_refusal_is_no_failure(mcp, time):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(*["bad_arguments"] * 20, on=CAMPAIGN_TOOL)
    for _ in range(2 * FAILURES):
        time.seconds += SPAN
        assert type(await failing(tools.work(CAMPAIGN, ARGUMENTS))) is ProviderRejected

    assert tools.outage is None


async def test_a_wait_that_the_server_asked_for_is_kept_by_the_next_use(mcp, time):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(*["rate_limit"] * 3, on=CAMPAIGN_TOOL)
    assert (await failing(tools.work(CAMPAIGN, ARGUMENTS))).retry_after == 30.0
    assert time.slept == [30.0, 30.0]
    time.slept.clear()

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (time.slept, len(mcp.vendor.campaigns)) == ([30.0], 1)


async def test_a_wait_too_long_to_sit_out_is_told_without_asking(mcp, time, monkeypatch):
    monkeypatch.setattr("providers.mcp.traffic.BUDGET", 20.0)
    tools = await mcp.signed_in()
    mcp.vendor.faults.once("rate_limit", on=CAMPAIGN_TOOL)
    await failing(tools.work(CAMPAIGN, ARGUMENTS))

    error = await failing(tools.work(CAMPAIGN, ARGUMENTS))

    assert (type(error), error.retry_after, error.provider) == (ProviderBusy, 30.0, "Ocoya")
    assert (mcp.count(CAMPAIGN_TOOL), time.slept) == (1, [])


async def test_one_persons_wait_is_not_anothers(mcp, time):
    server = mcp.server()
    for asker in (ANA, BEN):
        await server.signed_in(await mcp.answer(server, asker))
    mcp.vendor.faults.once(*["rate_limit"] * 3, on=CAMPAIGN_TOOL)
    await failing(server.tools(ANA).work(CAMPAIGN, ARGUMENTS))
    time.slept.clear()

    await server.tools(BEN).work(CAMPAIGN, ARGUMENTS)

    assert time.slept == []
