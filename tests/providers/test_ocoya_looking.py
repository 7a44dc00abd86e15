"""Looking for a draft that was made: three times, and then it is in Ocoya."""

import asyncio

import httpx
import pytest

from bot.domain.captions import Finished, Started
from bot.domain.errors import KnownDown, ProviderError
from bot.domain.money import Charged
from providers.http.circuits import PAUSE, SPAN
from providers.ocoya.looking import OUTAGE, Trace
from providers.ocoya.results import NO_IMAGE, SAVED, UNSEEN
from tests.providers.ocoyas import POST, WORKSPACE, group, reply

PICTURE = "https://cdn.ocoya.com/1.png"
TRACE = Trace(post_id=POST, workspace=WORKSPACE, request_id="req-1")
PICTURED = [{"provider": "GENERAL", "caption": "Nice post", "creatives": [{"image": PICTURE}]}]


async def looked(provider, server, *answers, trace=TRACE, time=None):
    """The answers of looks until one of them is the last, with the time between them passing."""
    server.answers = list(answers)
    found = [trace.started(Finished())]
    while isinstance(found[-1], Started):
        if time:
            time.seconds += found[-1].poll_after
        found.append(await provider.poll(found[-1].remote_id))
    return found


async def test_a_draft_that_is_listed_is_the_result(ocoya, server):
    _, result = await looked(ocoya, server, reply([group("other", "Not this"), group()]))

    assert [caption.text for caption in result.captions] == ["Nice post"]
    assert (result.notes, result.request_id) == ((SAVED,), "req-1")
    assert result.facts == {"Status": "Draft"}
    assert result.vendor_ids == {"post_group_id": POST, "workspace_id": WORKSPACE}


async def test_pauses_grow_and_after_three_looks_it_is_in_ocoya(ocoya, server):
    *before, result = await looked(ocoya, server, reply([group("other")]))

    assert [started.poll_after for started in before] == [2.0, 4.0, 8.0]
    assert len({started.remote_id for started in before}) == 3
    assert (result.captions, result.notes) == ((), (UNSEEN,))
    assert result.vendor_ids == {"post_group_id": POST, "workspace_id": WORKSPACE}
    assert len(server.requests) == 3


async def test_a_draft_may_come_late(ocoya, server):
    *before, result = await looked(
        ocoya, server, reply([]), reply([]), reply([]), reply([]), reply([group()])
    )

    assert [caption.text for caption in result.captions] == ["Nice post"]
    assert len(before) == 3


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        reply({"message": "Unknown error"}, 500),
        reply({"message": "Invalid API token."}, 403),
        reply({"message": "Invalid request"}, 400),
        reply({"total": 2}),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(307, headers={"Location": "https://ocoya.example"}),
    ],
)
async def test_no_trouble_in_looking_makes_a_failure_of_a_draft(ocoya, server, trouble):
    *before, result = await looked(ocoya, server, trouble)

    assert (len(before), result.notes) == (3, (UNSEEN,))
    assert len(server.requests) == 3


async def test_trouble_that_passes_is_not_noticed(ocoya, server):
    _, _, result = await looked(ocoya, server, reply({}, 503), reply([group()]))

    assert result.captions[0].text == "Nice post"


@pytest.mark.parametrize(("reset", "pauses"), [("30", [2.0, 30.0, 30.0]), ("1", [2.0, 4.0, 8.0])])
async def test_a_rate_limit_is_heeded_between_looks(ocoya, server, time, reset, pauses):
    limited = reply({"message": "Slow"}, 429, **{"X-RateLimit-Reset": reset})
    *before, result = await looked(ocoya, server, limited, time=time)

    assert ([started.poll_after for started in before], result.notes) == (pauses, (UNSEEN,))
    assert time.slept == []


async def test_an_image_that_is_wanted_is_waited_for(ocoya, server):
    wanted = TRACE.model_copy(update={"wants_image": True})
    _, started, result = await looked(
        ocoya, server, reply([group()]), reply([group(posts=PICTURED)]), trace=wanted
    )

    assert [caption.text for caption in started.so_far.captions] == ["Nice post"]
    assert started.so_far.notes == (SAVED, NO_IMAGE)
    assert [image.url for image in result.images] == [PICTURE]
    assert result.notes == (SAVED,)


async def test_a_text_is_not_lost_for_an_image_that_does_not_come(ocoya, server):
    wanted = TRACE.model_copy(update={"wants_image": True})
    *before, result = await looked(ocoya, server, reply([group()]), trace=wanted)

    assert len(before) == 3
    assert (result.captions[0].text, result.notes) == ("Nice post", (SAVED, NO_IMAGE))


async def test_an_image_without_a_text_says_where_the_text_is(ocoya, server):
    posts = [{"provider": "GENERAL", "caption": "", "creatives": [{"image": PICTURE}]}]
    *_, result = await looked(ocoya, server, reply([group(posts=posts)]))

    assert ([image.url for image in result.images], result.notes) == ([PICTURE], (UNSEEN,))


async def test_whoever_stops_waiting_is_told_where_the_draft_is(ocoya, server):
    server.answers = [reply([])]

    started = await ocoya.poll(TRACE.started(Finished()).remote_id)

    assert started.so_far.notes == (UNSEEN,)
    assert started.so_far.vendor_ids == {"post_group_id": POST, "workspace_id": WORKSPACE}


@pytest.mark.parametrize("remote_id", ["", "job-1", "{}", '{"post_id":7}'])
async def test_a_remote_id_of_another_version_is_told_and_may_have_cost(ocoya, remote_id):
    with pytest.raises(ProviderError, match="cannot read") as caught:
        await ocoya.poll(remote_id)

    assert caught.value.charged is Charged.MAYBE


async def test_a_draft_is_not_given_up_while_the_vendor_is_down(ocoya, server, time):
    trace = TRACE.model_copy(update={"began": time.now})
    server.answers = [httpx.ConnectError("refused")]
    while ocoya.outage is None:
        time.seconds += SPAN
        await asyncio.gather(ocoya.check(), return_exceptions=True)

    with pytest.raises(KnownDown):
        await ocoya.poll(trace.remote_id)

    time.seconds += PAUSE
    server.answers = [reply([group()])]
    result = await ocoya.poll(trace.remote_id)
    assert result.captions[0].text == "Nice post"


async def test_a_draft_is_told_of_without_its_text_when_the_vendor_stays_down(ocoya, server, time):
    trace = TRACE.model_copy(update={"began": time.now, "looks": 2})
    server.answers = [httpx.ConnectError("refused")]
    time.seconds += OUTAGE
    while ocoya.outage is None:
        time.seconds += SPAN
        await asyncio.gather(ocoya.check(), return_exceptions=True)

    assert (await ocoya.poll(trace.remote_id)).notes == (UNSEEN,)
