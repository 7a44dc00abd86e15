"""Rate limits of the simulated PostEverywhere, by a clock that the tests set."""

import pytest

from playground.vendors.posteverywhere import FEW_CREDITS_KEY, PostEverywhereSimulator
from playground.vendors.posteverywhere.limits import LIMITS, Limit, RateLimits
from playground.vendors.posteverywhere.refusals import Refused


@pytest.fixture
def simulator(clock):
    limits = (Limit(calls=3, seconds=60), Limit(calls=2, seconds=3_600, ai=True))
    return PostEverywhereSimulator(clock=clock, limits=limits)


async def statuses(call, times):
    return [(await call()).status for _ in range(times)]


async def test_calls_over_the_limit_are_told_when_to_come_back(api, clock):
    assert await statuses(lambda: api.get("/me"), 3) == [200] * 3
    clock.now += 12.5
    answer = await api.get("/me")
    assert (answer.status, (await answer.json())["error"]["code"]) == (429, "rate_limit_exceeded")
    assert answer.headers["Retry-After"] == "48"


async def test_a_new_window_begins_when_the_old_one_ends(api, clock):
    await statuses(lambda: api.get("/me"), 3)
    clock.now += 59.9
    assert (await api.get("/me")).status == 429
    clock.now += 0.1
    assert await statuses(lambda: api.get("/me"), 4) == [200, 200, 200, 429]


async def test_waiting_as_long_as_told_is_enough(api, clock):
    await statuses(lambda: api.get("/me"), 3)
    clock.now += 0.3
    clock.now += int((await api.get("/me")).headers["Retry-After"])
    assert (await api.get("/me")).status == 200


async def test_ai_calls_have_a_limit_of_their_own(api, simulator):
    assert await statuses(api.captions, 3) == [200, 200, 429]
    assert (await api.get("/me")).status == 200
    assert simulator.charged == 2


async def test_images_count_among_the_ai_calls_and_looks_at_them_do_not(api):
    made = await api.image()
    assert await statuses(api.captions, 2) == [200, 429]
    assert (await api.image()).status == 429
    assert (await api.get(f"/media/{(await made.json())['data']['media_id']}")).status == 200


async def test_headers_tell_of_the_limit_nearest_to_its_end(api, clock):
    headers = (await api.captions()).headers
    assert headers["X-RateLimit-Limit"] == "2"
    assert headers["X-RateLimit-Remaining"] == "1"
    assert headers["X-RateLimit-Reset"] == str(int(clock.now) + 3_600)


async def test_errors_carry_the_headers_too(api):
    assert (await api.captions({})).headers["X-RateLimit-Remaining"] == "1"


async def test_every_key_counts_for_itself(api):
    await statuses(lambda: api.get("/me"), 3)
    assert (await api.get("/me", FEW_CREDITS_KEY)).status == 200


async def test_refused_calls_do_not_count(clock):
    limits = RateLimits((Limit(calls=2, seconds=60), Limit(calls=1, seconds=3_600, ai=True)), clock)
    limits.take("key", ai=True)
    with pytest.raises(Refused):
        limits.take("key", ai=True)
    assert limits.take("key", ai=False)["X-RateLimit-Remaining"] == "0"


async def test_a_longer_window_decides_how_long_to_wait(api, clock):
    await statuses(api.captions, 2)
    await api.get("/me")
    assert (await api.captions()).headers["Retry-After"] == "3600"


def test_the_published_numbers_are_the_default():
    assert [(limit.calls, limit.seconds, limit.ai) for limit in LIMITS] == [
        (60, 60, False),
        (1_000, 3_600, False),
        (60, 3_600, True),
    ]
