"""Every row of Ocoya's table of statuses: what is raised, what a person reads, whether it may have cost."""

import json

import httpx
import pytest

from bot.blocks.facts import facts_of
from bot.blocks.failures import told
from bot.domain.errors import (
    OutcomeUnknown,
    ProviderBusy,
    ProviderError,
    ProviderRejected,
    ProviderUnreachable,
)
from bot.domain.generations import Failure
from bot.domain.money import Charged
from providers.ocoya.campaign_access import OcoyaCampaigns
from providers.ocoya.wire import UNKNOWN_WORKSPACE
from providers.settings import Environment
from tests.providers.ocoya_refusals import ROWS
from tests.providers.ocoyas import GIVEN, POST, brief_of, reply

CHARGED = {
    Charged.NO: "Nothing was charged.",
    Charged.MAYBE: "Galley cannot tell whether it was charged: your balance at Ocoya shows it.",
}


def answer(row):
    if row.body is None:
        return httpx.Response(row.status, content=b"<html>oops</html>")
    return reply(row.body, row.status)


async def refused(provider, server, *answers, **fields):
    server.answers = list(answers)
    with pytest.raises(ProviderError) as caught:
        await provider.start(brief_of(provider, **fields), key="run-1")
    return caught.value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_a_refusal_becomes_the_right_error(ocoya, server, row):
    raised = await refused(ocoya, server, answer(row))

    assert (type(raised), raised.message, raised.charged) == (row.kind, row.message, row.charged)
    assert (raised.provider, raised.status) == ("Ocoya", row.status)
    assert {name: getattr(raised, name) for name in row.facts} == row.facts
    assert len(server.requests) == row.calls


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_a_refusal_is_told_on_the_card(ocoya, server, time, row):
    failure = Failure.of(await refused(ocoya, server, answer(row)))

    brief = brief_of(ocoya).model_dump(mode="json")
    card = told(failure, facts_of(ocoya, brief, now=time.now))
    assert (card.title, card.charged) == (row.title, CHARGED[row.charged])
    assert "Your brief is kept" in card.did


async def test_a_workspace_that_a_person_chose_is_theirs_to_put_right(ocoya_anywhere, server):
    error = await refused(
        ocoya_anywhere, server, reply({"message": "Workspace not found"}, 404), workspace="cm1"
    )

    assert isinstance(error, ProviderRejected)
    assert error.field == "workspace"
    assert UNKNOWN_WORKSPACE not in error.message


async def test_a_rate_limit_that_passes_is_not_noticed(ocoya, server, time):
    headers = {"X-RateLimit-Reset": "4"}
    server.answers = [reply({"message": "Slow"}, 429, **headers), reply({"postGroupId": POST}, 201)]

    await ocoya.start(brief_of(ocoya), key="run-1")

    assert time.slept == [4.0]


async def test_a_vendor_out_of_reach_was_sent_nothing(ocoya, server):
    error = await refused(ocoya, server, httpx.ConnectError("refused"))

    assert isinstance(error, ProviderUnreachable)
    assert (error.charged, len(server.requests)) == (Charged.NO, 3)


@pytest.mark.parametrize(
    "lost", [httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("gone"), httpx.WriteError("broken")]
)
async def test_a_call_that_is_not_answered_is_unclear_and_made_once(ocoya, server, lost):
    error = await refused(ocoya, server, lost, reply({"postGroupId": POST}, 201))

    assert isinstance(error, OutcomeUnknown)
    assert len(server.requests) == 1


async def test_fifty_calls_a_minute_are_all_that_is_sent(ocoya, server, time):
    server.answers = [reply({"postGroupId": POST}, 201)]

    for _ in range(50):
        await ocoya.start(brief_of(ocoya), key="run-1")
    with pytest.raises(ProviderBusy, match="allows only so many calls"):
        await ocoya.check()
    assert (len(server.requests), time.slept) == (50, [])

    await ocoya.start(brief_of(ocoya), key="run-1")

    assert (len(server.requests), time.slept) == (51, [60.5])


async def test_drafts_and_campaigns_with_one_key_share_the_fifty_calls_a_minute(http, ocoya, server, time):
    campaigns = OcoyaCampaigns.open(
        Environment(env_file=None, given={**GIVEN, "OCOYA_CAMPAIGNS": "rest"}), http
    )
    server.answers = [reply({"postGroupId": POST, "campaignId": POST}, 201)]

    for _ in range(25):
        await ocoya.start(brief_of(ocoya), key="run-1")
        await campaigns.start(brief_of(campaigns, watch=False), key="run-2")
    with pytest.raises(ProviderBusy, match="allows only so many calls"):
        await ocoya.check()

    assert (len(server.requests), time.slept) == (50, [])


async def test_a_prompt_of_any_length_is_sent_whole(ocoya, server):
    server.answers = [reply({"postGroupId": POST}, 201)]

    await ocoya.start(brief_of(ocoya, topic="é" * 20_000), key="run-1")

    assert json.loads(server.requests[0].content)["prompt"] == "é" * 20_000
