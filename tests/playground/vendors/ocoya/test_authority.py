"""The simulated authorization server, held to its standards message by message."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ServerDisconnectedError

from playground.vendors.ocoya.addresses import ISSUER, ISSUER_METADATA, MCP, RESOURCE_METADATA
from playground.vendors.ocoya.oauth.authority import CONFIGURED
from playground.vendors.ocoya.world import ANA
from tests.playground.vendors.ocoya.kit import BACK, HEADERS, WORKSPACE

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
CLIENT = {"client_id": CONFIGURED.client_id, "client_secret": CONFIGURED.client_secret}
YES = {"decision": "approve", "workspace": WORKSPACE, "person": ANA.id}


class Flow:
    """A sign-in step by step, each with whatever parameters a test likes."""

    def __init__(self, client, resource: str) -> None:
        self.client = client
        self.resource = resource

    async def authorize(self, **changes):
        query = {
            "response_type": "code",
            "client_id": CONFIGURED.client_id,
            "redirect_uri": BACK,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "state": "s1",
            "scope": "workspace:read posts:write",
            "resource": self.resource,
            **changes,
        }
        given = {name: value for name, value in query.items() if value is not None}
        return await self.client.get(f"{ISSUER}/authorize", params=given, allow_redirects=False)

    async def page(self) -> str:
        """The consent page's path."""
        return urlsplit((await self.authorize()).headers["Location"]).path

    async def code(self) -> str:
        answer = await self.client.post(await self.page(), data=YES, allow_redirects=False)
        return query_of(answer)["code"]

    async def token(self, **changes):
        form = {
            **CLIENT,
            "grant_type": "authorization_code",
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            **changes,
        }
        given = {name: value for name, value in form.items() if value is not None}
        return await self.client.post(f"{ISSUER}/token", data=given)

    async def tokens(self) -> dict:
        return await (await self.token(code=await self.code())).json()

    async def refresh(self, token: str, **changes):
        form = {**CLIENT, "grant_type": "refresh_token", "refresh_token": token, **changes}
        return await self.client.post(f"{ISSUER}/token", data=form)

    async def status_with(self, token: str) -> int:
        """What the tools' server answers to a call with this token."""
        headers = {**HEADERS, "Authorization": f"Bearer {token}"}
        message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        return (await self.client.post(MCP, headers=headers, json=message)).status


#: A token is good, if a session is all that is missing.
GOOD = 400


def query_of(answer) -> dict[str, str]:
    found = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in found.items()}


async def error_of(answer) -> tuple[int, str]:
    return answer.status, (await answer.json())["error"]


@pytest.fixture
def flow(client, served):
    return Flow(client, served)


async def test_a_call_without_a_token_is_told_where_to_look(client, served):
    answer = await client.post(MCP, headers=HEADERS, json={})
    where = served.replace(MCP, RESOURCE_METADATA)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert f'resource_metadata="{where}"' in answer.headers["WWW-Authenticate"]


async def test_metadata_leads_from_the_tools_to_the_authority(client, served):
    resource = await (await client.get(RESOURCE_METADATA)).json()
    issuer = served.replace(MCP, ISSUER)
    assert (resource["resource"], resource["authorization_servers"]) == (served, [issuer])
    authority = await (await client.get(ISSUER_METADATA)).json()
    assert authority["issuer"] == issuer
    assert {name: value for name, value in authority.items() if name.endswith("_endpoint")} == {
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "registration_endpoint": f"{issuer}/register",
        "revocation_endpoint": f"{issuer}/revoke",
    }
    assert authority["code_challenge_methods_supported"] == ["S256"]
    assert "posts:publish" in authority["scopes_supported"]


async def test_closed_registration_is_neither_named_nor_there(client, served, simulator):
    simulator.variants.choose(registration="closed")
    assert "registration_endpoint" not in await (await client.get(ISSUER_METADATA)).json()
    assert (await client.post(f"{ISSUER}/register", json={"redirect_uris": [BACK]})).status == 404
    assert served


