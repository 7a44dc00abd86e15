import pytest
from aiohttp import WSServerHandshakeError, web

from playground.server import Playground
from playground.slack.fixtures import fresh_workspace
from tests.playground.slack.conftest import MANIFEST

FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "evil.example:80"},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "[oops"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_other_sites_are_refused(playground, session, headers):
    async with session.get(f"{playground.api_url}auth.test", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("headers", FOREIGN[:5], ids=str)
async def test_other_sites_get_no_socket(playground, session, headers):
    with pytest.raises(WSServerHandshakeError) as caught:
        await session.ws_connect(f"{playground.base_url}/link/x", headers=headers)

    assert caught.value.status == 403


async def test_the_own_page_is_welcome(playground, session):
    headers = {"Origin": playground.base_url, "Sec-Fetch-Site": "same-origin"}
    async with session.get(f"{playground.api_url}auth.test", headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.com"])
async def test_it_listens_on_this_computer_only(host):
    playground = Playground(fresh_workspace(MANIFEST))
    with pytest.raises(ValueError, match="this computer only"):
        await playground.start(host=host)


async def test_more_can_be_served_from_the_same_address(session):
    async def hello(_request):
        return web.Response(text="hello")

    playground = Playground(fresh_workspace(MANIFEST), extra_routes=[web.get("/one", hello)])
    playground.add_routes([web.get("/two", hello)])
    await playground.start()
    for path in ("one", "two"):
        async with session.get(f"{playground.base_url}/{path}") as answer:
            assert await answer.text() == "hello"
    await playground.stop()


FOLLOWED = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


async def test_a_link_of_another_server_of_this_computer_can_be_followed(playground, session):
    async with session.get(f"{playground.api_url}auth.test", headers=FOLLOWED) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "told", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Mode": "no-cors"}, {"Sec-Fetch-Dest": "iframe"}]
)
async def test_nothing_else_of_it_is_welcome(playground, session, told):
    async with session.get(f"{playground.api_url}auth.test", headers={**FOLLOWED, **told}) as answer:
        assert answer.status == 403
    async with session.post(f"{playground.api_url}auth.test", headers=FOLLOWED) as answer:
        assert answer.status == 403
