"""Who gives permissions for a server is found by the standards, asked in safe places, and not believed."""

import base64
from urllib.parse import parse_qsl

import httpx2
import pytest
from mcp.shared.auth import OAuthClientInformationFull, OAuthMetadata
from pydantic import SecretStr

from bot.domain.errors import ProviderDenied, ProviderDown, ProviderUnreachable
from providers.mcp import McpVendor
from providers.mcp.sdk.clients import client_of, revocation_request, scope_of, token_request
from providers.mcp.sdk.discovery import Found, discover
from providers.mcp.sdk.records import Authority, SignIn
from providers.mcp.sdk.signing_in import _address
from providers.mcp.sdk.web import LARGEST, Web

URL = "https://mcp.example/tools"
HERE = {
    "resource": URL,
    "authorization_servers": ["https://auth.example/ocoya"],
    "scopes_supported": ["a", "b"],
}
AUTHORITY = {
    "issuer": "https://auth.example/ocoya",
    "authorization_endpoint": "https://auth.example/authorize?tenant=7",
    "token_endpoint": "https://auth.example/token",
    "registration_endpoint": "https://auth.example/register",
}
RESOURCE = "/.well-known/oauth-protected-resource"
SERVER = "/.well-known/oauth-authorization-server"
VENDOR = McpVendor(name="v", label="Vendor", url=URL, scopes=("a", "c"), variables="V_ID")


def answering(pages, challenge=""):
    """A web with these pages, by address, and a 401 at the server's own."""
    asked = []

    async def answer(request):
        asked.append(request)
        url = str(request.url)
        if url == URL:
            return httpx2.Response(401, headers={"WWW-Authenticate": challenge} if challenge else {})
        page = pages.get(url, 404)
        if isinstance(page, Exception):
            raise page
        return httpx2.Response(page) if isinstance(page, int) else httpx2.Response(200, json=page)

    return answer, asked


async def found(pages, challenge="", vendor=VENDOR):
    answer, _ = answering(pages, challenge)
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
        return await discover(vendor, Web(http, vendor.label, vendor.url))


@pytest.mark.parametrize(
    ("at", "challenge"),
    [
        ("https://elsewhere.example/about", 'Bearer resource_metadata="https://elsewhere.example/about"'),
        (f"https://mcp.example{RESOURCE}/tools", ""),
        (f"https://mcp.example{RESOURCE}", ""),
        (f"https://mcp.example{RESOURCE}", 'Bearer resource_metadata="https://mcp.example/gone"'),
    ],
)
@pytest.mark.parametrize(
    "authority",
    [
        f"https://auth.example{SERVER}/ocoya",
        "https://auth.example/.well-known/openid-configuration/ocoya",
        "https://auth.example/ocoya/.well-known/openid-configuration",
    ],
)
async def test_it_is_found_wherever_the_standards_put_it(at, challenge, authority):
    told = await found({at: HERE, authority: AUTHORITY}, challenge)

    assert (told.resource, told.scopes) == (URL, ["a", "b"])
    assert str(told.metadata.token_endpoint) == "https://auth.example/token"


async def test_a_server_that_names_nobody_gives_permissions_itself():
    told = await found({f"https://mcp.example{SERVER}": {**AUTHORITY, "issuer": "https://mcp.example"}})
    assert str(told.metadata.token_endpoint) == "https://auth.example/token"

    told = await found({})
    assert str(told.metadata.token_endpoint) == "https://mcp.example/token"
    assert (told.resource, told.scopes) == (URL, None)


@pytest.mark.parametrize(
    ("here", "authority", "message"),
    [
        ({**HERE, "resource": "https://bank.example/"}, AUTHORITY, "of another address"),
        (HERE, {**AUTHORITY, "issuer": "https://bank.example"}, "of another address"),
        (HERE, 404, "does not say how to sign in"),
        (HERE, {"issuer": "https://auth.example/ocoya"}, "does not say how to sign in"),
        (HERE, 503, r"does not say just now how to sign in \(error 503\)"),
        (503, AUTHORITY, r"does not say just now how to sign in \(error 503\)"),
        (HERE, {**AUTHORITY, "token_endpoint": "http://auth.example/token"}, "not safe: it must be https"),
        (HERE, {**AUTHORITY, "token_endpoint": "http://127.0.0.1/token"}, "not safe: it must be https"),
        (HERE, {**AUTHORITY, "authorization_endpoint": "http://auth.example/"}, "not safe: it must be https"),
    ],
)
async def test_what_a_server_says_is_not_believed(here, authority, message):
    pages = {f"https://mcp.example{RESOURCE}/tools": here, f"https://auth.example{SERVER}/ocoya": authority}

    with pytest.raises(ProviderDown, match=message):
        await found(pages)


