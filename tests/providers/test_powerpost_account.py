"""PowerPost's price, balance and health check."""

from datetime import UTC, datetime

import httpx
import pytest

from bot.domain.errors import ProviderDenied, ProviderDown
from bot.domain.money import Price, PriceBasis
from tests.providers.doubles import BASE
from tests.providers.powerposts import error, file, reply


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"topic": "Tea"}, ""),
        ({"topic": "Tea", "research_mode": "deep"}, "deep research costs more"),
        ({"media": (file("a.png"),)}, ""),
        ({"media": (file("a.mp4"),)}, "plus 6 credits for each started minute of video"),
        ({"topic": "Tea", "images": "flux2-flex", "image_count": 3}, "plus the images (3)"),
        (
            {"media": (file("a.mov"),), "research_mode": "deep", "images": "ideogram-3"},
            "deep research costs more, plus 6 credits for each started minute of video, plus the images (1)",
        ),
    ],
)
def test_the_price_is_known_after_the_run(powerpost, fields, note):
    brief = powerpost.request_model(**fields)

    assert powerpost.price(brief) == Price(basis=PriceBasis.AFTER, note=note)


def test_the_price_in_general_says_what_is_published(powerpost):
    assert powerpost.price(None) == Price(
        basis=PriceBasis.AFTER, note="videos add 6 credits for each started minute of video"
    )


async def test_the_balance_is_the_accounts(powerpost, server):
    server.answers = [reply({"balance": 47})]
    before = datetime.now(UTC)

    balance = await powerpost.balance()

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/account/credits")
    assert (balance.credits, balance.floor, balance.note) == (47, None, "")
    assert before <= balance.at <= datetime.now(UTC)


@pytest.mark.parametrize("body", [{}, {"balance": None}, {"balance": "47"}, {"balance": -1}, [47], 47])
async def test_a_balance_that_is_not_told_is_not_invented(powerpost, server, body):
    server.answers = [reply(body)]

    with pytest.raises(ProviderDown, match="makes no sense"):
        await powerpost.balance()


async def test_a_good_key_opens_its_workspace(powerpost, server):
    server.answers = [reply({"data": [], "next_cursor": None, "has_more": False})]

    await powerpost.check()

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/content/generations?limit=1")


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, error("INVALID_API_KEY"), "PowerPost refused the key: it is invalid."),
        (
            403,
            error("FORBIDDEN"),
            (
                "PowerPost refused: the key may not do this, "
                "or POWERPOST_WORKSPACE_ID is not one of its workspaces."
            ),
        ),
        (
            403,
            error("INSUFFICIENT_SCOPE", "Missing content:read"),
            "PowerPost refused the key: it lacks the scope content:read.",
        ),
    ],
)
async def test_what_will_not_work_is_said_before_anybody_pays(powerpost, server, status, body, message):
    server.answers = [reply(body, status)]

    with pytest.raises(ProviderDenied) as caught:
        await powerpost.check()

    assert (caught.value.message, caught.value.provider) == (message, "PowerPost")


async def test_a_vendor_in_trouble_is_asked_three_times(powerpost, server):
    server.answers = [httpx.Response(502)]

    with pytest.raises(ProviderDown):
        await powerpost.check()

    assert len(server.requests) == 3
