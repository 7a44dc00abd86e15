"""What a browser gets on the way to a vendor and back: nothing that runs, leaks or is kept."""

import base64
import hashlib
import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.errors import ProviderDenied, UserError
from bot.domain.ports import Asker
from bot.services.visits import Begun
from handlers.browser import COOKIE, Ended, connect_routes

ANA = Asker("T1", "UANA")
VENDOR = "https://vendor.example.com/authorize?state=s&scope=a%20b"
PATH = "/connect/own"


class Visits:
    """Does what a test says, and notes what it was asked."""

    def __init__(self):
        self.base, self.said, self.trouble, self.named = "https://galley.example.com", [], None, "Own"

    def expected(self, name, ticket):
        if self.trouble:
            raise self.trouble
        return self.named

    async def begin(self, name, ticket):
        self.said.append((name, ticket))
        if self.trouble:
            raise self.trouble
        return Begun(url=VENDOR, back=f"{self.base}/connect/{name}/back", proof="pro-of_1.x")

    def label(self, name):
        return self.named

    def returning(self, name, proof):
        if proof != "pro-of_1.x":
            raise UserError("Who is there?")
        return ANA

    async def finish(self, name, asker, answer):
        self.said.append((name, asker, answer))
        if self.trouble:
            raise self.trouble


@pytest.fixture
def visits():
    return Visits()


@pytest.fixture
def ended():
    return []


@pytest.fixture
async def browser(visits, ended):
    async def tell(how):
        ended.append(how)

    app = web.Application()
    app.add_routes(connect_routes(visits, tell, again="Begin <again>."))
    async with TestClient(TestServer(app)) as client:
        yield client


async def come_back(browser, query="?state=s&code=c"):
    return await browser.get(f"{PATH}/back{query}", headers={"Cookie": f"{COOKIE}=pro-of_1.x"})


def is_safe(answer):
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return True


async def test_a_ticket_leads_to_the_vendor_just_as_it_said(browser, visits):
    answer = await browser.get(f"{PATH}/ticket.1/go", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, VENDOR)
    assert is_safe(answer)
    assert visits.said == [("own", "ticket.1")]


@pytest.mark.parametrize(
    ("base", "path", "secure"),
    [
        ("https://galley.example.com", "/connect/own/back", True),
        ("https://example.com/galley", "/galley/connect/own/back", True),
        ("http://127.0.0.1:3000", "/connect/own/back", False),
    ],
)
async def test_the_proof_goes_to_the_way_back_and_to_no_script(browser, visits, base, path, secure):
    visits.base = base
    answer = await browser.get(f"{PATH}/ticket/go", allow_redirects=False)
    kept = answer.cookies[COOKIE]
    assert (kept.value, kept["path"], bool(kept["secure"])) == ("pro-of_1.x", path, secure)
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", "600")


async def test_looking_at_a_link_without_following_it_does_not_use_it(browser, visits):
    for path in (f"{PATH}/ticket", f"{PATH}/ticket/go"):
        assert (await browser.head(path)).status == 405
        assert (await browser.post(path)).status == 405
    answer = await browser.get(f"{PATH}/ticket")
    assert (answer.status, visits.said) == (200, [])
    assert is_safe(answer)


async def test_the_question_says_who_asks_and_leads_on_from_where_it_is(browser, visits):
    visits.named = "<b>Own</b>"
    page = await (await browser.get(f"{PATH}/ticket.1")).text()
    assert "<h1>Connect &lt;b&gt;Own&lt;/b&gt;?</h1>" in page
    assert "If somebody sent you this link, close this page" in page
    assert re.findall(r'<a href="([^"]*)"', page) == ["ticket.1/go"]


async def test_coming_back_ends_it(browser, visits, ended):
    answer = await come_back(browser)
    assert answer.status == 200
    assert is_safe(answer)
    assert "<h1>Own is connected</h1>" in await answer.text()
    assert visits.said == [("own", ANA, {"state": "s", "code": "c"})]
    assert ended == [Ended(asker=ANA, label="Own")]


async def test_coming_back_without_the_proof_ends_nothing(browser, visits, ended):
    answer = await browser.get(f"{PATH}/back?state=s&code=c")
    assert (answer.status, "Who is there?" in await answer.text()) == (400, True)
    assert is_safe(answer)
    assert (visits.said, ended) == ([], [])


@pytest.mark.parametrize(
    "trouble", [UserError("<b>No</b> & no"), ProviderDenied("<b>No</b> & no"), RuntimeError("<b>No</b>")]
)
async def test_what_went_wrong_is_told_and_nothing_in_it_is_markup(browser, visits, ended, trouble):
    visits.trouble = trouble
    for answer in (await browser.get(f"{PATH}/ticket/go"), await come_back(browser)):
        page = await answer.text()
        assert (answer.status, "<h1>Not connected</h1>" in page) == (400, True)
        assert is_safe(answer)
        assert "<b>" not in page
        assert "Begin &lt;again&gt;." in page
        assert ("&lt;b&gt;No&lt;/b&gt; &amp; no" in page) != isinstance(trouble, RuntimeError)
        assert ("Something broke on our side (reference " in page) == isinstance(trouble, RuntimeError)
    (how,) = ended
    assert how.problem


async def test_a_providers_name_is_no_markup_either(browser, visits):
    visits.named = "<script>alert(1)</script>"
    page = await (await come_back(browser)).text()
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; is connected") == 2


async def test_the_page_fits_a_phone_loads_nothing_and_may_use_its_own_style(browser):
    answer = await come_back(browser)
    page = await answer.text()
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,"]
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