async def test_only_a_server_on_this_machine_may_name_places_on_it():
    local = McpVendor(name="v", label="Vendor", url="http://127.0.0.1:9/mcp")
    pages = {f"http://127.0.0.1:9{SERVER}": {**AUTHORITY, "issuer": "http://127.0.0.1:9"}}

    assert await found(pages, vendor=local)
    with pytest.raises(ProviderDown, match="not safe"):
        await found({}, 'Bearer resource_metadata="http://127.0.0.1:9/about"')


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [(httpx2.ConnectError("x"), ProviderUnreachable), (httpx2.ReadTimeout("x"), ProviderDown)],
)
async def test_a_place_that_does_not_answer_is_told(trouble, kind):
    with pytest.raises(kind, match="Vendor"):
        await found({f"https://mcp.example{RESOURCE}/tools": trouble})


async def test_an_endless_answer_is_cut_off():
    async def pieces():
        while True:
            yield b"x" * (LARGEST // 3)

    async def answer(_request):
        return httpx2.Response(200, content=pieces())

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
        with pytest.raises(ProviderDown):
            await Web(http, "Vendor", URL).send(httpx2.Request("GET", URL))


METADATA = OAuthMetadata.model_validate(AUTHORITY)
FOUND = Found(resource=URL, metadata=METADATA, scopes=["a", "b"])


@pytest.mark.parametrize(
    ("scopes", "supported", "asked"),
    [
        (["a", "b"], None, "a"),
        (None, None, "a c"),
        (["x"], None, None),
        (["a"], ["a", "offline_access"], "a offline_access"),
    ],
)
def test_only_what_is_needed_is_asked_for(scopes, supported, asked):
    metadata = METADATA.model_copy(update={"scopes_supported": supported})

    assert scope_of(VENDOR, Found(resource=URL, metadata=metadata, scopes=scopes)) == asked


@pytest.mark.parametrize(
    ("method", "secret", "header", "fields"),
    [
        ("client_secret_post", "s e", "", {"client_id": "i:d", "client_secret": "s e"}),
        ("client_secret_basic", "s e", "i%3Ad:s%20e", {}),
        ("none", "s e", "", {"client_id": "i:d"}),
        (None, None, "", {"client_id": "i:d"}),
    ],
)
def test_a_client_says_who_it_is_in_the_way_it_was_registered_for(method, secret, header, fields):
    client = OAuthClientInformationFull(
        client_id="i:d", client_secret=secret, token_endpoint_auth_method=method
    )

    request = token_request(METADATA, client, {"grant_type": "x"})

    sent = request.headers.get("Authorization", "")
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == header
    assert dict(parse_qsl(request.content.decode())) == {"grant_type": "x", **fields}
    assert revocation_request(METADATA, client, {}) is None


async def test_a_client_of_the_settings_is_what_they_say():
    async with httpx2.AsyncClient() as http:
        web = Web(http, "Vendor", URL)
        public = await client_of(McpVendor(name="v", label="V", url=URL, client_id="id"), FOUND, URL, web)
        secret = McpVendor(name="v", label="V", url=URL, client_id="id", client_secret=SecretStr("s"))
        private = await client_of(secret, FOUND, URL, web)
        closed = Found(
            resource=URL, metadata=METADATA.model_copy(update={"registration_endpoint": None}), scopes=None
        )
        with pytest.raises(ProviderDenied, match="must set V_ID"):
            await client_of(VENDOR, closed, URL, web)

    assert (public.client_secret, public.token_endpoint_auth_method) == (None, "none")
    assert (private.client_secret, private.token_endpoint_auth_method) == ("s", "client_secret_basic")


def test_the_servers_own_address_keeps_what_it_asks_for():
    authority = Authority(resource=URL, metadata=METADATA, client=OAuthClientInformationFull(client_id="id"))
    sign_in = SignIn(
        server=URL,
        authority=authority,
        state="s",
        verifier="v",
        back="https://galley.example/back",
        scope="a offline_access",
        ends_at=0,
    )

    query = dict(httpx2.URL(_address(sign_in, "challenge")).params)

    assert (query["tenant"], query["prompt"], query["scope"]) == ("7", "consent", "a offline_access")
