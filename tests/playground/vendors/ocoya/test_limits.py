"""The rate limit of the simulated Ocoya, by a clock that the tests set."""

import pytest

from playground.vendors.limits import Limit
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya.service import LIMITS

END = 1_775_822_460


@pytest.fixture
def simulator(clock):
    return OcoyaSimulator(clock=clock, limits=[Limit(calls=2, seconds=60)])


async def me(api):
    return await api.call("GET", "/me")


def test_the_published_limit_is_sixty_a_minute():
    (limit,) = LIMITS
    assert (limit.calls, limit.seconds) == (60, 60)


async def test_answers_count_down(api):
    first, second, third = [await me(api) for _ in range(3)]
    assert [a.headers["X-RateLimit-Remaining"] for a in (first, second, third)] == ["1", "0", "0"]
    assert [a.headers["X-RateLimit-Limit"] for a in (first, third)] == ["2", "2"]
    assert (third.status, "Retry-After" in third.headers) == (429, False)
    assert await third.json() == {"message": "You've exceeded the request limit."}


async def test_a_new_window_begins_when_the_old_one_ends(api, clock):
    assert [(await me(api)).status for _ in range(3)] == [200, 200, 429]
    clock.now += 60
    assert (await me(api)).status == 200


@pytest.mark.parametrize(("form", "end"), [
    ("seconds", str(END)),
    ("milliseconds", str(END * 1_000)),
    ("left", "60"),
    ("iso", "2026-04-10T12:01:00Z"),
])  # fmt: skip
async def test_the_end_of_a_window_takes_any_form(api, simulator, form, end):
    simulator.variants.choose(reset=form)
    answers = [await me(api) for _ in range(3)]
    assert {answer.headers["X-RateLimit-Reset"] for answer in answers} == {end}
