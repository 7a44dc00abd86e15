"""What a person sees of the simulated PostEverywhere and can make go wrong."""

import pytest

from playground.panels import Panel
from playground.vendors.posteverywhere import PLAYGROUND_KEY, PostEverywhereSimulator


def facts(simulator):
    return {fact.label: fact.value for fact in simulator.facts()}


def active(simulator):
    return {control.name for control in simulator.controls() if control.active}


def test_the_simulator_is_a_panel():
    panel: Panel = PostEverywhereSimulator()
    assert (panel.title, bool(panel.description)) == ("PostEverywhere", True)


async def test_facts_follow_the_calls(api, simulator):
    assert facts(simulator)["Credits left"] == "200"
    await api.captions(count=3)
    assert facts(simulator) == {
        "Credits left": "197",
        "Credits charged": "3",
        "Calls": "1",
        "Last call": "POST /ai/generate-caption → 200, 3 credits",
        "Key (not a secret)": PLAYGROUND_KEY,
    }


async def test_the_last_call_tells_what_went_wrong(api, simulator):
    await api.captions({})
    assert facts(simulator)["Last call"] == "POST /ai/generate-caption → 400 validation_error, 0 credits"


async def test_every_fault_has_a_switch_that_is_off(simulator):
    switches = {control.name for control in simulator.controls() if control.active is False}
    assert switches >= set(simulator.faults.faults)
    assert active(simulator) == set()


async def test_a_pressed_fault_stays_on_until_it_is_pressed_again(api, simulator):
    await simulator.press("unavailable")
    assert active(simulator) == {"unavailable"}
    assert [(await api.captions()).status for _ in range(2)] == [503, 503]
    await simulator.press("unavailable")
    assert active(simulator) == set()
    assert (await api.captions()).status == 200


async def test_only_one_fault_is_on_at_a_time(simulator):
    await simulator.press("unavailable")
    await simulator.press("no_content")
    assert active(simulator) == {"no_content"}


async def test_a_fault_for_the_next_captions_alone_goes_off_by_itself(api, simulator):
    await simulator.press("only_once")
    await simulator.press("unavailable")
    assert active(simulator) == {"only_once", "unavailable"}
    assert (await api.captions()).status == 503
    assert active(simulator) == {"only_once"}
    assert (await api.captions()).status == 200


async def test_slow_answers_are_switched_on_and_off(simulator):
    await simulator.press("slowly")
    assert active(simulator) == {"slowly"}
    await simulator.press("slowly")
    assert active(simulator) == set()


async def test_replies_are_bare_when_switched(api, simulator):
    await simulator.press("bare")
    assert "captions" in await (await api.captions()).json()


async def test_image_replies_are_short_when_switched(api, simulator):
    await simulator.press("short_images")
    assert active(simulator) == {"short_images"}
    assert "media_ids" not in (await (await api.image()).json())["data"]


async def test_credits_are_used_up_and_refilled(api, simulator):
    await simulator.press("use_up")
    assert (await api.captions()).status == 402
    await simulator.press("refill")
    assert (await api.captions()).status == 200
    assert simulator.credits == 199


async def test_rate_limits_begin_anew(api, simulator):
    for _ in range(60):
        await api.get("/me")
    assert (await api.get("/me")).status == 429
    await simulator.press("new_windows")
    assert (await api.get("/me")).status == 200


async def test_what_is_not_there_cannot_be_pressed(simulator):
    with pytest.raises(KeyError):
        await simulator.press("earthquake")


def test_the_api_is_served_under_the_playgrounds_address(simulator):
    address = simulator.address("http://127.0.0.1:3999/")
    assert address == "http://127.0.0.1:3999/vendors/posteverywhere/api/v1"
