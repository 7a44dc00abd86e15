"""Balances have an age, and a vendor that fails never hides what is known."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.errors import ProviderDenied, ProviderDown
from bot.domain.money import Balance
from bot.domain.outages import Outage
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


async def test_ten_people_who_open_a_form_at_once_make_one_call(accounts, provider, vendor, store):
    let_go = asyncio.Event()

    async def slowly():
        vendor.asked += 1
        await let_go.wait()
        return Balance(credits=7, at=vendor.clock())

    provider.__class__.balance = staticmethod(slowly)
    asking = [asyncio.create_task(accounts.fresh(f"T{n % 2}", provider)) for n in range(10)]
    await asyncio.sleep(0.01)
    asking[0].cancel()
    let_go.set()
    found = await asyncio.gather(*asking[1:])
    assert ({balance.credits for balance in found}, vendor.asked) == ({7}, 1)
    assert [(await store.team(team).balance("posts")).credits for team in ("T0", "T1")] == [7, 7]


async def test_a_question_that_failed_is_not_asked_again_for_a_minute(accounts, provider, vendor, clock):
    vendor.trouble = ProviderDown("down")
    for _ in range(3):
        assert await accounts.fresh("T1", provider) is None
    assert vendor.asked == 1
    vendor.trouble = None
    clock.passes(seconds=61)
    assert (await accounts.fresh("T1", provider)).credits == 200
    assert vendor.asked == 2


async def test_status_asks_all_the_same_and_its_answer_ends_the_minute(accounts, provider, vendor, clock):
    vendor.trouble = ProviderDown("down")
    await accounts.fresh("T1", provider)
    vendor.trouble = None
    assert (await accounts.health("T1"))[0].balance.credits == 200
    clock.passes(minutes=6)
    vendor.credits = 150
    assert (await accounts.fresh("T1", provider)).credits == 150


async def test_nobody_waits_long_for_a_balance_but_its_answer_counts(accounts, provider, vendor, monkeypatch):
    monkeypatch.setattr(accounts_module, "PATIENCE", 0.01)
    let_go = asyncio.Event()

    async def slowly():
        vendor.asked += 1
        await let_go.wait()
        return Balance(credits=7, at=vendor.clock())

    provider.__class__.balance = staticmethod(slowly)
    assert await accounts.fresh("T1", provider) is None
    late = asyncio.create_task(accounts.fresh("T1", provider))
    let_go.set()
    assert ((await late).credits, vendor.asked) == (7, 1)


async def test_a_question_under_way_ends_with_the_application(accounts, provider, monkeypatch):
    monkeypatch.setattr(accounts_module, "PATIENCE", 0.01)
    provider.__class__.balance = staticmethod(lambda: asyncio.sleep(60))
    await accounts.fresh("T1", provider)
    await accounts.close()
    assert not [task for task in asyncio.all_tasks() if "_asked" in str(task.get_coro())]


class Watched:
    name, label, sample = "watched", "Watched", False
    request_model = PostRequest

    @property
    def outage(self):
        return Outage(since=datetime(2026, 1, 5, 9, tzinfo=UTC), again=datetime(2026, 1, 5, 9, 2, tzinfo=UTC))


async def test_a_provider_that_is_known_to_be_down_is_said_to_be_though_nothing_can_be_asked(store, clock):
    accounts = Accounts(store, Providers((Watched(),)), clock)
    (health,) = await accounts.health("T1")
    assert health.problem == "Watched has been down since 09:00 UTC. It is asked again after 09:02 UTC."
