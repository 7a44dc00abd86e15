"""What a person sees of the simulated Ocoya and can make go wrong."""

import pytest

from playground.panels import Panel
from playground.vendors.ocoya import PLAYGROUND_KEY, OcoyaSimulator
from playground.vendors.ocoya.variants import VARIANTS


def facts(simulator):
    return {fact.label: fact.value for fact in simulator.facts()}


def controls(simulator):
    return {control.name: control for control in simulator.controls()}


def test_the_simulator_is_a_panel():
    panel: Panel = OcoyaSimulator()
    assert (panel.title, bool(panel.description)) == ("Ocoya", True)


async def test_facts_follow_both_doors(api, rpc, simulator):
    await api.draft()
    await rpc.campaign()
    shown = facts(simulator)
    assert (shown["Drafts"], shown["Campaigns queued"]) == ("1", "1")
    assert shown["Last call"] == "POST /mcp tools/call ocoya_create_ai_campaign → 200"
    assert shown["Key (not a secret)"] == PLAYGROUND_KEY


async def test_every_fault_has_a_switch(simulator):
    for name in simulator.faults.faults:
        assert controls(simulator)[name].active is False
        await simulator.press(name)
        assert [c.name for c in simulator.controls() if c.active] == [name]
        await simulator.press(name)


async def test_a_fault_can_strike_once(api, simulator):
    await simulator.press("only_once")
    await simulator.press("unavailable")
    assert [(await api.draft()).status for _ in range(2)] == [503, 201]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
async def test_every_open_question_can_be_turned_through_its_forms(simulator, variant):
    name, seen = f"form_{variant.name}", []
    for _ in variant.forms:
        seen.append(controls(simulator)[name].label)
        await simulator.press(name)
    assert seen == [f"{variant.label}: {form.replace('_', ' ')}" for form in variant.forms]
    assert simulator.variants.of(variant) == variant.forms[0]


async def test_slow_answers_are_for_both_doors(simulator):
    await simulator.press("slowly")
    assert (simulator._service.delay, simulator._door.delay) == (8.0, 8.0)
    await simulator.press("slowly")
    assert (simulator._service.delay, simulator._door.delay) == (0.0, 0.0)


async def test_tokens_sessions_and_windows_end_by_a_press(api, rpc, simulator):
    await simulator.press("restart")
    assert (await rpc.send("tools/list")).status == 404
    await simulator.press("expire")
    assert (await rpc.send("tools/list")).status == 401
    await api.call("GET", "/me")
    await simulator.press("new_windows")
    assert (await api.call("GET", "/me")).headers["X-RateLimit-Remaining"] == "59"


async def test_consents_are_withdrawn_by_a_press(served, simulator, client):
    simulator.variants.choose(consent="given")
    query = {
        "response_type": "code",
        "client_id": "galley-playground",
        "redirect_uri": "http://127.0.0.1:9/back",
        "code_challenge": "x" * 43,
        "resource": served,
    }
    await client.session.get(served.replace("/mcp", "/oauth/authorize"), params=query, allow_redirects=False)
    assert facts(simulator)["Connections"] == "1"
    await simulator.press("revoke")
    assert facts(simulator)["Connections"] == "0"


async def test_there_is_no_other_control(simulator):
    with pytest.raises(KeyError):
        await simulator.press("explode")
