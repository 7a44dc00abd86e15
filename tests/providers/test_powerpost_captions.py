"""Waiting for captions: how often to look, every shape they come in, and jobs that fail."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.domain.captions import Caption, Pending
from bot.domain.errors import (
    NoContent,
    OutcomeUnknown,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from providers.powerpost.jobs import Job
from tests.providers.doubles import BASE
from tests.providers.powerposts import DONE, JOB, KEY, error, reply

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
X, YOUTUBE = Platform.X, Platform.YOUTUBE


def job(*platforms, **facts):
    return Job(
        generation_id=JOB,
        platforms=platforms or (X, YOUTUBE),
        began=NOON,
        receipt=Receipt(used=10, left=90),
        **facts,
    )


async def look(powerpost, server, answer, at=None):
    server.answers = [answer]
    return await powerpost.poll((at or job()).started().remote_id)


async def test_the_job_is_asked_for_by_its_id(powerpost, server):
    await look(powerpost, server, reply(DONE))

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/content/generations/{JOB}")
    assert request.headers["x-api-key"] == KEY


@pytest.mark.parametrize("status", ["pending", "processing", "researching", "", None, 7])
async def test_whatever_is_neither_done_nor_failed_is_waited_for(powerpost, server, status):
    assert await look(powerpost, server, reply({**DONE, "status": status})) == Pending(poll_after=3.0)


@pytest.mark.parametrize(("after", "gap"), [(0, 3.0), (59, 3.0), (60, 5.0), (600, 5.0), (-5, 3.0)])
async def test_after_a_minute_it_is_looked_at_less_often(powerpost, server, time, after, gap):
    time.seconds += after

    assert await look(powerpost, server, reply({"status": "processing"})) == Pending(poll_after=gap)


async def test_captions_come_in_the_order_asked_for_with_youtubes_title_apart(powerpost, server):
    result = await look(powerpost, server, reply(DONE))

    assert result.captions == (
        Caption(platform=X, text="Dark mode activated! #darkmode"),
        Caption(platform=YOUTUBE, title="We Just Shipped Dark Mode", text="Dark mode is here… #darkmode"),
    )
    assert result.receipt == Receipt(used=10, left=90)
    assert (result.notes, result.images) == ((), ())
    assert (result.vendor_ids, result.request_id) == ({"generation_id": JOB}, "req-1")


@pytest.mark.parametrize(
    ("output", "text", "title"),
    [
        ("Just text", "Just text", None),
        ({"caption": "A caption"}, "A caption", None),
        ({"content": "Some content"}, "Some content", None),
        ({"text": "A text"}, "A text", None),
        ({"caption": "second", "description": "first"}, "first", None),
        ({"title": "", "description": "No title"}, "No title", None),
        ({"title": ["odd"], "description": "Odd title"}, "Odd title", None),
        ({"title": "Titled", "description": 7, "caption": "Still"}, "Still", "Titled"),
        ("<!channel> *bold* \u202e\n\n👨‍👩‍👧 {x} #a", "<!channel> *bold* \u202e\n\n👨‍👩‍👧 {x} #a", None),
    ],
)
async def test_a_caption_may_be_a_text_or_an_object(powerpost, server, output, text, title):
    result = await look(powerpost, server, reply({**DONE, "outputs": {"x": output}}), job(X))

    assert result.captions == (Caption(platform=X, text=text, title=title),)


@pytest.mark.parametrize("output", [None, "", "  \n", 7, [], {}, ["text"], {"title": "Only a title"}])
async def test_a_platform_without_a_caption_is_noted_and_the_rest_is_kept(powerpost, server, output):
    outputs = {"x": "Dark mode activated!", "youtube": output}

    result = await look(powerpost, server, reply({**DONE, "outputs": outputs}))

    assert [caption.platform for caption in result.captions] == [X]
    assert result.notes == ("YouTube: no caption returned.",)


async def test_captions_nobody_asked_for_are_left_out(powerpost, server):
    result = await look(powerpost, server, reply({**DONE, "outputs": {"x": "One", "myspace": "Two"}}), job(X))

    assert [caption.text for caption in result.captions] == ["One"]


async def test_what_the_job_says_it_cost_is_believed_over_what_its_start_said(powerpost, server):
    result = await look(powerpost, server, reply({**DONE, "credits_used": 12}))

    assert result.receipt == Receipt(used=12, left=90)


@pytest.mark.parametrize("odd", [{}, {"credits_used": "10"}])
async def test_where_the_job_does_not_say_its_start_did(powerpost, server, odd):
    body = {key: value for key, value in DONE.items() if key != "credits_used"}

    assert (await look(powerpost, server, reply({**body, **odd}))).receipt == Receipt(used=10, left=90)


@pytest.mark.parametrize("outputs", [None, {}, [], "text", {"x": "", "youtube": None}, {"myspace": "Hi"}])
async def test_a_job_that_is_done_without_any_caption_may_have_cost(powerpost, server, outputs):
    with pytest.raises(NoContent, match="gave no caption that can be read") as caught:
        await look(powerpost, server, reply({**DONE, "outputs": outputs}))

    assert (caught.value.charged, caught.value.provider) == (Charged.MAYBE, "PowerPost")


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        ({"error": {"code": "GENERATION_FAILED", "message": "Too vague"}}, "GENERATION_FAILED", "Too vague"),
        ({"error_code": "GENERATION_FAILED", "error_message": "Too vague"}, "GENERATION_FAILED", "Too vague"),
        ({"error": "Too vague"}, None, "Too vague"),
        ({"error": {"code": "NEW_CODE", "message": "Too vague"}}, "NEW_CODE", "Too vague"),
        ({"error": {"code": 7, "message": ["Too vague"]}}, None, ""),
        ({"error": None}, None, ""),
        ({}, None, ""),
    ],
)
async def test_a_failed_job_is_not_charged(powerpost, server, told, code, said):
    with pytest.raises(ProviderDown) as caught:
        await look(powerpost, server, reply({"generation_id": JOB, "status": "failed", **told}))

    because = f" (“{said}”)" if said else ""
    assert caught.value.message == f"PowerPost could not write this{because}. It gives the credits back."
    assert (caught.value.code, caught.value.charged) == (code, Charged.NO)
    assert (caught.value.provider, caught.value.request_id) == ("PowerPost", "req-1")


@pytest.mark.parametrize(
    "answer",
    [
        reply(error("INTERNAL_ERROR"), 500),
        httpx.Response(502, content=b"<html>"),
        httpx.Response(200, content=b'{"status": "compl'),
        httpx.ReadTimeout("slow"),
    ],
)
async def test_trouble_in_looking_passes(powerpost, server, answer):
    with pytest.raises(OutcomeUnknown):
        await look(powerpost, server, answer)

    assert len(server.requests) == 1


async def test_a_rate_limit_in_looking_says_when_to_look_again(powerpost, server):
    with pytest.raises(ProviderBusy) as caught:
        await look(powerpost, server, reply(error("RATE_LIMIT_EXCEEDED", retryAfter=45), 429))

    assert caught.value.retry_after == 45.0


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (401, error("INVALID_API_KEY"), ProviderDenied, "PowerPost refused the key: it is invalid."),
        (
            403,
            error("INSUFFICIENT_SCOPE", "This API key is missing the required scope: content:read"),
            ProviderDenied,
            "PowerPost refused the key: it lacks the scope content:read.",
        ),
        (404, error("NOT_FOUND", "No"), ProviderRejected, "PowerPost refused this brief: “No”"),
    ],
)
async def test_a_run_that_may_not_be_looked_at_may_have_cost(powerpost, server, status, body, kind, message):
    with pytest.raises(ProviderError) as caught:
        await look(powerpost, server, reply(body, status))

    assert (type(caught.value), caught.value.message) == (kind, message)
    assert caught.value.charged is Charged.MAYBE


@pytest.mark.parametrize("remote_id", ["", JOB, "{}", '{"generation_id": 7}', "[]"])
async def test_a_run_that_this_version_cannot_read_may_have_cost(powerpost, server, remote_id):
    with pytest.raises(ProviderError, match="cannot read how far the run") as caught:
        await powerpost.poll(remote_id)

    assert (caught.value.charged, server.requests) == (Charged.MAYBE, [])


def test_a_run_is_the_same_after_a_restart():
    began = job().model_copy(update={"began": NOON + timedelta(microseconds=7)})

    assert Job.read(began.started().remote_id) == began
