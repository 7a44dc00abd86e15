"""What an unclear call did: Ocoya's list cannot tell, so nothing is ever taken for it."""

from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest

from bot.domain.errors import OutcomeUnknown, ProviderDenied, ProviderDown
from tests.providers.ocoyas import KEY, brief_of, group, reply


async def find(provider, server, time, *answers, minutes=0.0):
    server.answers = list(answers)
    since = time.now - timedelta(minutes=minutes)
    return await provider.find(brief_of(provider), since)


@pytest.mark.parametrize("minutes", [0, 60])
async def test_drafts_are_told_by_how_they_begin_and_none_is_taken(ocoya, server, time, minutes):
    drafts = [
        group("a", "Meet our dashboard.\n\nIt is here"),
        group("b", ""),
        *(group(id_, f"Draft {id_}") for id_ in "cde"),
    ]
    with pytest.raises(OutcomeUnknown) as caught:
        await find(ocoya, server, time, reply(drafts), minutes=minutes)

    assert caught.value.message == (
        "Ocoya did not say whether it made a draft of this brief. Its drafts begin: "
        "“Meet our dashboard. It is here”, “Draft c”, “Draft d”, and 2 more."
    )


async def test_a_long_beginning_is_cut_and_a_secret_never_quoted(ocoya, server, time):
    drafts = [group("a", "long " * 100), group("b", f"Look: {KEY}")]
    with pytest.raises(OutcomeUnknown) as caught:
        await find(ocoya, server, time, reply(drafts))

    assert len(caught.value.message) < 200
    assert KEY not in caught.value.message
    assert caught.value.message.endswith("…”, and 1 more.")


async def test_drafts_without_texts_are_counted(ocoya, server, time):
    with pytest.raises(OutcomeUnknown, match=r"It lists 2 without a text that can be read\.$"):
        await find(ocoya, server, time, reply([group("a", ""), {"id": "b"}]))


async def test_an_empty_list_right_after_the_call_is_no_proof(ocoya, server, time):
    with pytest.raises(OutcomeUnknown, match="lists no draft in this workspace so far"):
        await find(ocoya, server, time, reply([]), minutes=9)


async def test_a_workspace_without_any_post_some_time_after_the_call_is(ocoya, server, time):
    assert await find(ocoya, server, time, reply([]), minutes=10) is None

    asked = [parse_qs(request.url.query.decode()).get("statuses") for request in server.requests]
    assert asked == [["DRAFT"], ["DRAFT"], None, None]


async def test_a_draft_that_was_scheduled_since_is_no_draft_any_more(ocoya, server, time):
    answers = [reply([]), reply([]), reply([group(status="SCHEDULED")])]

    with pytest.raises(OutcomeUnknown, match="no draft in this workspace"):
        await find(ocoya, server, time, *answers, minutes=60)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply({}, 500), ProviderDown),
        (reply({"total": 2}), ProviderDown),
        (httpx.ReadTimeout("slow"), ProviderDown),
        (reply({"message": "Invalid API token."}, 403), ProviderDenied),
    ],
)
async def test_a_list_that_does_not_come_is_not_taken_for_empty(ocoya, server, time, answer, kind):
    with pytest.raises(kind):
        await find(ocoya, server, time, answer, minutes=60)
