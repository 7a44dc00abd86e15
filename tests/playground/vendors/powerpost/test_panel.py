"""What a person sees of the simulated PowerPost and can make go wrong."""

import pytest

from playground.panels import Panel
from playground.vendors.powerpost import PLAYGROUND_KEY, WORKSPACE, PowerPostSimulator


def facts(simulator):
    return {fact.label: fact.value for fact in simulator.facts()}


def active(simulator):
    return {control.name for control in simulator.controls() if control.active}


def test_the_simulator_is_a_panel():
    panel: Panel = PowerPostSimulator()
    assert (panel.title, bool(panel.description)) == ("PowerPost", True)


async def test_facts_follow_the_calls(api, simulator, later):
    await api.upload()
    simulator.faults.once("job_failed")
    await api.captions()
    assert facts(simulator) == {
        "Credits left": "294",
        "Credits charged": "6",
        "Credits refunded": "0",
        "Bytes uploaded": "48",
        "Jobs running": "1",
        "Calls": "2",
        "Last call": "POST /content/generate → 200, 6 credits",
        "Key (not a secret)": PLAYGROUND_KEY,
        "Workspace": WORKSPACE,
    }
    later()
    now = facts(simulator)
    assert (now["Credits left"], now["Credits refunded"], now["Jobs running"]) == ("300", "6", "0")


async def test_a_job_that_never_finishes_is_running(api, simulator, later):
    simulator.faults.once("never_finishes")
    await api.captions()
    later(900)
    assert facts(simulator)["Jobs running"] == "1"


def test_every_fault_has_a_switch_with_a_hint_that_is_off(simulator):
    switches = {control.name: control for control in simulator.controls() if control.active is False}
    assert switches.keys() >= set(simulator.faults.faults)
    assert all(switches[name].hint and switches[name].group for name in simulator.faults.faults)
    assert active(simulator) == set()


async def test_every_switch_goes_on_and_off(simulator):
    for name in [control.name for control in simulator.controls() if control.active is not None]:
        await simulator.press(name)
        assert active(simulator) == {name}
        await simulator.press(name)
        assert active(simulator) == set()


async def test_a_fault_for_the_next_job_alone_goes_off_by_itself(api, simulator):
    await simulator.press("only_once")
    await simulator.press("internal_error")
    assert active(simulator) == {"only_once", "internal_error"}
    assert [(await api.captions()).status for _ in range(2)] == [500, 200]
    assert active(simulator) == {"only_once"}


async def test_long_jobs_can_be_watched(api, simulator, later):
    await simulator.press("long_jobs")
    generation = await api.started()
    await simulator.press("long_jobs")
    later(29)
    assert (await api.poll(generation))["status"] == "processing"
    later(1)
    assert (await api.poll(generation))["status"] == "completed"


async def test_credits_are_used_up_and_refilled(api, simulator):
    await simulator.press("use_up")
    assert ((await api.captions()).status, simulator.credits) == (402, 0)
    await simulator.press("refill")
    assert ((await api.captions()).status, simulator.credits) == (200, 294)


async def test_rate_limits_begin_anew(api, simulator):
    for _ in range(30):
        await api.captions(prompt="x")
    assert (await api.captions()).status == 429
    await simulator.press("new_windows")
    assert (await api.captions()).status == 200


async def test_what_is_not_there_cannot_be_pressed(simulator):
    with pytest.raises(KeyError):
        await simulator.press("earthquake")


def test_the_api_is_served_under_the_playgrounds_address(simulator):
    address = simulator.address("http://127.0.0.1:3999/")
    assert address == "http://127.0.0.1:3999/vendors/powerpost/api/v1"


def test_key_and_workspace_are_those_of_the_playground(simulator):
    assert (simulator.key, simulator.workspace) == (PLAYGROUND_KEY, WORKSPACE)
