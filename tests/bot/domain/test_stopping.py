"""Which runs may still be stopped, and what a stopped run adds up to."""

from datetime import UTC, datetime

import pytest

from bot.domain.captions import Finished, Started
from bot.domain.errors import IllegalMove, NoContent, OutcomeUnknown
from bot.domain.generations import Failure, Generation, Part, State

AT = datetime(2026, 1, 2, tzinfo=UTC)
RESULT = Finished()
REFUSED = Failure.of(NoContent())
UNCLEAR = Failure.of(OutcomeUnknown())


def run(*parts: Part, state: State = State.RUNNING) -> Generation:
    return Generation(
        id="RUN1",
        team="T1",
        channel="C1",
        person="U1",
        provider="sample",
        request={},
        state=state,
        parts=parts or (Part(request={}),),
        created_at=AT,
    )


def sent(answer: Started | Finished | Failure | None = None) -> Part:
    part = Part(request={}, sent_at=AT)
    return part.answered(answer, AT) if answer else part


@pytest.mark.parametrize("state", [State.ACCEPTED, State.RUNNING])
def test_a_run_that_sent_nothing_is_cancelled_at_once(state):
    stopped = run(state=state).cancelled(AT)

    assert (stopped.state, stopped.ended_at) == (State.CANCELLED, AT)


def test_a_run_that_sent_something_is_only_asked_to_stop():
    stopped = run(sent()).cancelled(AT)

    assert (stopped.state, stopped.cancel_requested) == (State.RUNNING, True)
    assert stopped.cancelled(AT) == stopped


@pytest.mark.parametrize("state", [state for state in State if state.over])
def test_a_run_that_is_over_cannot_be_cancelled(state):
    with pytest.raises(IllegalMove):
        run(sent(RESULT), state=state).cancelled(AT)


def test_a_part_is_marked_before_it_is_sent():
    assert run().sending(0, AT).parts[0].sent_at == AT


def test_a_part_that_was_sent_keeps_its_time():
    later = datetime(2026, 1, 3, tzinfo=UTC)

    assert run(sent()).sending(0, later) == run(sent())


@pytest.mark.parametrize("state", [state for state in State if state is not State.RUNNING])
def test_nothing_is_sent_for_a_run_that_is_not_under_way(state):
    with pytest.raises(IllegalMove):
        run(state=state).sending(0, AT)


def test_nothing_more_is_sent_for_a_run_that_was_asked_to_stop():
    stopped = run(sent(), Part(request={})).cancelled(AT)

    with pytest.raises(IllegalMove):
        stopped.sending(1, AT)


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([sent(RESULT)], State.DONE),
        ([sent(RESULT), sent(REFUSED)], State.DONE),
        ([sent(REFUSED)], State.FAILED),
        ([sent(REFUSED), sent(UNCLEAR)], State.UNSURE),
        ([sent(RESULT), sent()], State.RUNNING),
        ([sent(Started(remote_id="r1"))], State.RUNNING),
        ([sent(RESULT), Part(request={})], State.RUNNING),
    ],
)
def test_a_run_is_what_its_parts_add_up_to(parts, state):
    assert run(*parts).settled(AT).state is state


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([sent(RESULT), Part(request={})], State.DONE),
        ([sent(UNCLEAR), Part(request={})], State.UNSURE),
        ([sent(REFUSED), Part(request={})], State.CANCELLED),
        ([sent(), Part(request={})], State.RUNNING),
    ],
)
def test_a_stopped_run_does_not_wait_for_what_was_not_sent(parts, state):
    assert run(*parts).cancelled(AT).settled(AT).state is state


def test_a_failed_run_says_why():
    assert run().failed(REFUSED, AT).failures == (REFUSED,)


def test_a_run_that_is_over_does_not_fail_as_well():
    done = run(sent(RESULT)).settled(AT)

    assert done.failed(REFUSED, AT) == done
    assert done.settled(AT) == done
