"""Every attempt at a vendor is counted: what for, how it ended, and how long it took."""

from contextlib import suppress

import httpx
import pytest
from pydantic import SecretStr

from bot.domain.errors import ProviderError
from bot.domain.ports import Meter
from providers.http import Http, Vendor
from providers.mcp import McpServer
from tests.providers.doubles import BASE, KEY
from tests.providers.mcp_world import ANA, ARGUMENTS, CAMPAIGN, WORKSPACES

OK = httpx.Response(200, json={"fine": True})


class Counting(Meter):
    def __init__(self):
        self.calls, self.seconds = [], []

    def vendor_called(self, vendor, kind, outcome, seconds):
        self.calls.append((vendor, kind, outcome))
        self.seconds.append(seconds)


@pytest.fixture
def meter():
    return Counting()


@pytest.fixture
async def api(server, time, meter):
    async with Http(transport=httpx.MockTransport(server), timing=time.timing, meter=meter) as http:
        yield http.api(Vendor(label="Vendor", base_url=BASE, headers={"X-Key": SecretStr(KEY)}))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (OK, "ok"),
        (httpx.Response(400), "refused"),
        (httpx.Response(401), "refused"),
        (httpx.Response(500), "failed"),
        (httpx.ConnectError("no"), "unreachable"),
        (httpx.ReadTimeout("late"), "unknown"),
    ],
)
async def test_how_a_paid_call_ended_is_told(api, server, meter, answer, outcome):
    server.answers = [answer] * 3
    with suppress(ProviderError):
        await api.paid("/write", {})

    assert set(meter.calls) == {("Vendor", "paid", outcome)}
    assert len(meter.calls) == (3 if outcome == "unreachable" else 1)


async def test_each_attempt_counts(api, server, meter):
    server.answers = [httpx.Response(429), httpx.ReadTimeout("late"), OK]
    await api.read("/me")

    outcomes = [outcome for _, _, outcome in meter.calls]
    assert outcomes == ["rate_limited", "failed", "ok"]


async def test_what_a_call_is_for_is_told(api, server, meter):
    server.answers = [OK] * 3
    await api.read("/me")
    await api.paid("/write", {})
    await api.delete("/draft")

    assert [kind for _, kind, _ in meter.calls] == ["read", "paid", "delete"]


async def test_a_tool_of_an_mcp_server_counts_as_a_call(mcp, meter):
    await mcp.signed_in()
    tools = McpServer(mcp.about(), mcp.vault, mcp.time.timing, meter).tools(ANA)
    await tools.look(WORKSPACES)
    await tools.work(CAMPAIGN, ARGUMENTS)
    with suppress(ProviderError):
        await tools.look("no_such_tool")

    assert meter.calls == [("Ocoya", "read", "ok"), ("Ocoya", "paid", "ok"), ("Ocoya", "read", "refused")]
    assert all(seconds >= 0 for seconds in meter.seconds)
