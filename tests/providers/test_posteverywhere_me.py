"""The balance and the health check, both from `/me`."""

from datetime import UTC, datetime

import httpx
import pytest

from bot.domain.errors import ProviderDenied, ProviderDown
from tests.providers.doubles import BASE

ME = {
    "api_key": {"id": "k", "key_prefix": "pe_live_4f3c", "scopes": ["read", "write", "ai"]},
    "scopes": ["read", "write", "ai"],
    "organization": {"id": "o", "subscription_plan": "GROWTH", "entitled": True},
    "quota": {"accounts": {"used": 6, "limit": 25}, "ai_credits": {"used": 138, "limit": 500, "bonus": 40}},
}


def me(**changes):
    return httpx.Response(200, json={"data": {**ME, **changes}, "error": None, "meta": {"request_id": "a1"}})


def credits_of(**counts):
    return me(quota={"ai_credits": counts})


async def test_the_balance_is_read_from_me(posteverywhere, server):
    server.answers = [me()]
    before = datetime.now(UTC)

    balance = await posteverywhere.balance()

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/me")
    assert (balance.credits, balance.floor, balance.note) == (402, 362, "40 of them bought on top")
    assert before <= balance.at <= datetime.now(UTC)


async def test_a_bare_reply_gives_the_same_balance(posteverywhere, server):
    server.answers = [httpx.Response(200, json=ME)]

    assert (await posteverywhere.balance()).credits == 402


@pytest.mark.parametrize("bonus", [{}, {"bonus": 0}, {"bonus": None}])
async def test_without_a_bonus_both_formulas_agree(posteverywhere, server, bonus):
    server.answers = [credits_of(used=138, limit=500, **bonus)]

    balance = await posteverywhere.balance()

    assert (balance.credits, balance.floor, balance.note) == (362, 362, "")


async def test_a_balance_is_never_below_nothing(posteverywhere, server):
    server.answers = [credits_of(used=510, limit=500, bonus=5)]

    balance = await posteverywhere.balance()

    assert (balance.credits, balance.floor) == (0, 0)


@pytest.mark.parametrize(
    "quota",
    [
        None,
        [],
        {},
        {"ai_credits": None},
        {"ai_credits": {"used": 1}},
        {"ai_credits": {"used": "1", "limit": 2}},
    ],
    ids=str,
)
async def test_a_balance_that_is_not_told_is_not_invented(posteverywhere, server, quota):
    server.answers = [me(quota=quota)]

    with pytest.raises(ProviderDown, match="makes no sense"):
        await posteverywhere.balance()


async def test_a_key_with_all_it_needs_is_well(posteverywhere, server):
    server.answers = [me()]

    await posteverywhere.check()


@pytest.mark.parametrize("changes", [{"scopes": None}, {"organization": None}, {"api_key": None}], ids=str)
async def test_what_me_does_not_tell_is_no_reason_to_complain(posteverywhere, server, changes):
    server.answers = [me(**changes)]

    await posteverywhere.check()


async def test_scopes_told_only_with_the_key_are_read_too(posteverywhere, server):
    server.answers = [me(scopes=None, api_key={"scopes": ["read"]})]

    with pytest.raises(ProviderDenied, match="lacks the ai scope"):
        await posteverywhere.check()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scopes": ["read", "write"]}, "The key of PostEverywhere lacks the ai scope."),
        ({"organization": {"entitled": False}}, "PostEverywhere says that its subscription is not active."),
    ],
)
async def test_what_will_not_work_is_said_before_anybody_pays(posteverywhere, server, changes, message):
    server.answers = [me(**changes)]

    with pytest.raises(ProviderDenied) as caught:
        await posteverywhere.check()

    assert (caught.value.message, caught.value.provider) == (message, "PostEverywhere")


@pytest.mark.parametrize("status", [401, 403])
async def test_a_key_that_may_not_ask_lacks_the_read_scope_or_is_invalid(posteverywhere, server, status):
    server.answers = [httpx.Response(status, json={"data": None, "error": {"code": "unauthorized"}})]

    with pytest.raises(ProviderDenied, match="lacks the read scope or is invalid"):
        await posteverywhere.check()


async def test_a_server_error_is_asked_again_unless_the_vendor_says_it_is_no_use(posteverywhere, server):
    server.answers = [
        httpx.Response(500, json={"error": {"code": "internal_error", "retryable": False}}),
        me(),
    ]

    with pytest.raises(ProviderDown):
        await posteverywhere.check()

    assert len(server.requests) == 1
