"""Whatever stands in a draft, Slack takes its form, its clash, its history and its comparison."""

import json

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.blocks.clash import clash_view
from bot.blocks.copying import copy_view
from bot.blocks.differing import comparison_view
from bot.blocks.edit_form import EditValue, edit_view, form_of
from bot.blocks.history import history_view
from bot.blocks.ids import FIELD
from bot.blocks.values import VersionValue
from bot.blocks.version_view import Wording, version_view
from bot.domain.drafts import Draft
from bot.domain.errors import UserError
from bot.domain.merging import Words, differences, marks_of, with_line_feeds, words_of
from bot.domain.people import Decision
from bot.domain.platforms import Platform
from playground.blockkit.check import view_problems, view_size
from tests.bot.blocks.scenes import NOW, kept, mrkdwn, written
from tests.bot.blocks.test_cards_any_text import SHORT, TEXTS

WIDE = "👨\u200d👩\u200d👧\u200d👦" * 2_800
#: Texts of 20,000 characters are not worth making smaller.
QUICK = (Phase.explicit, Phase.generate)
ANY = settings(
    max_examples=10,
    deadline=None,
    report_multiple_bugs=False,
    phases=QUICK,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def drafts(draw) -> Draft:
    """A draft of two versions, with any texts, titles and reason."""
    platforms = draw(st.lists(st.sampled_from(Platform), min_size=1, unique=True))
    first = kept(written(*((p, draw(TEXTS)) for p in platforms)), draw(SHORT))
    titles = {p: draw(TEXTS) for p in draw(st.lists(st.sampled_from(platforms), unique=True))}
    texts = {p: draw(TEXTS) for p in platforms}
    return first.edited(texts, titles=titles, by="U2", reason=draw(TEXTS), at=NOW)


def wide() -> Draft:
    """More text than a view holds."""
    return kept(written(*((p, WIDE) for p in Platform)))


def taken(view) -> bool:
    """Whether Slack takes it, and nothing in it is formatted but our own words."""
    assert view_problems(view) == []
    assert view_size(view) < 250_000
    assert len(json.dumps(view)) < 250_000
    assert len(view.get("private_metadata", "")) <= 3_000
    return all("channel" not in text for text in mrkdwn(view["blocks"]))


def state_of(view):
    """What comes back from a form that nobody touched."""
    return {
        block["block_id"]: {FIELD: {"value": block["element"].get("initial_value")}}
        for block in view["blocks"]
        if block["type"] == "input"
    }


@ANY
@given(draft=drafts())
@example(draft=wide())
def test_a_form_holds_the_texts_whole_and_gives_them_back_exactly(draft):
    try:
        view = edit_view(draft, draft.platforms[-1])
    except UserError as refused:
        assert "too long for Slack’s form" in refused.message  # noqa: PT017
        return
    value = EditValue.read(view["private_metadata"])

    assert taken(view)
    words = words_of(draft)
    back = form_of(state_of(view), value)
    assert {p: w.text for p, w in back.items()} == {p: with_line_feeds(words[p].text) for p in value.seen}
    assert marks_of(back) == value.seen
    assert next(iter(value.seen)) == draft.platforms[-1]


@ANY
@given(draft=drafts(), typed=TEXTS)
@example(draft=wide(), typed=WIDE)
def test_a_clash_shows_both_texts(draft, typed):
    try:
        seen = EditValue.read(edit_view(draft)["private_metadata"]).seen
    except UserError:
        return
    mine = {platform: Words(typed) for platform in seen}
    news = [draft.latest.model_copy(update={"number": n}) for n in range(2, 9)]
    try:
        view = clash_view(draft, differences(draft, mine, seen), news, now=NOW)
    except UserError as refused:
        assert "yours is still in the form beneath" in refused.message  # noqa: PT017
        assert len(typed) > 3_000
        return

    assert taken(view)
    back = form_of(state_of(view), EditValue.read(view["private_metadata"]))
    changed = {p for p, words in words_of(draft).items() if p in seen and words != mine[p]}
    assert {p: w.text for p, w in back.items()} == dict.fromkeys(changed, with_line_feeds(typed))


@ANY
@given(draft=drafts(), against=st.sampled_from([None, 0, 1]))
@example(draft=wide(), against=None)
@example(draft=wide(), against=0)
def test_a_version_is_shown_and_compared(draft, against):
    value = VersionValue(draft=draft.id, version=draft.latest.number, against=against)
    older = draft.latest.model_copy(update={"number": 1, "texts": {Platform.X: "<!channel>"}})

    if against is None:
        assert taken(version_view(draft, draft.latest, value, now=NOW))
    else:
        assert taken(comparison_view(draft, draft.latest, Wording.of(older), value, now=NOW))


@ANY
@given(draft=drafts(), note=TEXTS)
def test_a_history_is_listed_whatever_is_in_it(draft, note):
    versions = [draft.latest.model_copy(update={"number": n}) for n in range(1, 80)]
    decided = [
        Decision(draft=draft.id, version=n, person="U1", action="saved", note=note, at=NOW)
        for n in range(1, 80)
        for _ in range(7)
    ]
    assert taken(history_view(draft, versions, decided, now=NOW, before=70))


@ANY
@given(draft=drafts())
@example(draft=wide())
def test_a_text_is_shown_to_copy(draft):
    assert taken(copy_view(draft, draft.platforms[0]))


def test_a_text_that_no_form_holds_is_refused_in_words():
    draft = kept(written((Platform.X, WIDE * 2)))

    with pytest.raises(UserError, match="Nothing is changed"):
        edit_view(draft)


def test_a_text_that_no_form_holds_leaves_the_others_to_be_edited():
    draft = kept(written((Platform.LINKEDIN, WIDE * 2), (Platform.X, "Hi")))

    assert "no room here for LinkedIn" in json.dumps(edit_view(draft))
    with pytest.raises(UserError, match="Nothing is changed"):
        edit_view(draft, Platform.LINKEDIN)


def test_a_platform_without_room_is_named_and_comes_first_when_it_is_clicked():
    half = "👨\u200d👩\u200d👧\u200d👦" * 1_600
    draft = kept(written((Platform.LINKEDIN, half), (Platform.X, half)))

    assert "no room here for X" in json.dumps(edit_view(draft), ensure_ascii=False)
    assert "no room here for LinkedIn" in json.dumps(edit_view(draft, Platform.X), ensure_ascii=False)
    shown = EditValue.read(edit_view(draft)["private_metadata"])
    assert shown.seen == marks_of({Platform.LINKEDIN: Words(half)})
