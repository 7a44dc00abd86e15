"""Tokens end, are renewed once however many calls need them, and are forgotten when they are useless."""

import asyncio
import json

import pytest

from bot.domain.errors import NotConnected, ProviderDown
from bot.domain.money import Charged
from tests.providers.mcp_world import ANA, ARGUMENTS, CAMPAIGN, WORKSPACES

HOUR = 3_600
NAME = "ocoya_campaign"


def tokens(mcp) -> dict:
    return json.loads(mcp.vault.kept[ANA, NAME])["tokens"]


async def test_a_good_token_is_used_as_it_is(mcp, time):
    tools = await mcp.signed_in()
    time.seconds += HOUR - 61

    await tools.look(WORKSPACES)

    assert mcp.count("token") == 1


@pytest.mark.parametrize("left", [59, 0, -1_000])
async def test_a_token_is_renewed_a_minute_before_it_ends(mcp, time, left):
    tools = await mcp.signed_in()
    before = tokens(mcp)
    time.seconds += HOUR - left

    await tools.work(CAMPAIGN, ARGUMENTS)

    after = tokens(mcp)
    assert (mcp.count("token"), len(mcp.vendor.campaigns)) == (2, 1)
    assert 401 not in [call.status for call in mcp.vendor.calls][6:]
    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]


async def test_a_token_that_ended_without_notice_is_renewed_after_the_401(mcp):
    tools = await mcp.signed_in()
    mcp.vendor.expire_tokens()

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (mcp.count("token"), len(mcp.vendor.campaigns)) == (2, 1)


async def test_a_token_that_ends_on_the_way_to_the_tool_costs_no_second_campaign(mcp):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once("token_lost", on="campaign_tool")

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (mcp.count("token"), mcp.count("campaign_tool"), len(mcp.vendor.campaigns)) == (2, 2, 1)


async def test_calls_at_once_renew_once(mcp):
    await mcp.signed_in()
    server = mcp.server()
    mcp.vendor.expire_tokens()

    await asyncio.gather(*(server.tools(ANA).work(CAMPAIGN, ARGUMENTS) for _ in range(4)))

    assert (mcp.count("token"), len(mcp.vendor.campaigns)) == (2, 4)


async def test_another_process_finds_what_was_renewed(mcp, time):
    tools = await mcp.signed_in()
    time.seconds += HOUR
    await tools.look(WORKSPACES)

    await mcp.server().tools(ANA).look(WORKSPACES)

    assert mcp.count("token") == 2


async def test_what_another_process_renewed_meanwhile_is_used_after_a_401(mcp):
    tools = await mcp.signed_in()
    old = mcp.vault.kept[ANA, NAME]
    mcp.vendor.expire_tokens()
    await mcp.server().tools(ANA).look(WORKSPACES)
    new = mcp.vault.kept[ANA, NAME]
    reads = iter([old])

    async def read(asker, name):
        return next(reads, new)

    mcp.vault.read = read
    await tools.look(WORKSPACES)

    assert mcp.count("token") == 2


async def test_a_refresh_token_that_is_not_replaced_is_kept(mcp, time):
    mcp.vendor.variants.choose(refresh="kept")
    tools = await mcp.signed_in()
    first = tokens(mcp)
    for _ in range(2):
        time.seconds += HOUR
        await tools.look(WORKSPACES)

    assert mcp.count("token") == 3
    assert tokens(mcp)["refresh_token"] == first["refresh_token"]
    assert tokens(mcp)["scope"] == first["scope"]


async def test_without_a_refresh_token_a_token_is_good_until_it_ends(mcp, time):
    mcp.vendor.variants.choose(refresh="none")
    tools, server = await mcp.signed_in(), mcp.server()
    time.seconds += HOUR - 30
    assert await tools.look(WORKSPACES)
    assert await server.is_connected(ANA)
    time.seconds += 30

    assert not await server.is_connected(ANA)
    with pytest.raises(NotConnected, match=r"has ended\. Connect Ocoya again"):
        await tools.work(CAMPAIGN, ARGUMENTS)
    assert (mcp.vault.kept, len(mcp.vendor.campaigns)) == ({}, 0)


async def test_a_revoked_permission_is_forgotten(mcp):
    tools = await mcp.signed_in()
    mcp.vendor.revoke_all()

    with pytest.raises(NotConnected, match=r"has ended\. Connect Ocoya again") as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.charged is Charged.NO
    assert (mcp.vault.kept, len(mcp.vendor.campaigns)) == ({}, 0)
    assert not await mcp.server().is_connected(ANA)


async def test_a_permission_that_is_not_renewed_is_forgotten(mcp, time):
    tools = await mcp.signed_in()
    mcp.vendor.faults.always("token_refused")
    time.seconds += HOUR

    with pytest.raises(NotConnected):
        await tools.look(WORKSPACES)

    assert mcp.vault.kept == {}


async def test_a_token_that_is_refused_twice_is_forgotten(mcp):
    tools = await mcp.signed_in()
    mcp.vendor.faults.always("token_lost")

    with pytest.raises(NotConnected):
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert (mcp.vault.kept, len(mcp.vendor.campaigns)) == ({}, 0)


@pytest.mark.parametrize("fault", ["token_trouble", "dropped_before"])
async def test_trouble_with_renewing_loses_nothing(mcp, time, fault):
    tools = await mcp.signed_in()
    kept = dict(mcp.vault.kept)
    mcp.vendor.faults.once(fault, on="token")
    time.seconds += HOUR

    with pytest.raises(ProviderDown) as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.charged is Charged.NO
    assert (mcp.vault.kept, len(mcp.vendor.campaigns)) == (kept, 0)
    await tools.work(CAMPAIGN, ARGUMENTS)


@pytest.mark.parametrize("fault", ["token_trouble", "dropped_before"])
async def test_trouble_with_renewing_early_does_not_matter(mcp, time, fault):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once(fault, on="token")
    time.seconds += HOUR - 30

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (mcp.count("token"), len(mcp.vendor.campaigns)) == (2, 1)


async def test_new_tokens_that_never_arrive_end_a_permission_that_is_rotated(mcp, time):
    tools = await mcp.signed_in()
    mcp.vendor.faults.once("dropped_after", on="token")
    time.seconds += HOUR
    with pytest.raises(ProviderDown):
        await tools.look(WORKSPACES)

    with pytest.raises(NotConnected):
        await tools.look(WORKSPACES)

    assert mcp.vault.kept == {}


async def test_no_call_in_the_background_opens_a_browser(mcp):
    with pytest.raises(NotConnected):
        await mcp.server().tools(ANA).work(CAMPAIGN, ARGUMENTS)

    assert mcp.kinds() == []


async def test_a_token_is_in_no_log_and_in_no_error(mcp, caplog):
    caplog.set_level("DEBUG")
    tools = await mcp.signed_in()
    secrets = [tokens(mcp)[name] for name in ("access_token", "refresh_token")]
    secrets.append(json.loads(mcp.vault.kept[ANA, NAME])["authority"]["client"]["client_secret"])
    await tools.work(CAMPAIGN, ARGUMENTS)
    mcp.vendor.revoke_all()
    with pytest.raises(NotConnected) as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("providers", "mcp", "httpx2"))]
    told = "\n".join([*ours, repr(caught.value), repr(tools)])
    assert ours
    assert not [secret for secret in secrets if secret in told]