@pytest.mark.parametrize(("changes", "error"), [
    ({"redirect_uris": ["http://example.com/back"]}, "invalid_redirect_uri"),
    ({"redirect_uris": []}, "invalid_client_metadata"),
    ({"scope": "everything"}, "invalid_client_metadata"),
    ({"grant_types": ["client_credentials"]}, "invalid_client_metadata"),
])  # fmt: skip
async def test_a_bad_registration_is_refused(client, served, changes, error):
    answer = await client.post(f"{ISSUER}/register", json={"redirect_uris": [BACK], **changes})
    assert await error_of(answer) == (400, error)
    assert served


async def test_state_comes_back_with_the_code_and_tokens_follow(flow):
    answer = await flow.client.post(await flow.page(), data=YES, allow_redirects=False)
    assert (answer.status, answer.headers["Location"].split("?")[0]) == (303, BACK)
    assert query_of(answer)["state"] == "s1"
    tokens = await (await flow.token(code=query_of(answer)["code"])).json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 3_600)
    assert tokens["scope"] == "workspace:read posts:write"
    assert await flow.status_with(tokens["access_token"]) == GOOD


@pytest.mark.parametrize(("changes", "error"), [
    ({"resource": None}, "invalid_target"),
    ({"resource": "https://mcp.example.com"}, "invalid_target"),
    ({"scope": "everything"}, "invalid_scope"),
    ({"code_challenge": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"response_type": "token"}, "unsupported_response_type"),
])  # fmt: skip
async def test_a_bad_request_for_authorization_goes_back_as_an_error(flow, changes, error):
    query = query_of(await flow.authorize(**changes))
    assert (query["error"], query["state"], "code" in query) == (error, "s1", False)


@pytest.mark.parametrize("changes", [
    {"client_id": "nobody"},
    {"redirect_uri": "https://example.com/elsewhere"},
])  # fmt: skip
async def test_nobody_is_sent_to_an_unknown_address(flow, changes):
    answer = await flow.authorize(**changes)
    assert (answer.status, "Location" in answer.headers) == (400, False)


async def test_a_code_is_good_once_and_ends_the_grant_the_second_time(flow):
    code = await flow.code()
    tokens = await (await flow.token(code=code)).json()
    assert await error_of(await flow.token(code=code)) == (400, "invalid_grant")
    assert await flow.status_with(tokens["access_token"]) == 401


async def test_a_code_does_not_last(flow, clock):
    code = await flow.code()
    clock.now += 60
    assert await error_of(await flow.token(code=code)) == (400, "invalid_grant")


@pytest.mark.parametrize(("changes", "answer"), [
    ({"code_verifier": "w" * 64}, (400, "invalid_grant")),
    ({"code_verifier": None}, (400, "invalid_request")),
    ({"redirect_uri": "http://127.0.0.1:10/callback"}, (400, "invalid_request")),
    ({"client_secret": "guessed"}, (401, "invalid_client")),
    ({"client_secret": None}, (401, "invalid_client")),
    ({"grant_type": "password"}, (400, "invalid_request")),
])  # fmt: skip
async def test_a_code_needs_all_that_belongs_to_it(flow, changes, answer):
    assert await error_of(await flow.token(code=await flow.code(), **changes)) == answer


async def test_another_client_cannot_use_a_code(flow):
    about = {"redirect_uris": [BACK], "token_endpoint_auth_method": "client_secret_post"}
    other = await (await flow.client.post(f"{ISSUER}/register", json=about)).json()
    theirs = {"client_id": other["client_id"], "client_secret": other["client_secret"]}
    assert await error_of(await flow.token(code=await flow.code(), **theirs)) == (400, "invalid_grant")


async def test_refreshing_rotates_and_a_used_token_ends_the_grant(flow):
    first = await flow.tokens()
    second = await (await flow.refresh(first["refresh_token"])).json()
    assert await flow.status_with(second["access_token"]) == GOOD
    assert await error_of(await flow.refresh(first["refresh_token"])) == (400, "invalid_grant")
    assert await flow.status_with(second["access_token"]) == 401
    assert await error_of(await flow.refresh(second["refresh_token"])) == (400, "invalid_grant")


