"""A vendor that sends a call on: within its own domain the call goes there, elsewhere the key never does."""

import httpx
import pytest
from pydantic import SecretStr

from bot.domain.errors import OutcomeUnknown, ProviderDown, ProviderUnreachable
from providers.http import Upload, Vendor
from tests.providers.doubles import KEY
from tests.providers.powerposts import pieces

OK = httpx.Response(201, json={"fine": True})
OTHER = "https://eu.vendor.test/api/v1/write?x=1"


@pytest.fixture
def own(http):
    """The API of a vendor that may send calls on within `vendor.test`."""
    vendor = Vendor(
        label="Vendor",
        base_url="https://app.vendor.test/api/v1",
        headers={"X-Key": SecretStr(KEY)},
        domain="vendor.test",
    )
    return http.api(vendor)


def moved(location, status=307):
    return httpx.Response(status, headers={"Location": location})


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize(
    ("location", "address"),
    [
        (OTHER, OTHER),
        ("https://vendor.test/api/v1/write", "https://vendor.test/api/v1/write"),
        ("/api/v2/write", "https://app.vendor.test/api/v2/write"),
    ],
)
async def test_the_same_call_is_made_once_more_within_the_domain(own, server, status, location, address):
    server.answers = [moved(location, status), OK]

    reply = await own.paid("/write", {"topic": "Tea"})

    first, second = server.requests
    assert (str(second.url), second.method, second.content) == (address, first.method, first.content)
    assert second.headers["X-Key"] == KEY
    assert reply.status == 201


async def test_a_read_is_sent_on_as_well(own, server):
    server.answers = [moved("https://vendor.test/me"), OK]

    assert (await own.read("/me")).body == {"fine": True}
    assert [request.method for request in server.requests] == ["GET", "GET"]


@pytest.mark.parametrize(
    "location",
    [
        "https://vendor.example/api",
        "https://evilvendor.test/api",
        "https://vendor.test.evil.example/api",
        "http://eu.vendor.test/api",
        "https://eu.vendor.test:8443/api",
        "https://user:word@eu.vendor.test/api",
        "//evil.example/api",
        "https://[broken/api",
        "ftp://eu.vendor.test/api",
        "",
    ],
)
async def test_any_other_address_never_gets_the_key(own, server, location):
    server.answers = [moved(location), OK]

    with pytest.raises(ProviderDown, match="has moved to another address"):
        await own.paid("/write", {})

    assert len(server.requests) == 1


async def test_a_vendor_without_a_domain_is_not_followed(api, server):
    server.answers = [moved("https://vendor.test/api/v2/write"), OK]

    with pytest.raises(ProviderDown, match="has moved"):
        await api.paid("/write", {})

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(301, ProviderDown), (302, OutcomeUnknown), (303, OutcomeUnknown)]
)
async def test_other_redirects_are_not_followed(own, server, status, kind):
    server.answers = [moved(OTHER, status), OK]

    with pytest.raises(kind):
        await own.paid("/write", {})

    assert len(server.requests) == 1


async def test_a_vendor_that_sends_on_and_on_is_left_alone(own, server):
    server.answers = [moved(OTHER)]

    with pytest.raises(ProviderDown, match="has moved"):
        await own.paid("/write", {})

    assert len(server.requests) == 2


async def test_a_call_that_did_not_reach_the_second_address_was_not_made(own, server):
    server.answers = [moved(OTHER), httpx.ConnectError("refused")]

    with pytest.raises(ProviderUnreachable):
        await own.paid("/write", {})


async def test_a_call_that_was_lost_at_the_second_address_is_unclear(own, server):
    server.answers = [moved(OTHER), httpx.ReadTimeout("slow")]

    with pytest.raises(OutcomeUnknown):
        await own.paid("/write", {})

    assert len(server.requests) == 2


async def test_a_file_is_not_sent_on_as_it_comes_only_once(own, server):
    server.answers = [lambda request: (request.read() and moved(OTHER)) or moved(OTHER)]
    upload = Upload(file_name="a.png", mimetype="image/png", size=3, content=pieces(b"abc"))

    with pytest.raises(ProviderDown, match="has moved"):
        await own.upload("/files", upload)

    assert len(server.requests) == 1
