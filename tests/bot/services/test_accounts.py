"""Balances have an age, and a vendor that fails never hides what is known."""

import asyncio

import pytest

from bot.domain.errors import ProviderDenied, ProviderDown
from bot.domain.money import Balance
from bot.domain.ports import Providers
from bot.services import accounts as accounts_module
from bot.services.accounts import Accounts
from tests.bot.services.conftest import PostRequest, provider_of


class Vendor:
    def __init__(self, clock):
        self.clock, self.credits, self.trouble, self.asked = clock, 200, None, 0

    async def balance(self):
        self.asked += 1
        if self.trouble:
            raise self.trouble
        return Balance(credits=self.credits, at=self.clock())

    async def check(self):
        if isinstance(self.trouble, ProviderDenied):
            raise self.trouble


@pytest.fixture
def vendor(clock):
    return Vendor(clock)


@pytest.fixture
def provider(vendor):
    return provider_of(PostRequest, "posts", balance=vendor.balance, check=vendor.check)


@pytest.fixture
def accounts(store, provider, notes, clock):
    return Accounts(store, Providers((provider, notes)), clock)


async def test_a_balance_heard_of_lately_is_not_asked_for_again(accounts, provider, vendor, clock):
    assert (await accounts.fresh("T1", provider)).credits == 200
    vendor.credits = 150
    clock.passes(minutes=4)
    assert (await accounts.fresh("T1", provider)).credits == 200
    clock.passes(minutes=2)
    assert (await accounts.fresh("T1", provider)).credits == 150
    assert vendor.asked == 2


async def test_a_vendor_that_fails_leaves_the_known_balance_with_its_age(accounts, provider, vendor, clock):
    first = await accounts.fresh("T1", provider)
    vendor.trouble = ProviderDown("down")
    clock.passes(hours=1)
    assert await accounts.fresh("T1", provider) == first


async def test_a_provider_that_tells_no_balance_has_none(accounts, notes):
    assert await accounts.fresh("T1", notes) is None


async def test_health_says_what_is_wrong_beside_what_is_known(accounts, provider, vendor, notes):
    await accounts.fresh("T1", provider)
    vendor.trouble = ProviderDenied("The key is not accepted.")
    sick, well = await accounts.health("T1")
    assert (sick.problem, sick.balance.credits) == ("The key is not accepted.", 200)
    assert (well.provider, well.problem, well.tells_balance) == (notes, "", False)
    assert (sick.asked, well.asked) == (True, False)


async def test_a_mistake_in_one_provider_hides_no_other(accounts, vendor, caplog):
    vendor.trouble = KeyError("oops")
    sick, well = await accounts.health("T1")
    assert "broke on our side" in sick.problem
    assert well.problem == ""
    assert "KeyError" in caplog.text


async def test_a_vendor_that_never_answers_is_not_waited_for(accounts, provider, vendor, monkeypatch):
    monkeypatch.setattr(accounts_module, "PATIENCE", 0.01)
    vendor.balance = None
    provider.__class__.balance = staticmethod(lambda: asyncio.sleep(10))
    sick, _ = await accounts.health("T1")
    assert "No answer" in sick.problem


async def test_what_is_known_is_shown_without_asking(accounts, vendor):
    assert [health.balance for health in await accounts.known_health("T1")] == [None, None]
    assert vendor.asked == 0