async def test_a_lost_answer_has_rotated_all_the_same(flow, simulator):
    tokens = await flow.tokens()
    simulator.faults.once("dropped_after", on="token")
    with pytest.raises(ServerDisconnectedError):
        await flow.refresh(tokens["refresh_token"])
    assert await error_of(await flow.refresh(tokens["refresh_token"])) == (400, "invalid_grant")


async def test_refreshing_can_ask_for_less_and_not_for_more(flow):
    first = await flow.tokens()
    less = await (await flow.refresh(first["refresh_token"], scope="workspace:read")).json()
    assert less["scope"] == "workspace:read"
    more = await flow.refresh(less["refresh_token"], scope="posts:publish")
    assert await error_of(more) == (400, "invalid_scope")


async def test_a_kept_refresh_token_stays_good(flow, simulator):
    simulator.variants.choose(refresh="kept")
    first = await flow.tokens()
    for _ in range(2):
        again = await (await flow.refresh(first["refresh_token"])).json()
        assert ("refresh_token" in again, await flow.status_with(again["access_token"])) == (False, GOOD)


async def test_a_client_can_revoke(flow):
    tokens = await flow.tokens()
    answer = await flow.client.post(f"{ISSUER}/revoke", data={**CLIENT, "token": tokens["access_token"]})
    assert answer.status == 200
    assert await flow.status_with(tokens["access_token"]) == 401
    assert await error_of(await flow.refresh(tokens["refresh_token"])) == (400, "invalid_grant")


async def test_all_can_be_revoked_or_expired_on_demand(flow, simulator):
    tokens = await flow.tokens()
    simulator.expire_tokens()
    assert await flow.status_with(tokens["access_token"]) == 401
    tokens = await (await flow.refresh(tokens["refresh_token"])).json()
    simulator.revoke_all()
    assert await flow.status_with(tokens["access_token"]) == 401
    assert await error_of(await flow.refresh(tokens["refresh_token"])) == (400, "invalid_grant")


async def test_the_log_keeps_no_secrets_of_signing_in(flow, simulator):
    tokens = await flow.tokens()
    logged = repr(list(simulator.calls))
    assert CONFIGURED.client_secret not in logged
    assert tokens["refresh_token"] not in logged
    assert VERIFIER not in logged


async def test_the_page_shows_who_asks_for_what(flow):
    about = {"redirect_uris": [BACK], "client_name": "<b>Galley</b>", "scope": "posts:read"}
    registered = await (await flow.client.post(f"{ISSUER}/register", json=about)).json()
    answer = await flow.authorize(client_id=registered["client_id"], scope="posts:read")
    page = await flow.client.get(urlsplit(answer.headers["Location"]).path)
    text = await page.text()
    assert "&lt;b&gt;Galley&lt;/b&gt; wants to use Ocoya" in text
    assert all(shown in text for shown in ("Ana Ruiz", "Ben Okafor", "Crumb &amp; Co. Bakery", "posts:read"))
    # With no referrer at all, browsers send the form without an origin, and the playground refuses it.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "form-action 'self' http://127.0.0.1:9;" in page.headers["Content-Security-Policy"] + ";"


@pytest.mark.parametrize(("form", "complaint"), [
    ({"decision": "approve"}, "Choose at least one workspace."),
    ({"decision": "approve", "workspace": "cm0"}, "Choose at least one workspace."),
    ({"workspace": WORKSPACE}, "Approve or deny."),
])  # fmt: skip
async def test_the_page_asks_again(flow, simulator, form, complaint):
    page = await flow.page()
    answer = await flow.client.post(page, data=form)
    assert (answer.status, f'<p role="alert">{complaint}</p>' in await answer.text()) == (200, True)
    assert simulator.grants == ()
    assert (await flow.client.post(page, data=YES, allow_redirects=False)).status == 303


async def test_a_decision_is_taken_once_and_soon(flow, clock):
    page = await flow.page()
    assert (await flow.client.post(page, data={"decision": "deny"}, allow_redirects=False)).status == 303
    assert (await flow.client.post(page, data=YES)).status == 410
    late = await flow.page()
    clock.now += 601
    assert (await flow.client.get(late)).status == 410
