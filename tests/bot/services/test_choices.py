"""Remote choices answer in time, whatever the vendor does."""

import asyncio
import time

import pytest

from bot.domain.errors import ProviderDown
from bot.domain.ports import Choice
from bot.services.choices import RemoteChoices
from tests.bot.services.conftest import PostRequest, provider_of

KITS = [
    Choice(value="1", label="Acme Blue"),
    Choice(value="2", label="Acme Red"),
    Choice(value="3", label="Über"),
]


class Vendor:
    def __init__(self):
        self.asked, self.answer, self.gate = 0, KITS, asyncio.Event()
        self.gate.set()

    async def choices(self, field, search):
        self.asked += 1
        await self.gate.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def vendor():
    return Vendor()


@pytest.fixture
def provider(vendor):
    return provider_of(PostRequest, "posts", choices=vendor.choices)


@pytest.fixture
async def remote(clock):
    opened = RemoteChoices(clock)
    yield opened
    await opened.close()


async def test_every_word_typed_narrows_the_list_in_any_case(remote, provider):
    assert [c.value for c in await remote.search(provider, "kit", "ACME red")] == ["2"]
    assert [c.value for c in await remote.search(provider, "kit", "über")] == ["3"]
    assert len(await remote.search(provider, "kit", "")) == 3


async def test_the_vendor_is_asked_once_in_ten_minutes_however_much_is_typed(remote, provider, vendor, clock):
    await asyncio.gather(*(remote.search(provider, "kit", "acme"[:n]) for n in range(5)))
    clock.passes(minutes=9)
    await remote.search(provider, "kit", "red")
    assert vendor.asked == 1
    clock.passes(minutes=2)
    await remote.search(provider, "kit", "red")
    assert vendor.asked == 2


async def test_each_field_has_a_list_of_its_own(remote, provider, vendor):
    await remote.search(provider, "kit", "")
    await remote.search(provider, "library", "")
    assert vendor.asked == 2


async def test_a_slow_vendor_is_answered_for_within_a_second_and_has_its_list_next_time(
    remote, provider, vendor
):
    vendor.gate.clear()
    began = time.perf_counter()
    assert await remote.search(provider, "kit", "") is None
    assert time.perf_counter() - began < 2
    vendor.gate.set()
    assert len(await remote.search(provider, "kit", "")) == 3
    assert vendor.asked == 1


async def test_a_refusal_is_told_and_the_next_key_press_asks_again(remote, provider, vendor):
    vendor.answer = ProviderDown("Acme is down.")
    with pytest.raises(ProviderDown):
        await remote.search(provider, "kit", "")
    vendor.answer = KITS
    assert len(await remote.search(provider, "kit", "")) == 3


async def test_slack_gets_a_hundred_options_at_most(remote, provider, vendor):
    vendor.answer = [Choice(value=str(n), label=f"Kit {n}") for n in range(300)]
    assert len(await remote.search(provider, "kit", "kit")) == 100


async def test_a_provider_without_lists_has_no_options(remote, notes):
    assert list(await remote.search(notes, "kit", "")) == []
