"""What a run leaves at a vendor that keeps its results, once another one writes anew."""

from datetime import UTC, datetime

import pytest

from bot.domain.captions import Caption, Finished, Image
from bot.domain.generations import Generation, Part, State
from bot.domain.leftovers import cleared, leaving, left_by
from bot.domain.platforms import Platform

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
A, B, C = ({"post": name} for name in "abc")


def result(ids, text="Tea"):
    captions = (Caption(platform=Platform.ANY, text=text),) if text else ()
    return Part(request={}, result=Finished(captions=captions, vendor_ids=ids))


def run(*parts, state=State.DONE, left=()):
    return Generation(
        id="run",
        team="T1",
        channel="C1",
        person="U1",
        provider="vendor",
        request={},
        state=state,
        parts=parts,
        left_behind=left,
        created_at=NOW,
    )


@pytest.mark.parametrize(
    ("old", "left"),
    [
        (run(result(A)), (A,)),
        (run(result(A), result(B)), (A, B)),
        (run(result(B), left=(A,)), (A, B)),
        (run(result(A), left=(A,)), (A,)),
        (run(result({})), ()),
        (run(Part(request={})), ()),
        (run(Part(request={}), state=State.FAILED, left=(A, B)), (A, B)),
        (run(result(C, text=""), left=(A,)), (A, C)),
    ],
)
def test_what_was_left_before_and_its_own_results_are_left(old, left):
    assert leaving(old).left_behind == left
    assert leaving(old).parts == old.parts


def test_what_was_deleted_is_not_left_any_more():
    assert cleared(run(left=(A, B)), A).left_behind == (B,)
    assert cleared(run(left=(A, B)), C).left_behind == (A, B)


@pytest.mark.parametrize("state", [state for state in State if state is not State.DONE])
def test_until_another_text_is_there_the_earlier_one_is_not_given_up(state):
    assert left_by(run(result(B), state=state, left=(A,))) == ()


def test_a_run_that_brought_no_text_leaves_the_card_to_the_earlier_one():
    assert left_by(run(result(B, text=""), left=(A,))) == ()


def test_with_another_text_or_picture_there_the_earlier_one_can_go():
    pictured = Part(request={}, result=Finished(images=(Image(media_id="1"),)))

    assert left_by(run(result(B), left=(A,))) == (A,)
    assert left_by(run(pictured, left=(A,))) == (A,)


def test_a_discarded_text_can_be_deleted_as_well_and_then_is_gone():
    discarded = run(result(B), left=(A,))
    assert left_by(discarded, discarded=True) == (A, B)

    after = cleared(cleared(discarded, A), B)
    assert left_by(after, discarded=True) == ()
    assert after.captions == discarded.captions
