"""Any brief survives model → blocks → state → model."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import HttpUrl

from bot.blocks.form import input_blocks, parse, values_of
from bot.domain.requests import File
from playground.blockkit.check import view_problems, view_size
from tests.bot.blocks.kitchen import (
    SHOWN,
    Everything,
    Place,
    Tone,
    drawn,
    objections,
    sent,
    valid,
    view,
)


def texts(least, most):
    """What a model may hold: any characters, no white space around them."""
    any_text = st.text(min_size=least, max_size=most).map(str.strip)
    return any_text.filter(lambda text: least <= len(text) <= most)


def several(items, least=0, most=None):
    return st.lists(items, min_size=least, max_size=most, unique=True).map(tuple)


IDS = texts(1, 75).filter(lambda text: text != "_none")
URLS = st.sampled_from(
    [
        "https://example.com",
        "http://a.b/c?d=e&f=g#h",
        "https://例え.jp/道",
        "https://example.com/a b",
        "http://1.2.3.4:8",
    ]
).map(HttpUrl)
FILES = st.builds(
    File,
    id=st.from_regex(r"F[A-Z0-9]{1,10}", fullmatch=True),
    name=texts(1, 120).map(lambda name: f"{name}.png"),
    mimetype=st.just("image/png"),
    size=st.integers(0, 1_000_000),
    url=st.just("https://files.slack.test/f"),
)
BRIEFS = st.builds(
    valid,
    line=texts(1, 50),
    topic=texts(10, 3_000),
    note=texts(0, 200),
    call=texts(0, 60),
    by=st.none() | texts(1, 40),
    count=st.integers(1, 5),
    most=st.none() | st.integers(),
    heat=st.floats(0, 1),
    tone=st.sampled_from(Tone),
    voice=st.sampled_from(Tone),
    mood=st.none() | st.sampled_from(Tone),
    length=st.none() | st.sampled_from([Tone.FRIENDLY, Tone.BOLD]),
    places=several(st.sampled_from(Place), 1, 3),
    others=several(st.sampled_from(Place)),
    more=st.none() | several(st.sampled_from(Place), 1),
    emoji=st.booleans(),
    draft=st.booleans(),
    formal=st.none() | st.booleans(),
    start=st.dates(),
    end=st.none() | st.dates(),
    url=URLS,
    source=st.none() | URLS,
    urls=several(URLS, 0, 3),
    media=st.lists(FILES, max_size=3, unique_by=lambda file: file.id).map(tuple),
    brand=IDS,
    kit=st.none() | IDS,
    tags=several(IDS, 0, 5),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["x", "friendly"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(brief=BRIEFS)
def test_any_brief_survives_the_form(brief):
    blocks = drawn(Everything, brief.model_dump())
    assert objections(blocks) == {}
    assert parse(Everything, sent(blocks), vendor="Ocoya", kept=brief.media) == brief


@settings(deadline=None, max_examples=60)
@given(brief=BRIEFS)
def test_any_stored_brief_survives_the_form(brief):
    blocks = drawn(Everything, brief.model_dump(mode="json"))
    assert parse(Everything, sent(blocks), vendor="Ocoya", kept=brief.media) == brief


@settings(deadline=None, max_examples=60)
@given(brief=BRIEFS)
def test_what_was_typed_draws_the_same_form_again(brief):
    blocks = drawn(Everything, brief.model_dump())
    typed = values_of(Everything, sent(blocks), kept=brief.media)
    assert drawn(Everything, typed) == blocks


@settings(deadline=None, max_examples=60)
@given(values=st.dictionaries(st.sampled_from([*Everything.model_fields]), ANYTHING))
def test_slack_takes_the_form_whatever_the_values(values):
    blocks = input_blocks(Everything, values)
    assert view_problems(view(blocks)) == []
    assert {b["block_id"] for b in blocks if "block_id" in b} >= {*SHOWN}


@settings(deadline=None, max_examples=25)
@given(text=st.text(min_size=1, max_size=40).filter(str.strip), times=st.integers(1, 2_000))
def test_a_prompt_of_any_length_is_shown_in_full(text, times):
    prompt = (text * times)[:20_000]
    blocks = input_blocks(Everything, {"topic": prompt})
    assert view_problems(view(blocks)) == []
    assert view_size(view(blocks)) < 250_000
    shown = blocks[0]["element"]["initial_value"]
    shown += "".join(b["text"]["text"] for b in blocks if b["type"] == "section")
    assert shown.rstrip() == prompt.rstrip()
