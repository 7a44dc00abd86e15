"""Undo, redo and restore on versions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.captions import Caption, Finished
from bot.domain.drafts import Draft, new_draft
from bot.domain.errors import IllegalMove, NotFound
from bot.domain.generations import Generation, Part, State
from bot.domain.history import redone, restored, undone, version
from bot.domain.platforms import Platform

AT = datetime(2026, 1, 2, tzinfo=UTC)
X, LINKEDIN = Platform.X, Platform.LINKEDIN


class Thread:
    """A draft and its versions, as a thread of edits makes them."""

    def __init__(self):
        captions = [Caption(platform=X, text=text) for text in ("one", "uno")]
        captions.append(Caption(platform=LINKEDIN, text="long"))
        run = Generation(
            id="R",
            team="T",
            channel="C",
            person="U",
            provider="sample",
            request={},
            state=State.DONE,
            parts=(Part(request={}, result=Finished(captions=tuple(captions))),),
            created_at=AT,
        )
        self.draft = new_draft(run, title="", prompt="", at=AT)
        self.versions = [self.draft.latest]

    def keep(self, draft):
        self.draft = draft
        self.versions.append(draft.latest)
        return draft.texts[X]

    def edit(self, text):
        return self.keep(self.draft.edited({X: text}, by="U", reason="edited", at=AT))

    def undo(self):
        return self.keep(undone(self.draft, self.versions, by="U", at=AT))

    def redo(self):
        return self.keep(redone(self.draft, self.versions, by="U", at=AT))

    def restore(self, number, *platforms):
        return self.keep(restored(self.draft, self.versions, number, platforms, by="U", at=AT))


def edited(*texts):
    thread = Thread()
    for text in texts:
        thread.edit(text)
    return thread


def test_an_edit_is_shown_and_the_variants_stay_on_offer():
    thread = edited("two")

    assert thread.draft.texts == {X: "two", LINKEDIN: "long"}
    assert thread.draft.fixed
    assert thread.draft.next_variant(X, AT).shown(X) == "one"
    assert thread.draft.next_variant(X, AT).next_variant(X, AT).shown(X) == "uno"


def test_an_edit_leaves_what_is_picked_elsewhere():
    thread = Thread()
    picked = thread.draft.next_variant(X, AT).edited({LINKEDIN: "longer"}, by="U", reason="edited", at=AT)

    assert (picked.texts, picked.picks[X]) == ({X: "uno", LINKEDIN: "longer"}, 1)


def test_an_edit_of_a_platform_that_there_is_not_is_refused():
    with pytest.raises(IllegalMove, match="no text for Bluesky"):
        Thread().draft.edited({Platform.BLUESKY: "hi"}, by="U", reason="edited", at=AT)


def test_undo_goes_one_further_back_each_time_and_redo_the_same_way_back():
    thread = edited("two", "three")

    assert [thread.undo(), thread.undo()] == ["two", "one"]
    assert [v.of for v in thread.versions] == [None, None, None, 2, 1]
    with pytest.raises(IllegalMove, match="first version"):
        thread.undo()
    assert [thread.redo(), thread.redo()] == ["two", "three"]
    with pytest.raises(IllegalMove, match="nothing to redo"):
        thread.redo()
    assert thread.undo() == "two"


def test_an_edit_after_an_undo_begins_anew():
    thread = edited("two", "three")
    thread.undo()
    thread.edit("four")

    with pytest.raises(IllegalMove, match="nothing to redo"):
        thread.redo()
    assert [thread.undo(), thread.undo()] == ["two", "one"]
    assert thread.restore(3) == "three"
    assert thread.undo() == "one"


def test_a_restore_may_be_for_one_platform():
    thread = edited("two")
    thread.keep(thread.draft.edited({LINKEDIN: "longer"}, by="U", reason="edited", at=AT))
    thread.restore(1, X)

    assert thread.draft.texts == {X: "one", LINKEDIN: "longer"}
    with pytest.raises(IllegalMove, match="as in v1 already"):
        thread.restore(1, X)
    with pytest.raises(IllegalMove, match="v1 has no text for Bluesky"):
        thread.restore(1, Platform.BLUESKY)
    with pytest.raises(IllegalMove, match="as in v4 already"):
        thread.restore(4)


def test_a_version_that_there_is_not_is_named():
    thread = edited("two")

    assert version(thread.versions, 2).texts[X] == "two"
    with pytest.raises(NotFound, match="no v7: the newest is v2"):
        thread.restore(7)


@given(st.lists(st.sampled_from(["edit", "edit", "undo", "redo", "restore"]), max_size=25))
@settings(max_examples=100, deadline=None)
def test_undo_and_redo_are_those_of_an_editor(steps):
    thread, back, forth = Thread(), ["one"], []
    for number, step in enumerate(steps):
        if step == "edit":
            back.append(thread.edit(f"text {number}"))
            forth.clear()
        elif step == "restore" and thread.draft.texts[X] != "one":
            back.append(thread.restore(1))
            forth.clear()
        elif step == "undo" and len(back) > 1:
            forth.append(back.pop())
            assert thread.undo() == back[-1]
        elif step == "redo" and forth:
            back.append(forth.pop())
            assert thread.redo() == back[-1]
        assert thread.draft.fixed


def test_versions_stored_before_they_could_repeat_one_can_be_read():
    thread = edited("two")
    older = thread.draft.model_dump(mode="json")
    del older["latest"]["of"]

    assert Draft.model_validate(older) == thread.draft
