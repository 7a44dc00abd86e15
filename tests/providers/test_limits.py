"""Sliding windows, with a clock that is set by hand."""

from providers.http.limits import Limit, Limiter


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def limiter(*limits: Limit) -> tuple[Limiter, Clock]:
    clock = Clock()
    return Limiter(limits, clock), clock


def test_calls_within_the_limit_go_out_at_once():
    calls, _ = limiter(Limit(calls=3, seconds=60))

    assert [calls.take(paid=False) for _ in range(3)] == [0, 0, 0]


def test_one_call_too_many_waits_until_the_oldest_leaves_the_window():
    calls, clock = limiter(Limit(calls=2, seconds=60))
    calls.take(paid=False)
    clock.now = 10
    calls.take(paid=False)
    clock.now = 25

    assert calls.take(paid=False) == 35


def test_a_call_that_must_wait_is_not_counted():
    calls, clock = limiter(Limit(calls=1, seconds=60))
    calls.take(paid=False)
    for _ in range(5):
        calls.take(paid=False)
    clock.now = 60

    assert calls.take(paid=False) == 0


def test_the_window_slides_rather_than_resets():
    calls, clock = limiter(Limit(calls=2, seconds=60))
    for at in (0, 50):
        clock.now = at
        calls.take(paid=False)
    clock.now = 60

    assert calls.take(paid=False) == 0
    assert calls.take(paid=False) == 50


def test_free_calls_do_not_use_up_the_paid_limit():
    calls, _ = limiter(Limit(calls=1, seconds=3_600, paid_only=True))
    calls.take(paid=True)

    assert calls.take(paid=False) == 0
    assert calls.take(paid=True) == 3_600


def test_the_longest_wait_of_several_limits_counts():
    calls, _ = limiter(Limit(calls=1, seconds=60), Limit(calls=1, seconds=3_600, paid_only=True))
    calls.take(paid=True)

    assert calls.take(paid=True) == 3_600
    assert calls.take(paid=False) == 60


def test_a_call_given_back_makes_room():
    calls, _ = limiter(Limit(calls=1, seconds=60), Limit(calls=1, seconds=60, paid_only=True))
    calls.take(paid=True)
    calls.give_back(paid=True)

    assert calls.take(paid=True) == 0


def test_a_wait_is_never_a_rounding_error():
    calls, clock = limiter(Limit(calls=1, seconds=0.1))
    clock.now = 1e9
    calls.take(paid=False)
    clock.now = 1e9 + 0.0995

    assert calls.take(paid=False) == 0.001


def test_without_limits_every_call_goes_out():
    calls, _ = limiter()

    assert not any(calls.take(paid=True) for _ in range(1_000))
