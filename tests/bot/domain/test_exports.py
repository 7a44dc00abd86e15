"""Drafts as files: exact texts, safe cells, and a way back."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.domain.captions import Image
from bot.domain.exports import COLUMNS, Format, defused, document, restored
from bot.domain.platforms import Platform
from tests.storage.records import draft

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


async def exported(kind, *drafts):
    async def each():
        for one in drafts:
            yield one

    return "".join([piece async for piece in document(kind, each())])


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "'x",
        "\uff1d1",
        "\uff201",
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(cell):
    assert defused(cell) == f"'{cell}"
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Dark mode", "1-1", "a=b", "#today"])
def test_other_cells_stay_as_they_are(cell):
    assert defused(cell) == cell


@given(TEXTS)
def test_no_cell_begins_like_a_formula_and_each_has_a_way_back(cell):
    assert not defused(cell).lstrip(" ").startswith(tuple("=+-@\t\r\n"))
    assert restored(defused(cell)) == cell


@given(title=TEXTS, text=TEXTS)
async def test_csv_has_a_row_for_each_platform_and_every_text_exactly(title, text):
    text = text.replace("\r", "")
    version = draft().latest.model_copy(update={"texts": {Platform.X: text, Platform.LINKEDIN: f"in {text}"}})
    found = rows(await exported(Format.CSV, draft(title=title, latest=version)))
    assert [row["platform"] for row in found] == ["x", "linkedin"]
    assert [restored(row["text"]) for row in found] == [text, f"in {text}"]
    assert {restored(row["title"]) for row in found} == {title}


async def test_csv_is_by_rfc_4180_with_the_mark_for_excel():
    text = await exported(Format.CSV, draft(text='say "hi", all'))
    assert text.startswith("\ufeff" + ",".join(COLUMNS) + "\r\n")
    assert text.endswith(',x,,"say ""hi"", all"\r\n')


async def test_a_draft_of_pictures_alone_has_a_row():
    latest = draft().latest.model_copy(update={"texts": {}})
    (row,) = rows(await exported(Format.CSV, draft(latest=latest)))
    assert (row["draft"], row["platform"], row["text"]) == ("D1", "", "")


async def test_json_is_as_documented():
    picture = Image(media_id="M1", url="https://x.y/1.png", alt="a lamp")
    latest = draft().latest.model_copy(update={"titles": {Platform.X: "Lights"}})
    found = json.loads(
        await exported(Format.JSON, draft(latest=latest, images=(picture,), prompt="tell"), draft("D2"))
    )
    assert found["galley_drafts"] == 1
    assert found["drafts"][0] == {
        "id": "D1",
        "title": "Dark mode launch",
        "status": "draft",
        "author": "U1",
        "version": 1,
        "created_at": "2026-04-10T12:00:00+00:00",
        "updated_at": "2026-04-10T12:00:00+00:00",
        "prompt": "tell",
        "posts": [{"platform": "x", "text": "Dark mode is here", "title": "Lights"}],
        "pictures": [{"id": "M1", "url": "https://x.y/1.png", "alt": "a lamp"}],
    }
    assert found["drafts"][1]["posts"][0]["title"] is None


async def test_no_drafts_are_a_whole_file_too():
    assert json.loads(await exported(Format.JSON)) == {"galley_drafts": 1, "drafts": []}
    assert rows(await exported(Format.CSV)) == []


async def test_what_is_exported_is_what_the_card_shows():
    both = {Platform.X: ("Dark mode is here", "Lights off")}
    text = await exported(Format.MARKDOWN, draft(variants=both, picks={Platform.X: 1}))
    assert "Lights off" in text
    assert "Dark mode is here" not in text


@given(title=TEXTS, text=TEXTS)
async def test_markdown_of_any_text_has_the_headings_of_ours_alone(title, text):
    tokens = MarkdownIt().parse(await exported(Format.MARKDOWN, draft(title=title, text=text)))
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    fences = [token.content for token in tokens if token.type == "fence"]
    assert headings == ["h1", "h2"]
    assert len(fences) == 1
    assert not any(token.type == "html_block" for token in tokens)
