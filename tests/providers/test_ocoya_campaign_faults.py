"""Every fault of the simulated vendor at either door of its campaigns, and what it says of money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.captions import Finished
from bot.domain.errors import (
    NotConnected,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderRejected,
)
from bot.domain.generations import Failure
from bot.domain.money import Charged
from playground.vendors.ocoya.faults import standard_faults
from playground.vendors.ocoya.kinds import CAMPAIGN, CAMPAIGN_TOOL
from providers.ocoya.campaign_request import campaign_model
from providers.ocoya.campaign_results import NAMELESS, Queued, queued_result
from tests.providers.mcp_world import ANA

#: What a fault must become, how often the vendor is asked, how many campaigns there are.
OVER_REST = {
    "no_key": (ProviderDenied, 1, 0),
    "bad_key": (ProviderDenied, 1, 0),
    "invalid": (ProviderRejected, 1, 0),
    "unprocessable": (ProviderRejected, 1, 0),
    "not_found": (ProviderRejected, 1, 0),
    "rate_limit": (ProviderBusy, 2, 0),
    "timeout": (OutcomeUnknown, 1, 0),
    "internal_error": (OutcomeUnknown, 1, 0),
    "unavailable": (OutcomeUnknown, 1, 0),
    "gateway_timeout": (OutcomeUnknown, 1, 0),
    "html_page": (OutcomeUnknown, 1, 0),
    "moved": (ProviderDown, 1, 0),
    "empty_body": (NAMELESS, 1, 1),
    "truncated": (NAMELESS, 1, 1),
    "wrong_types": (NAMELESS, 1, 1),
    "accepted": ("", 1, 1),
    "dropped_before": (OutcomeUnknown, 1, 0),
    "dropped_after": (OutcomeUnknown, 1, 1),
}
OVER_MCP = {
    "rate_limit": (ProviderBusy, 3, 0),
    "timeout": (OutcomeUnknown, 1, 0),
    "internal_error": (OutcomeUnknown, 1, 0),
    "unavailable": (OutcomeUnknown, 1, 0),
    "gateway_timeout": (OutcomeUnknown, 1, 0),
    "html_page": (OutcomeUnknown, 1, 0),
    "empty_body": (OutcomeUnknown, 1, 1),
    "truncated": (OutcomeUnknown, 1, 1),
    "tool_failed": (ProviderRejected, 1, 0),
    "bad_arguments": (ProviderRejected, 1, 0),
    "no_method": (ProviderDown, 1, 0),
    "server_error": (OutcomeUnknown, 1, 0),
    "token_lost": (NotConnected, 2, 0),
    "session_lost": (ProviderDown, 3, 0),
    "dropped_before": (OutcomeUnknown, 1, 0),
    "dropped_after": (OutcomeUnknown, 1, 1),
}


def test_no_fault_is_left_out():
    def of(kind):
        return {fault.name for fault in standard_faults() if kind in fault.strikes}

    assert (of(CAMPAIGN), of(CAMPAIGN_TOOL)) == (OVER_REST.keys(), OVER_MCP.keys())


@pytest.mark.parametrize("name", OVER_REST)
async def test_over_rest(over_rest, name):
    await check(over_rest, name, *OVER_REST[name])


@pytest.mark.parametrize("name", OVER_MCP)
async def test_over_mcp(over_mcp, name):
    await check(over_mcp, name, *OVER_MCP[name])


async def check(door, name, expected, asked, made):
    door.world.vendor.faults.once(*[name] * 5, on=door.kind)
    if isinstance(expected, str):
        result = await door()
        assert isinstance(result, Finished)
        assert (NAMELESS in result.notes) is (expected == NAMELESS)
    else:
        with pytest.raises(expected) as caught:
            await door()
        error = caught.value
        assert type(error).__mro__.index(expected) < 2  # that kind, or one of its own below it
        assert error.charged is (Charged.MAYBE if expected is OutcomeUnknown else Charged.NO)
        assert ("Look in Ocoya" in error.message) is (expected is OutcomeUnknown)
        assert door.world.vendor.key not in error.message
    assert (door.asked, door.campaigns) == (asked, made)


async def test_a_person_whose_permission_ended_has_none_any_more(over_mcp):
    over_mcp.world.vendor.revoke_all()

    with pytest.raises(NotConnected, match="Connect Ocoya again"):
        await over_mcp()

    assert not await over_mcp.opened.is_connected(ANA)
    assert over_mcp.campaigns == 0


async def test_a_restarted_vendor_and_a_spent_token_do_not_matter(over_mcp):
    await over_mcp()
    over_mcp.world.vendor.restart()
    over_mcp.world.vendor.expire_tokens()

    await over_mcp()

    assert over_mcp.campaigns == 2


# --- whatever a reply says ---

INSIDE = ["campaignId", "id", "status", "text", "data", "result", "campaign", "items"]
names = st.sampled_from([*INSIDE, "generation", "completed", "total", "progress"])
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just("cm1"))
bodies = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=6)
)
BRIEF = campaign_model(rest=False, fixed=True, watchable=False)(topic="Summer", campaign_days=1)


@given(bodies)
def test_any_reply_is_a_campaign_that_can_be_kept_and_shown(body):
    result = queued_result(BRIEF, "w1", Queued.read(body))

    assert result.model_dump_json().encode("utf-8", "surrogatepass")
    assert result.facts["Posts"] == "5 over 1 day"
    assert result.facts["Status"]
    assert all(len(text) < 200 and "\n" not in text for text in (*result.facts.values(), *result.notes))
    assert ("Campaign" in result.facts) is not (NAMELESS in result.notes)


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ({"campaignId": "c1", "id": "x"}, ("c1", "GENERATING", "")),
        ({"id": "c1", "status": "QUEUED_UP"}, ("c1", "QUEUED_UP", "")),
        ({"id": "x", "campaign": {"id": "c1"}}, ("c1", "GENERATING", "")),
        ({"data": {"result": {"campaign": {"id": "c1"}}}}, ("c1", "GENERATING", "")),
        ({"campaignId": "c1", "generation": {"completed": 2, "total": 5}}, ("c1", "GENERATING", "2 of 5")),
        ({"campaignId": "c1", "generation": {"completed": 2.0}}, ("c1", "GENERATING", "2")),
        ({"campaignId": "c1", "generation": {"progress": 40}}, ("c1", "GENERATING", "40")),
        ({"campaignId": "c1", "generation": {"progress": "most"}}, ("c1", "GENERATING", "")),
        ({"campaignId": "no id/", "status": 7}, (None, "GENERATING", "")),
        ([{"campaignId": "c1"}], (None, "GENERATING", "")),
        (None, (None, "GENERATING", "")),
    ],
)
def test_a_reply_is_read_as_far_as_it_makes_sense(body, known):
    queued = Queued.read(body)

    assert (queued.id, queued.status, queued.progress) == known


async def test_a_failure_can_be_kept(over_rest):
    over_rest.world.vendor.faults.once("internal_error", on=over_rest.kind)

    with pytest.raises(OutcomeUnknown) as caught:
        await over_rest()

    assert Failure.of(caught.value).kind == "unsure"
