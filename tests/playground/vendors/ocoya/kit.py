"""Clients of the simulated Ocoya: a bare one for each door, and the SDK's own with its sign-in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import httpx2
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from mcp.client import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

from playground.vendors.ocoya import BASE, PLAYGROUND_KEY
from playground.vendors.ocoya.addresses import MCP
from playground.vendors.ocoya.oauth.grants import SCOPES, Grant
from playground.vendors.ocoya.world import ANA, TEAS

WORKSPACE = TEAS.id
PROMPT = "Write a launch post for our new analytics dashboard."
BACK = "http://127.0.0.1:9/callback"
CAMPAIGN = "ocoya_create_ai_campaign"
#: What the documentation says about arguments that are not given.
DEFAULTS = {
    "goal": "awareness",
    "audience": "business_owners",
    "duration": 7,
    "count": 5,
    "postLength": "medium",
    "tone": "professional",
}
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


class Caller:
    """Calls the REST door."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    async def draft(self, workspace: str | None = WORKSPACE, **fields) -> ClientResponse:
        query = {} if workspace is None else {"workspaceId": workspace}
        return await self.call("POST", "/post/ai", params=query, json={"prompt": PROMPT, **fields})

    async def campaign(self, **fields) -> ClientResponse:
        body = {"prompt": "Summer", **fields}
        return await self.call("POST", "/campaigns", params={"workspaceId": WORKSPACE}, json=body)

    async def posts(self, workspace: str = WORKSPACE, **query) -> list[dict]:
        answer = await self.call("GET", "/post", params={"workspaceId": workspace, **query})
        assert answer.status == 200
        return await answer.json()

    async def call(self, method: str, path: str, key: str | None = PLAYGROUND_KEY, **how) -> ClientResponse:
        headers = {} if key is None else {"X-API-Key": key}
        if type_ := how.pop("type_", None):
            headers["Content-Type"] = type_
        return await self.client.request(method, BASE + path, headers=headers, allow_redirects=False, **how)


class Rpc:
    """Calls the MCP door with a token that was issued behind the scenes, message by message."""

    def __init__(self, client: TestClient, simulator) -> None:
        self.client = client
        self.simulator = simulator
        self.token = self.issue()
        self.session: str | None = None

    def issue(self, workspaces=(TEAS,), scopes=SCOPES) -> str:
        resource = self.simulator._door.hall.authority._resource
        grant = Grant(
            person=ANA,
            client_id="test",
            workspaces=tuple(workspaces),
            scopes=tuple(scopes),
            resource=resource,
        )
        return self.simulator._door.hall.authority.keyring.issue(
            grant, scopes, refreshable=False
        ).access_token

    async def send(self, method: str, params: dict | None = None, **more) -> ClientResponse:
        headers = {**HEADERS, "Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if self.session:
            headers["Mcp-Session-Id"] = self.session
        message = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params or {}}
        if method.startswith("notifications/"):
            del message["id"]
        return await self.client.post(MCP, headers=headers, json=message)

    async def open(self) -> "Rpc":
        about = {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        }
        self.session = (await self.send("initialize", about)).headers["Mcp-Session-Id"]
        assert (await self.send("notifications/initialized")).status == 202
        return self

    async def use(self, tool: str, **arguments) -> dict:
        """The JSON-RPC answer."""
        answer = await self.send("tools/call", {"name": tool, "arguments": arguments})
        assert answer.status == 200
        return await answer.json()

    async def campaign(self, **arguments) -> dict:
        return await self.use(CAMPAIGN, **{"workspaceId": WORKSPACE, "prompt": "Summer", **arguments})


class Store:
    """What a client keeps of its sign-in."""

    def __init__(self, client_info=None) -> None:
        self.tokens, self.client_info = None, client_info

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client_info

    async def set_client_info(self, client_info):
        self.client_info = client_info


class Browser:
    """The person's side of a sign-in: opens the page, and presses the button."""

    def __init__(self, client: TestClient, **form) -> None:
        self.client = client
        self.form = {"decision": "approve", "workspace": [WORKSPACE], "person": ANA.id, **form}
        self.visits = 0
        self.address = ""

    async def open(self, address: str) -> None:
        self.visits += 1
        page = await self.client.session.get(address)
        assert page.status == 200, await page.text()
        pairs = [(name, value) for name, values in self.form.items() for value in _each(values)]
        answer = await self.client.session.post(page.url, data=pairs, allow_redirects=False)
        assert answer.status == 303, await answer.text()
        self.address = answer.headers["Location"]

    async def back(self) -> AuthorizationCodeResult:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.address).query).items()}
        return AuthorizationCodeResult(code=query.get("code", ""), state=query.get("state"))


def _each(values):
    return values if isinstance(values, list) else [values]


def sign_in(address: str, browser: Browser, store: Store, scope: str | None = None) -> OAuthClientProvider:
    """The SDK's own sign-in, with a person who approves."""
    about = OAuthClientMetadata(redirect_uris=[BACK], client_name="Galley", scope=scope)
    return OAuthClientProvider(address, about, store, browser.open, browser.back)


@asynccontextmanager
async def connected(address: str, auth: OAuthClientProvider, **how) -> AsyncIterator[Client]:
    """The SDK's own client."""
    async with (
        httpx2.AsyncClient(auth=auth) as http,
        Client(streamable_http_client(address, http_client=http), **how) as client,
    ):
        yield client
