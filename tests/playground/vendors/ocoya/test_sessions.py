"""Sessions with the simulated Ocoya's MCP server, the protocols it speaks, and its restarts."""

import json

import pytest
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from playground.vendors.ocoya.addresses import MCP
from tests.playground.vendors.ocoya.kit import CAMPAIGN, HEADERS, WORKSPACE, Rpc, Store, connected, sign_in


async def test_a_restart_forgets_sessions_and_no_tokens(rpc, simulator):
    simulator.restart()
    assert (await rpc.send("tools/list")).status == 404
    rpc.session = None
    await rpc.open()
    assert "structuredContent" in (await rpc.campaign())["result"]


async def test_a_session_is_lost_once_on_demand(rpc, simulator):
    simulator.faults.once("session_lost", on="campaign_tool")
    answer = await rpc.send("tools/call", {"name": CAMPAIGN, "arguments": {}})
    assert (answer.status, simulator.campaigns) == (404, ())


async def test_the_door_opens_again_with_the_same_tokens(client, simulator):
    base_url = str(client.make_url("")).rstrip("/")
    async with simulator.serving(base_url):
        first = await Rpc(client, simulator).open()
    assert (await first.send("tools/list")).status == 503
    async with simulator.serving(base_url):
        assert (await first.send("tools/list")).status == 404
        first.session = None
        await first.open()
        assert (await first.send("tools/list")).status == 200


async def test_calls_need_a_session(rpc):
    rpc.session = None
    assert (await rpc.send("tools/list")).status == 400


async def test_a_session_belongs_to_who_opened_it(rpc):
    session = rpc.session
    rpc.token = rpc.issue()
    rpc.session = session
    assert (await rpc.send("tools/list")).status == 200
    answer = await rpc.client.post(MCP, headers={**HEADERS, "Mcp-Session-Id": session}, json={})
    assert answer.status == 401


async def test_a_session_can_be_closed(rpc):
    headers = {**HEADERS, "Authorization": f"Bearer {rpc.token}", "Mcp-Session-Id": rpc.session}
    assert (await rpc.client.delete(MCP, headers=headers)).status == 200
    assert (await rpc.send("tools/list")).status == 404


async def test_there_is_no_stream_to_get(rpc):
    headers = {**HEADERS, "Authorization": f"Bearer {rpc.token}"}
    assert (await rpc.client.get(MCP, headers=headers)).status == 405
    assert (await rpc.client.get(MCP, headers=HEADERS)).status == 401


async def test_replies_may_be_event_streams(rpc, simulator):
    simulator.variants.choose(transport="stream")
    rpc.session = None
    await rpc.open()
    arguments = {"workspaceId": WORKSPACE, "prompt": "Summer"}
    answer = await rpc.send("tools/call", {"name": CAMPAIGN, "arguments": arguments})
    data = [line for line in (await answer.text()).splitlines() if line.startswith("data: {")]
    assert answer.content_type == "text/event-stream"
    assert json.loads(data[0].removeprefix("data: "))["result"]["isError"] is False


async def test_the_newest_protocol_is_refused_at_first(rpc):
    answer = await rpc.send("tools/list", headers={"MCP-Protocol-Version": "2026-07-28"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, -32600)


@pytest.mark.parametrize(("protocol", "spoken"), [("with_sessions", "2025-11-25"), ("newest", "2026-07-28")])
@pytest.mark.parametrize("transport", ["json", "stream"])
async def test_the_sdk_speaks_what_the_server_speaks(served, simulator, browser, protocol, spoken, transport):
    simulator.variants.choose(protocol=protocol, transport=transport)
    async with connected(served, sign_in(served, browser, Store())) as client:
        result = await client.call_tool(CAMPAIGN, {"workspaceId": WORKSPACE, "prompt": "Summer"})
        assert client.protocol_version == spoken
    assert result.structured_content["campaignId"] == simulator.campaigns[0].id


async def test_the_sdk_notices_a_restart_and_can_connect_again(served, simulator, browser):
    store = Store()
    arguments = {"workspaceId": WORKSPACE, "prompt": "Summer"}

    async def call_twice(client: Client) -> None:
        await client.call_tool(CAMPAIGN, arguments)
        simulator.restart()
        await client.call_tool(CAMPAIGN, arguments)

    async with connected(served, sign_in(served, browser, store)) as client:
        with pytest.raises(MCPError, match=r"[Ss]ession"):
            await call_twice(client)
    async with connected(served, sign_in(served, browser, store)) as client:
        await client.call_tool(CAMPAIGN, arguments)
    assert (len(simulator.campaigns), browser.visits) == (2, 1)
