"""A vendor that is down is left alone, and asked again by one call at a time."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from pydantic import SecretStr

from bot.domain.errors import KnownDown, OutcomeUnknown, ProviderDown, ProviderError, ProviderUnreachable
from bot.domain.money import Charged
from providers.http import Fault, Upload, Vendor
from providers.http.circuits import FAILURES, LONGEST, PAUSE, SPAN
from tests.providers.doubles import BASE, KEY

OK = httpx.Response(200, json={"fine": True})
DOWN = [
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("disconnected"),
    httpx.Response(500),
    httpx.Response(503, content=b"<html>"),
]
UP = [*(httpx.Response(status) for status in (400, 401, 403, 404, 422, 302)), OK]


def name(answer):
    return str(getattr(answer, "status_code", type(answer).__name__))


async def failing(call):
    with pytest.raises(ProviderError) as caught:
        await call
    return caught.value


async def brought_down(api, server, time, answer=DOWN[0]):
    """The calls that open the circuit, one at a time."""
    server.answers = [answer]
    for _ in range(FAILURES):
        time.seconds += SPAN
        await failing(api.poll("/jobs/1"))
    server.requests.clear()


@pytest.fixture
def probed(http):
    """The API of a vendor with a cheap call."""
    facts = {"label": "Vendor", "base_url": BASE, "headers": {"X-Key": SecretStr(KEY)}}
    return http.api(Vendor(**facts, probe="/me"))


@pytest.mark.parametrize("answer", DOWN, ids=name)
@pytest.mark.parametrize("paid", [True, False], ids=["paid", "read"])
async def test_a_run_of_failures_keeps_further_calls_from_being_sent(api, server, time, answer, paid):
    server.answers = [answer]
    kinds = []
    while KnownDown not in kinds:
        time.seconds += 1
        kinds.append(type(await failing(api.paid("/write", {}) if paid else api.read("/me"))))

    assert len(server.requests) >= FAILURES
    sent = len(server.requests)
    for call in (api.paid("/write", {}), api.read("/me"), api.poll("/jobs/1"), api.delete("/post/1")):
        assert type(await failing(call)) is KnownDown
    assert len(server.requests) == sent


async def test_the_error_says_since_when_that_nothing_was_sent_and_when_it_is_asked_again(api, server, time):
    await brought_down(api, server, time)
    time.seconds += 10

    error = await failing(api.paid("/write", {}))

    assert error.message == (
        "Vendor has been down since 12:00 UTC. Nothing was sent. It is asked again after 12:01 UTC."
    )
    assert (error.retry_after, error.charged, error.retryable) == (PAUSE - 10, Charged.NO, True)
    assert (error.provider, isinstance(error, ProviderUnreachable)) == ("Vendor", True)
    assert api.outage.since == time.start + timedelta(seconds=SPAN)
    assert (api.outage.again - time.now).total_seconds() == PAUSE - 10


@pytest.mark.parametrize("answer", [*UP, httpx.Response(429, headers={"Retry-After": "1"})], ids=name)
async def test_an_answer_is_no_failure_whatever_it_says(api, server, time, answer):
    server.answers = [*[DOWN[0]] * (FAILURES - 1), answer, DOWN[0]]
    for _ in range(2 * FAILURES - 2):
        time.seconds += SPAN
        error = await asyncio.gather(api.poll("/jobs/1"), return_exceptions=True)
        assert not isinstance(error[0], KnownDown)

    assert api.outage is None


async def test_a_server_that_gave_up_on_a_call_shows_nothing(api, server, time):
    server.answers = [*[DOWN[0]] * (FAILURES - 1), httpx.Response(408), DOWN[0]]
    for _ in range(FAILURES + 1):
        time.seconds += SPAN
        await failing(api.poll("/jobs/1"))

    assert api.outage


async def test_a_5xx_that_stands_for_an_answer_is_no_failure(posteverywhere, server, time):
    server.answers = [httpx.Response(502, json={"data": None, "error": {"code": "ai_no_content"}})]
    brief = posteverywhere.request_model(topic="Dark mode")
    for _ in range(2 * FAILURES):
        time.seconds += 60
        await failing(posteverywhere.start(brief, key="run-1"))

    assert (len(server.requests), posteverywhere.outage) == (2 * FAILURES, None)


async def test_one_hiccup_is_one_piece_of_news_however_many_calls_it_takes(api, server, time):
    server.answers = [DOWN[0]]
    for _ in range(5 * FAILURES):
        await failing(api.poll("/jobs/1"))
    assert api.outage is None

    time.seconds += SPAN
    await failing(api.poll("/jobs/1"))
    assert api.outage


async def test_a_file_that_breaks_off_at_slack_says_nothing_of_the_vendor(api, server, time):
    async def cut_short():
        yield b"me"

    server.answers = [OK]
    for _ in range(2 * FAILURES):
        time.seconds += SPAN
        file = Upload(file_name="cat.png", mimetype="image/png", size=4, content=cut_short())
        await failing(api.upload("/media", file))

    assert api.outage is None


async def test_after_the_pause_one_call_goes_out_and_its_success_lets_all_in(api, server, time):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers = [OK]

    assert (await api.paid("/write", {})).ok
    assert api.outage is None
    assert (await api.read("/me")).ok


@pytest.mark.parametrize("answer", [DOWN[0], DOWN[3]], ids=name)
async def test_a_probe_that_fails_makes_the_pause_longer_up_to_a_bound(api, server, time, answer):
    await brought_down(api, server, time)
    server.answers = [answer]
    pauses = []
    for _ in range(12):
        time.seconds += (api.outage.again - time.now).total_seconds()
        await failing(api.poll("/jobs/1"))
        pauses.append((await failing(api.poll("/jobs/1"))).retry_after)

    assert pauses[:3] == pytest.approx([2 * PAUSE, 3 * PAUSE, 4 * PAUSE])
    assert max(pauses) == pauses[-1] == pytest.approx(LONGEST)
    assert len(server.requests) == 12


@pytest.mark.parametrize("answer", UP, ids=name)
async def test_a_refusal_of_the_probe_shows_that_the_vendor_works(api, server, time, answer):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers = [answer, OK]
    await asyncio.gather(api.poll("/jobs/1"), return_exceptions=True)

    assert (await api.paid("/write", {})).ok


async def test_a_paid_call_is_sent_only_after_a_free_one_came_through(probed, server, time):
    await brought_down(probed, server, time)
    time.seconds += PAUSE

    error = await failing(probed.paid("/write", {}))

    assert type(error) is KnownDown
    assert [request.method for request in server.requests] == ["GET"]
    time.seconds += 2 * PAUSE
    server.answers = [OK]
    assert (await probed.paid("/write", {})).ok
    assert [request.method for request in server.requests] == ["GET", "GET", "POST"]


async def test_a_paid_probe_is_sent_once(api, server, time):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers = [httpx.ReadTimeout("slow")]

    assert type(await failing(api.paid("/write", {}))) is OutcomeUnknown
    assert type(await failing(api.paid("/write", {}))) is KnownDown
    assert len(server.requests) == 1


@pytest.fixture
def waiting(monkeypatch):
    """Lets calls be answered only when told to."""
    let_go = asyncio.Event()
    original = httpx.MockTransport.handle_async_request

    async def wait(self, request):
        await let_go.wait()
        return await original(self, request)

    def hold():
        monkeypatch.setattr(httpx.MockTransport, "handle_async_request", wait)
        return let_go

    return hold


async def test_while_a_probe_is_under_way_others_are_told_to_wait(api, server, time, waiting):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers, let_go = [OK], waiting()

    probe = asyncio.create_task(api.read("/me"))
    await asyncio.sleep(0.01)
    error = await failing(api.poll("/jobs/1"))
    let_go.set()

    assert (type(error), error.retry_after) == (KnownDown, 5.0)
    assert (await probe).ok
    assert len(server.requests) == 1


async def test_a_slow_paid_probe_does_not_keep_a_free_one_waiting(api, server, time, waiting):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers, let_go = [OK], waiting()

    calls = [asyncio.create_task(call) for call in (api.paid("/write", {}), api.read("/me"))]
    await asyncio.sleep(0.01)
    let_go.set()

    assert [reply.ok for reply in await asyncio.gather(*calls)] == [True, True]


async def test_a_probe_that_is_given_up_leaves_room_for_the_next(api, server, time, waiting):
    await brought_down(api, server, time)
    time.seconds += PAUSE
    server.answers, let_go = [OK], waiting()
    probe = asyncio.create_task(api.read("/me"))
    await asyncio.sleep(0.01)
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    let_go.set()

    assert (await api.read("/me")).ok


async def test_what_was_sent_before_is_no_news_but_its_success_is(api, server, time, waiting):
    let_go = waiting()
    server.answers = [DOWN[3]]
    early = [asyncio.create_task(api.paid("/write", {})) for _ in range(3)]
    await asyncio.sleep(0.01)
    for _ in range(FAILURES):
        time.seconds += SPAN
        with api.circuit.passage(paid=False) as passage:
            passage.works = False
    again = api.outage.again
    let_go.set()
    await asyncio.gather(*early, return_exceptions=True)

    assert api.outage.again == again


async def test_one_vendors_circuit_never_touches_anothers(http, api, server, time):
    await brought_down(api, server, time)
    server.answers = [OK]
    for facts in ({"label": "Other", "base_url": BASE}, {"label": "Vendor", "base_url": f"{BASE}/v2"}):
        assert (await http.api(Vendor(**facts, headers={})).read("/me")).ok


async def test_all_that_speak_to_one_vendor_know(http, api, server, time):
    await brought_down(api, server, time)
    other = http.api(Vendor(label="Vendor", base_url=BASE, headers={}, faults=lambda _: Fault()))

    assert type(await failing(other.read("/me"))) is KnownDown


async def test_a_call_that_was_not_sent_does_not_use_up_a_limit(api, server, time):
    await brought_down(api, server, time)
    for _ in range(3):
        await failing(api.paid("/write", {}))
    assert isinstance(await failing(api.read("/me")), ProviderDown | KnownDown)
    assert server.requests == []
