"""The table of what providers can do: it follows from the code, and the README shows it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import pytest
from markdown_it import MarkdownIt
from pydantic import Field, HttpUrl
from pydantic_settings import SettingsConfigDict

from bot.capabilities import ROWS, table, write_into
from bot.domain.captions import Finished, Started
from bot.domain.errors import ConfigurationError
from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.requests import Choices, Draws, File, Files, Multiline, Prompt, Remote, Request
from bot.manifest import MANIFEST
from providers import BUILT_IN
from providers.settings import Key, ProviderSettings

README = MANIFEST.parent / "README.md"


class Where(StrEnum):
    X = "x"
    THREADS = "threads"


class Mood(StrEnum):
    DRY = "dry|wet"
    BOLD = "*bold*"


class Many(StrEnum):
    A, B, C, D, E, F, G = "abcdefg"


class FullRequest(Request):
    """Every kind of field."""

    idea: Annotated[str, Prompt(), Multiline()] = Field(min_length=10)
    brand: Annotated[str, Remote()] = Field(title="Brand")
    topics: Annotated[tuple[str, ...], Remote()] = Field(min_length=1, title="Topics")
    where: Where = Field(default=Where.X, title="Where")
    mood: Mood = Field(default=Mood.DRY, title="Mood")
    many: Many = Field(default=Many.A, title="Many")
    call: str = Field(default="", max_length=90, title="Call")
    aside: str = Field(default="", title="Aside")
    count: int = Field(default=1, ge=1, title="Count")
    pages: tuple[HttpUrl, ...] = Field(default=(), max_length=3, title="Pages")
    day: date | None = Field(default=None, title="Day")
    pictures: Annotated[bool, Draws()] = Field(default=False, title="Pictures")
    photo: Annotated[tuple[File, ...], Files(("png",), largest=2_500_000)] = ()

    @property
    def targets(self):
        return (Platform(self.where),)


class FullSettings(ProviderSettings):
    model_config = SettingsConfigDict(env_prefix="FULL_")
    required = ("api_key", "place")
    api_key: Key | None = None
    place: str | None = None


class Full:
    """Does everything. Slowly.

    Nobody reads this.
    """

    name, label, sample = "full", "Full_house", False
    request_model, Settings = FullRequest, FullSettings
    leaves = "a post_there"

    def __init__(self, api):
        raise AssertionError("nothing is opened for the table")

    def price(self, request):
        return Price(basis=PriceBasis.AFTER, note="more for pictures")

    async def start(self, request, *, key): ...
    async def split(self, request): ...
    async def poll(self, remote_id): ...
    async def find(self, request, since): ...
    async def choices(self, field, given): ...
    async def remove(self, vendor_ids): ...
    async def is_connected(self, asker): ...
    async def sign_in(self, asker, back): ...
    async def signed_in(self, answer): ...
    async def sign_out(self, asker): ...
    def acting_for(self, asker): ...
    async def balance(self): ...
    async def check(self): ...


class PlainRequest(Request):
    topic: Annotated[str, Prompt()] = Field(min_length=1, max_length=1_500)
    platforms: Annotated[tuple[Platform, ...], Choices({Platform.X: "X", Platform.TIKTOK: "TikTok"})] = ()


class Plain:
    name, label, sample, request_model = "plain", "Plain", False, PlainRequest

    def price(self, request):
        return Price(basis=PriceBasis.UNPUBLISHED)

    async def start(self, request, *, key): ...


FULL = [
    "Brand: from your account there",
    "Topics: from your account there",
    "Mood: Dry|wet, *bold*",
    "Many: 7 choices",
    "Call: up to 90 characters",
    "Aside",
    "Count: from 1",
    "Pages: up to 3 links",
    "Day",
    "Pictures",
]


def cells(kinds):
    """By heading, what stands in each column once Markdown has been read."""
    tokens = MarkdownIt().enable("table").parse(table(kinds))
    inline = [token for token in tokens if token.type == "inline"]
    size = len(kinds) + 1
    rows = [inline[start : start + size] for start in range(0, len(inline), size)]
    return {row[0].content: [_words(token) for token in row[1:]] for row in rows}


def _words(token):
    return "".join("\n" if t.content == "<br>" else t.content for t in token.children)


def test_the_readme_shows_what_the_code_can_do(tmp_path):
    copy = tmp_path / "README.md"
    copy.write_bytes(README.read_bytes())

    write_into(copy)

    mend = "README.md is behind the code: run `.venv/bin/galley providers --into README.md`"
    assert copy.read_text() == README.read_text(), mend


def test_every_built_in_provider_has_a_column_and_says_something_in_every_row():
    told = cells(BUILT_IN)

    assert told[""] == [kind.label for kind in BUILT_IN]
    assert {"Writes", "Platforms", "Price", "Needs"} < told.keys() <= {"", *(heading for heading, _ in ROWS)}
    assert all(cell for row in told.values() for cell in row)


def test_what_a_provider_can_do_follows_from_its_class():
    assert cells([Full, Plain]) == {
        "": ["Full_house", "Plain"],
        "Writes": ["Does everything. Slowly.", "–"],
        "Platforms": ["X and Threads", "X and TikTok"],
        "Prompt": ["from 10 characters", "1–1,500 characters"],
        "To choose": ["\n".join(FULL), "–"],
        "Takes files": ["up to 1 file (png) of 2.5 MB at most", "–"],
        "Makes images": ["when asked for", "–"],
        "Price": ["known after the run: more for pictures", "not published"],
        "Campaigns": ["planned by Galley, post by post", "planned by Galley, post by post"],
        "Paid calls": ["one for each platform, and one for images", "one for each brief"],
        "Answers": ["later; Galley waits for it", "at once"],
        "A lost answer": ["looked for; if in doubt a person decides", "Unsure: a person decides"],
        "Leaves there": ["a post_there", "–"],
        "Status tells": ["whether the key works and credits left", "–"],
        "Needs": ["FULL_API_KEY, FULL_PLACE and each person's permission", "nothing"],
    }


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (Started, "later; Galley waits for it"),
        (Finished | Started, "at once or later; Galley waits for it"),
    ],
    ids=str,
)
def test_when_a_result_comes_follows_from_what_a_call_returns(returned, said):
    class Polling(Plain):
        async def start(self, request, *, key) -> returned: ...
        async def poll(self, remote_id): ...

    assert cells([Polling])["Answers"] == [said]


def test_a_row_that_says_nothing_of_anyone_is_left_out():
    left_out = ["Writes", "To choose", "Takes files", "Makes images", "Leaves there", "Status tells"]

    assert [heading for heading, _ in ROWS if heading not in cells([Plain])] == left_out


def test_a_name_leads_to_the_code():
    assert "[PostEverywhere](providers/posteverywhere)" in table()
    assert "[Sample writer](providers/sample.py)" in table()


def test_what_is_set_on_a_machine_changes_nothing(monkeypatch):
    before = table()
    monkeypatch.setenv("POWERPOST_API_KEY", "pp_live_0123456789")
    monkeypatch.setenv("POWERPOST_PROMPT_MAX", "2000")

    assert table() == before


def test_only_what_is_between_the_marks_is_replaced(tmp_path):
    document = tmp_path / "list.md"
    document.write_text(
        "Before <!-- providers -->\n<!-- providers: made -->\nold\n<!-- /providers -->\nAfter\n"
    )

    write_into(document)
    write_into(document)

    marks = ("<!-- providers: made -->", "<!-- /providers -->")
    assert document.read_text() == f"Before <!-- providers -->\n{marks[0]}\n\n{table()}\n{marks[1]}\nAfter\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"# Nothing here\n", "has no place for the table"),
        (b"\xff", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_document_without_a_place_for_it_is_left_alone(tmp_path, content, said):
    document = tmp_path / "list.md"
    if content is not None:
        document.write_bytes(content)

    with pytest.raises(ConfigurationError, match=said):
        write_into(document)

    assert not document.exists() or document.read_bytes() == content
