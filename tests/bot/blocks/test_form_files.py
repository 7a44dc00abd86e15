"""Files: those of the brief, which can be kept, and those added."""

from typing import Annotated

import pytest
from pydantic import Field

from bot.blocks.form import FormErrors, allotted, form_of, left_out, parse, values_of
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


class Film(Request):
    """A brief that takes pictures and a film apart."""

    topic: Annotated[str, Prompt()]
    pictures: Annotated[tuple[File, ...], Files(("png", "JPG"), most=2, largest=5_000)] = ()
    film: Annotated[tuple[File, ...], Files((".mp4",), largest=9_000_000)] = ()


class Word(Request):
    """A brief that takes no files."""

    topic: Annotated[str, Prompt()]


def a_file(name, size=1_000):
    return File(id=f"F-{name}", name=name, mimetype="x/y", size=size, url="https://files.slack.com/x")


ALL = [a_file(name) for name in ("a.png", "b.mp4", "c.jpg", "d.png", "e.pdf")] + [a_file("f.mp4", 10_000_000)]


def test_files_go_to_the_fields_that_take_them():
    placed, left = allotted(form_of(Film), ALL)

    assert {field: [file.name for file in files] for field, files in placed.items()} == {
        "pictures": ["a.png", "c.jpg"],
        "film": ["b.mp4"],
    }
    assert [file.name for file in left] == ["d.png", "e.pdf", "f.mp4"]


def test_a_form_without_a_field_for_files_takes_none():
    assert allotted(form_of(Word), ALL) == ({}, tuple(ALL))


def test_of_each_file_left_out_it_is_said_why():
    assert left_out(form_of(Film), ALL, "Ocoya") == [
        "“d.png” is one file too many.",
        "Ocoya does not take “e.pdf”. Add PNG or JPG.",
        "“f.mp4” has 10 MB; Ocoya takes 9 MB at most.",
    ]
    assert left_out(form_of(Film), ALL[:2], "Ocoya") == []


def test_a_provider_that_takes_no_files_says_so_once():
    assert left_out(form_of(Word), ALL, "Ocoya") == [
        "Ocoya takes no files, so 6 files of the message stayed out."
    ]


def test_drawn_again_each_file_is_offered_at_its_own_field():
    blocks = drawn(Film, {"topic": "Dark mode", **allotted(form_of(Film), ALL[:2])[0]})
    values = values_of(Film, sent(blocks), kept=ALL[:2])

    assert (values["pictures"], values["film"]) == ((ALL[0],), (ALL[1],))
    assert parse(Film, sent(blocks), vendor="Ocoya", kept=ALL).film == (ALL[1],)


def test_a_file_that_no_field_takes_any_more_is_still_offered():
    blocks = drawn(Film, {"topic": "Dark mode"})

    assert values_of(Film, sent(blocks), kept=[ALL[4]])["pictures"] == (ALL[4],)


def test_every_complaint_about_files_is_said():
    state = sent(drawn(Everything, ANSWERS), media=[upload(name="a.gif"), {"id": "F3"}])
    with pytest.raises(FormErrors) as caught:
        parse(Everything, state, vendor="Ocoya")
    assert caught.value.by_block == {
        "media": "Ocoya does not take “a.gif”. Add PNG or JPG. "
        "Slack did not pass on one of these files. Remove it and add it again."
    }
