"""Files: those of the brief, which can be kept, and those added."""

from typing import Annotated

import pytest
from pydantic import Field

from bot.blocks.form import FormErrors, parse, values_of
from bot.blocks.ids import Block
from bot.domain.requests import File, Files, Prompt, Request
from tests.bot.blocks.kitchen import KEPT, Everything, drawn, element, inputs, objections, sent, upload, valid

ANSWERS = valid().model_dump(mode="json")


class Poster(Request):
    """A brief that needs a picture."""

    topic: Annotated[str, Prompt()]
    media: Annotated[tuple[File, ...], Files(("png", "jpg"), most=2)] = Field(min_length=1)


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def test_files_are_a_file_input_of_the_models_types():
    assert element(Everything, "media") == {
        "action_id": "value.files",
        "type": "file_input",
        "filetypes": ["png", "jpg"],
        "max_files": 3,
    }


def test_the_briefs_files_can_be_kept():
    kept = inputs(drawn(Everything, {"media": [KEPT]}))["_keep.media"]
    assert kept["label"] == plain("Media: keep")
    assert kept["element"]["initial_options"] == [
        {"value": "F1", "text": plain("dog.jpg"), "description": plain("1 kB")}
    ]


def test_no_more_files_are_offered_to_keep_than_slack_shows():
    files = [KEPT.model_copy(update={"id": f"F{i}"}) for i in range(12)]
    nameless = KEPT.model_copy(update={"id": "", "name": ""})
    kept = inputs(drawn(Everything, {"media": [nameless, *files, *files]}))["_keep.media"]
    assert [o["value"] for o in kept["element"]["options"]] == [f"F{i}" for i in range(10)]


def test_a_file_is_a_reference():
    (file,) = parse(Everything, sent(drawn(Everything, ANSWERS), media=[upload()]), vendor="Ocoya").media
    assert file.model_dump() == {
        "id": "F2",
        "name": "cat.png",
        "mimetype": "image/png",
        "size": 2_000,
        "url": "https://files.slack.test/F2/cat.png",
        "media_id": None,
    }


def test_files_of_the_brief_and_new_ones_arrive_together_and_none_twice():
    state = sent(drawn(Everything, {**ANSWERS, "media": [KEPT]}), media=[upload(), upload(id="F1")])
    media = parse(Everything, state, vendor="Ocoya", kept=(KEPT,)).media
    assert [file.id for file in media] == ["F1", "F2"]


def test_a_file_of_the_brief_that_is_unticked_is_gone():
    state = sent(drawn(Everything, {**ANSWERS, "media": [KEPT]}), **{f"{Block.KEEP}.media": []})
    assert parse(Everything, state, vendor="Ocoya", kept=(KEPT,)).media == ()


def test_the_briefs_files_are_offered_again_ticked_or_not():
    state = sent(drawn(Everything, {**ANSWERS, "media": [KEPT]}), **{f"{Block.KEEP}.media": []})
    assert values_of(Everything, state, kept=[KEPT])["media"] == (KEPT,)


def test_a_file_that_is_kept_is_file_enough():
    blocks = drawn(Poster, {"topic": "Dark mode", "media": [KEPT]})
    assert objections(blocks) == {}
    assert parse(Poster, sent(blocks), vendor="Ocoya", kept=[KEPT]).media == (KEPT,)


def test_without_one_slack_asks_for_a_file():
    assert [*objections(drawn(Poster, {"topic": "Dark mode"}))] == ["media"]


def test_a_file_neither_kept_nor_added_is_asked_for():
    blocks = drawn(Poster, {"topic": "Dark mode", "media": [KEPT]})
    with pytest.raises(FormErrors) as caught:
        parse(Poster, sent(blocks, **{f"{Block.KEEP}.media": []}), vendor="Ocoya", kept=[KEPT])
    assert caught.value.by_block == {"media": "Add at least 1 file."}


def test_every_complaint_about_files_is_said():
    state = sent(drawn(Everything, ANSWERS), media=[upload(name="a.gif"), {"id": "F3"}])
    with pytest.raises(FormErrors) as caught:
        parse(Everything, state, vendor="Ocoya")
    assert caught.value.by_block == {
        "media": "Ocoya does not take “a.gif”. Add PNG or JPG. "
        "Slack did not pass on one of these files. Remove it and add it again."
    }
