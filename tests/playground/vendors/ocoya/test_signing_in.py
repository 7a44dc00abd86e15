"""Signing in at the simulated Ocoya with the SDK's own client, from the first 401 to the last token."""

import pytest
from mcp.client.auth import OAuthFlowError, OAuthRegistrationError

from playground.vendors.ocoya.oauth.authority import CONFIGURED
from playground.vendors.ocoya.world import BAKERY, BEN, TEAS
from tests.playground.vendors.ocoya.kit import CAMPAIGN, WORKSPACE, Browser, Store, connected, sign_in

LISTS = "ocoya_list_workspaces"
ARGUMENTS = {"workspaceId": WORKSPACE, "prompt": "Summer"}


def kinds(simulator) -> list[str]:
    return [call.kind for call in simulator.calls]


async def test_the_whole_way_from_a_401_to_a_campaign(served, simulator, browser):
    store = Store()
    async with connected(served, sign_in(served, browser, store, "workspace:read posts:write")) as client:
        await client.call_tool(CAMPAIGN, ARGUMENTS)
    assert kinds(simulator)[:6] == ["session", "discovery", "discovery", "register", "authorize", "token"]
    assert (simulator.calls[0].status, len(simulator.campaigns)) == (401, 1)
    assert store.tokens.expires_in == 3_600
    (grant,) = simulator.grants
    assert (grant.person.name, grant.workspaces, grant.resource) == ("Ana Ruiz", (TEAS,), served)


async def test_a_person_chooses_who_they_are_and_the_workspaces(served, simulator, client):
    browser = Browser(client, person=BEN.id, workspace=[TEAS.id, BAKERY.id])
    async with connected(served, sign_in(served, browser, Store())) as mcp:
        listed = (await mcp.call_tool(LISTS, {})).structured_content
    assert [workspace["id"] for workspace in listed["workspaces"]] == [TEAS.id, BAKERY.id]
    assert simulator.grants[0].person == BEN


async def test_a_person_can_deny(served, simulator, client):
    browser = Browser(client, decision="deny")
    with pytest.RaisesGroup(OAuthFlowError, flatten_subgroups=True, allow_unwrapped=True):
        async with connected(served, sign_in(served, browser, Store())):
            pass
    assert "error=access_denied" in browser.address
    assert simulator.grants == ()


async def test_an_expired_token_is_refreshed_between_two_calls(served, simulator, browser):
    store = Store()
    auth = sign_in(served, browser, store)
    async with connected(served, auth) as client:
        await client.call_tool(CAMPAIGN, ARGUMENTS)
        first = store.tokens
        simulator.expire_tokens()
        auth.context.token_expiry_time = 1.0
        await client.call_tool(CAMPAIGN, ARGUMENTS)
    assert (len(simulator.campaigns), browser.visits) == (2, 1)
    assert first.access_token != store.tokens.access_token
    assert first.refresh_token != store.tokens.refresh_token
    assert kinds(simulator).count("token") == 2


async def test_a_token_lasts_as_long_as_it_says(rpc, clock):
    clock.now += 3_599
    assert (await rpc.send("tools/list")).status == 200
    clock.now += 1
    assert (await rpc.send("tools/list")).status == 401


async def test_a_token_is_lost_once_on_demand(rpc, simulator):
    simulator.faults.once("token_lost", on="campaign_tool")
    answer = await rpc.send("tools/call", {"name": CAMPAIGN, "arguments": ARGUMENTS})
    assert (answer.status, simulator.campaigns) == (401, ())
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


async def test_a_revoked_grant_needs_a_person_again(served, simulator, browser):
    auth = sign_in(served, browser, Store())
    async with connected(served, auth) as client:
        await client.call_tool(CAMPAIGN, ARGUMENTS)
        simulator.revoke_all()
        auth.context.token_expiry_time = 1.0
        await client.call_tool(LISTS, {})
    statuses = [call.status for call in simulator.calls.of("token")]
    assert (browser.visits, statuses) == (2, [200, 400, 200])
    assert [grant.revoked for grant in simulator.grants] == [True, False]


async def test_refresh_tokens_may_stay_the_same(served, simulator, browser):
    simulator.variants.choose(refresh="kept")
    store = Store()
    auth = sign_in(served, browser, store)
    async with connected(served, auth) as client:
        given = []
        for _ in range(3):
            await client.call_tool(LISTS, {})
            given.append((store.tokens.access_token, store.tokens.refresh_token))
            auth.context.token_expiry_time = 1.0
    assert [len(set(tokens)) for tokens in zip(*given, strict=True)] == [3, 1]


async def test_there_may_be_no_refresh_token(served, simulator, browser):
    simulator.variants.choose(refresh="none")
    store = Store()
    async with connected(served, sign_in(served, browser, store)):
        assert store.tokens.refresh_token is None


async def test_a_client_that_was_set_up_needs_no_registration(served, simulator, browser):
    simulator.variants.choose(registration="closed")
    async with connected(served, sign_in(served, browser, Store(CONFIGURED))) as client:
        await client.call_tool(LISTS, {})
    assert "register" not in kinds(simulator)


async def test_others_cannot_register_when_that_is_closed(served, simulator, browser):
    simulator.variants.choose(registration="closed")
    with pytest.RaisesGroup(OAuthRegistrationError, flatten_subgroups=True, allow_unwrapped=True):
        async with connected(served, sign_in(served, browser, Store())):
            pass


async def test_metadata_is_found_without_being_named(served, simulator, browser):
    simulator.variants.choose(challenge="unnamed")
    async with connected(served, sign_in(served, browser, Store())) as client:
        await client.call_tool(LISTS, {})
    assert kinds(simulator)[:3] == ["session", "discovery", "discovery"]


@pytest.mark.parametrize(("name", "kind", "status"), [
    ("token_refused", "token", 400),
    ("token_trouble", "token", 503),
    ("registration_refused", "register", 400),
    ("no_metadata", "discovery", 404),
])  # fmt: skip
async def test_signing_in_goes_wrong_on_demand(served, simulator, browser, name, kind, status):
    simulator.faults.always(name)
    with pytest.RaisesGroup(Exception, flatten_subgroups=True, allow_unwrapped=True):
        async with connected(served, sign_in(served, browser, Store())):
            pass
    assert {call.status for call in simulator.calls.of(kind)} == {status}


@pytest.mark.parametrize("form", ["given", "denied"])
async def test_a_decision_may_be_taken_beforehand(served, simulator, client, form):
    simulator.variants.choose(consent=form)
    answer = await client.session.get(
        served.replace("/mcp", "/oauth/authorize"),
        params={
            "response_type": "code",
            "client_id": CONFIGURED.client_id,
            "redirect_uri": "http://127.0.0.1:7777/back",
            "code_challenge": "x" * 43,
            "state": "s1",
            "resource": served,
        },
        allow_redirects=False,
    )
    assert ("code=" if form == "given" else "error=access_denied") in answer.headers["Location"]
    assert "state=s1" in answer.headers["Location"]
