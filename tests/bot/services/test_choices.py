"""Remote choices answer in time, whatever the vendor does."""

import asyncio
import time
from typing import Annotated

import pytest

from bot.domain.errors import ProviderDown
from bot.domain.ports import Asker, Choice
from bot.domain.requests import Prompt, Remote, Request
from bot.services import choices
from bot.services.choices import Menu, RemoteChoices, menu_of
from tests.bot.services.conftest import PostRequest, provider_of

KITS = [
    Choice(value="1", label="Acme Blue"),
    Choice(value="2", label="Acme Red"),
    Choice(value="3", label="Über"),
]


class Vendor:
    def __init__(self):
        self.asked, self.answer, self.gate = 0, KITS, asyncio.Event()
        self.given = []
        self.gate.set()

    async def choices(self, field, given):
        self.asked += 1
        self.given.append(dict(given))
        await self.gate.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


ANA, BEN = Asker("T1", "UANA"), Asker("T1", "UBEN")


def menu(provider, name, asker=ANA, **given):
    return Menu(provider=provider, name=name, asker=asker, given=given)


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
    assert [c.value for c in await remote.search(menu(provider, "kit"), "ACME red")] == ["2"]
    assert [c.value for c in await remote.search(menu(provider, "kit"), "über")] == ["3"]
    assert len(await remote.search(menu(provider, "kit"), "")) == 3


async def test_the_vendor_is_asked_once_in_ten_minutes_however_much_is_typed(remote, provider, vendor, clock):
    await asyncio.gather(*(remote.search(menu(provider, "kit"), "acme"[:n]) for n in range(5)))
    clock.passes(minutes=9)
    await remote.search(menu(provider, "kit"), "red")
    assert vendor.asked == 1
    clock.passes(minutes=2)
    await remote.search(menu(provider, "kit"), "red")
    assert vendor.asked == 2


async def test_each_field_has_a_list_of_its_own(remote, provider, vendor):
    await remote.search(menu(provider, "kit"), "")
    await remote.search(menu(provider, "library"), "")
    assert vendor.asked == 2


async def test_a_slow_vendor_is_answered_for_within_a_second_and_has_its_list_next_time(
    remote, provider, vendor
):
    vendor.gate.clear()
    began = time.perf_counter()
    assert await remote.search(menu(provider, "kit"), "") is None
    assert time.perf_counter() - began < 2
    vendor.gate.set()
    assert len(await remote.search(menu(provider, "kit"), "")) == 3
    assert vendor.asked == 1


async def test_a_refusal_is_told_and_the_next_key_press_asks_again(remote, provider, vendor):
    vendor.answer = ProviderDown("Acme is down.")
    with pytest.raises(ProviderDown):
        await remote.search(menu(provider, "kit"), "")
    vendor.answer = KITS
    assert len(await remote.search(menu(provider, "kit"), "")) == 3


async def test_a_list_that_never_comes_is_given_up_and_asked_for_again(remote, provider, vendor, monkeypatch):
    monkeypatch.setattr(choices, "LISTED", 0.01)
    vendor.gate.clear()
    with pytest.raises(ProviderDown, match="did not answer"):
        await remote.search(menu(provider, "kit"), "")
    vendor.gate.set()
    assert await remote.search(menu(provider, "kit"), "") == KITS
    assert vendor.asked == 2


async def test_slack_gets_a_hundred_options_at_most(remote, provider, vendor):
    vendor.answer = [Choice(value=str(n), label=f"Kit {n}") for n in range(300)]
    assert len(await remote.search(menu(provider, "kit"), "kit")) == 100


async def test_a_provider_without_lists_has_no_options(remote, notes):
    assert list(await remote.search(menu(notes, "kit"), "")) == []


class KitRequest(Request):
    topic: Annotated[str, Prompt()] = ""
    place: Annotated[str | None, Remote()] = None
    kits: Annotated[tuple[str, ...], Remote(depends=("place",))] = ()


class Personal:
    """Shows each person their own."""

    name, label, sample, request_model = "own", "Own", False, KitRequest

    def __init__(self, asker=None):
        self.asker = asker

    def acting_for(self, asker):
        return Personal(asker)

    async def is_connected(self, asker):
        return True

    async def choices(self, field, given):
        return [Choice(value="1", label=f"{self.asker.person} {given.get('place', 'anywhere')}")]

    price = start = sign_in = signed_in = sign_out = is_connected


async def test_another_choice_that_it_depends_on_has_another_list(remote, vendor):
    kits = provider_of(KitRequest, "kits", choices=vendor.choices)
    for place in ("p1", "p1", "p2", None):
        await remote.search(menu_of(kits, "kits", ANA, {"place": place}), "")
    assert vendor.given == [{"place": "p1"}, {"place": "p2"}, {}]


async def test_each_person_has_a_list_of_their_own_where_the_vendor_asks_who(remote):
    own = Personal()
    for asker in (ANA, BEN):
        (choice,) = await remote.search(menu(own, "kits", asker, place="p1"), "")
        assert choice.label == f"{asker.person} p1"


async def test_what_was_chosen_is_named_as_soon_as_the_list_is_known(remote, vendor):
    kits = provider_of(KitRequest, "kits", choices=vendor.choices)
    values = {"place": "2", "kits": ["1", "gone"], "topic": "Tea"}
    assert remote.labels(kits, ANA, values) == {}
    assert await remote.look_up(kits, ANA, values) == {"2": "Acme Red", "1": "Acme Blue"}
    assert remote.labels(kits, ANA, values) == {"2": "Acme Red", "1": "Acme Blue"}
    assert vendor.asked == 2


async def test_a_vendor_that_is_down_names_nothing(remote, vendor):
    kits = provider_of(KitRequest, "kits", choices=vendor.choices)
    vendor.answer = ProviderDown("Acme is down.")
    assert await remote.look_up(kits, ANA, {"place": "2"}) == {}


async def test_what_somebody_saw_as_their_own_is_asked_for_anew_once_they_sign_in(remote):
    own = Personal()
    await remote.search(menu(own, "kits"), "")
    remote.forget(ANA)
    assert remote.labels(own, ANA, {"kits": ["1"]}) == {}


class SoleRequest(Request):
    topic: Annotated[str, Prompt()] = ""
    place: Annotated[str | None, Remote(unless_sole=True)] = None


async def test_of_several_one_is_still_to_be_chosen_once_they_are_known(remote, vendor):
    places = provider_of(SoleRequest, "places", choices=vendor.choices)
    assert remote.undecided(places, ANA, {}) == {}
    await remote.look_up(places, ANA, {})
    assert remote.undecided(places, ANA, {}) == {"place": "Choose one: there are 3 of them."}
    assert remote.undecided(places, ANA, {"place": "1"}) == {}


async def test_the_only_one_need_not_be_chosen(remote, vendor):
    vendor.answer = KITS[:1]
    places = provider_of(SoleRequest, "places", choices=vendor.choices)
    await remote.look_up(places, ANA, {})
    assert remote.undecided(places, ANA, {}) == {}
