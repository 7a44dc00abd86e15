"""A request model with every kind of field, and what Slack makes of a form: drawn, filled in, sent."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, HttpUrl

from bot.blocks.form import input_blocks
from bot.domain.requests import (
    Choices,
    File,
    Files,
    Hidden,
    Multiline,
    Priced,
    Prompt,
    Remote,
    Request,
)
from playground.blockkit.check import view_problems
from playground.blockkit.values import complaint, initial, value_of


class Tone(StrEnum):
    FRIENDLY = "friendly"
    BOLD = "bold"
    FOUNDER_LED = "founder_led"


class Place(StrEnum):
    X = "x"
    LINKEDIN = "linkedin"
    BLUESKY = "bluesky"
    THREADS = "threads"


LENGTHS = Choices({Tone.FRIENDLY: "Short", Tone.BOLD: "Long"}, {Tone.FRIENDLY: "About 80 characters"})
PLACES = Choices({p: p.value.title() for p in Place}, {Place.X: "280 characters"})


class Everything(Request):
    """Every kind of field, required, with a default, and optional."""

    line: str = Field(max_length=50, min_length=1)
    topic: Annotated[str, Prompt(), Multiline("Say it")] = Field(
        min_length=10, max_length=3_000, title="What about?"
    )
    note: Annotated[str, Multiline()] = Field(default="", max_length=200)
    call: str = "Read more"
    by: Annotated[str, Field(max_length=40)] | None = None
    count: Annotated[int, Priced()] = Field(ge=1, le=5, description="How many")
    most: int | None = None
    heat: float = Field(default=0.5, ge=0, le=1)
    tone: Tone
    voice: Tone = Tone.BOLD
    mood: Tone | None = None
    length: Annotated[Tone | None, LENGTHS] = Tone.FRIENDLY
    places: Annotated[tuple[Place, ...], Priced()] = Field(min_length=1, max_length=3)
    others: Annotated[tuple[Place, ...], PLACES] = ()
    more: Annotated[tuple[Place, ...], Field(min_length=1)] | None = None
    emoji: bool = True
    draft: bool
    formal: bool | None = None
    start: date
    end: date | None = None
    url: HttpUrl
    source: HttpUrl | None = None
    urls: tuple[HttpUrl, ...] = Field(default=(), max_length=3)
    media: Annotated[tuple[File, ...], Files(("png", "jpg"), most=3, largest=1_000_000)] = ()
    brand: Annotated[str, Remote()] = Field(min_length=1)
    kit: Annotated[str, Remote("Pick a kit"), Field(min_length=1)] | None = None
    tags: Annotated[tuple[str, ...], Remote()] = ()
    share: Annotated[str, Hidden()] = "whole"


#: The fields that have an input, in the model's order.
SHOWN = [name for name in Everything.model_fields if name != "share"]


def valid(**values):
    """A brief with nothing wrong, some of its values other ones."""
    given = {
        "topic": "We ship dark mode today",
        "line": "Dark mode",
        "count": 2,
        "tone": Tone.BOLD,
        "places": (Place.LINKEDIN, Place.X),
        "draft": False,
        "start": date(2026, 11, 30),
        "url": "https://example.com/dark",
        "brand": "brand-1",
    }
    return Everything(**given | values)


def view(blocks):
    """A modal around a form's blocks."""
    words = {"type": "plain_text", "text": "Compose"}
    return {"type": "modal", "title": words, "submit": words, "blocks": blocks}


def drawn(model, values=None, labels=None):
    """A form's blocks as they go over the wire, which Slack takes without complaint."""
    blocks = json.loads(json.dumps(input_blocks(model, values or {}, labels)))
    assert view_problems(view(blocks)) == []
    return blocks


def inputs(blocks):
    """The input blocks by block id."""
    return {block["block_id"]: block for block in blocks if block["type"] == "input"}


def element(model, field, values=None, labels=None):
    """The element that shows one field."""
    return inputs(drawn(model, values, labels))[field]["element"]


def sent(blocks, **answers):
    """The `state.values` of a form after some inputs were answered, typed and complete as Slack sends them.

    An answer is what a person enters: text, option values, a date, uploaded file objects.
    """
    state = {}
    for block_id, block in inputs(blocks).items():
        widget = block["element"]
        value = initial(widget)
        if block_id in answers:
            answer = answers[block_id]
            value = value_of(widget, answer if isinstance(answer, list) else [answer])
        state[block_id] = {widget["action_id"]: value}
    return json.loads(json.dumps(state))


def objections(blocks):
    """What Slack's own client says at the fields before it sends a form that nobody touched."""
    found = {
        block_id: complaint(block["element"], initial(block["element"]), block.get("optional", False))
        for block_id, block in inputs(blocks).items()
    }
    return {block_id: said for block_id, said in found.items() if said}


def upload(**values):
    """A file object as a file input holds it."""
    return {
        "id": "F2",
        "name": "cat.png",
        "mimetype": "image/png",
        "filetype": "png",
        "size": 2_000,
        "url_private": "https://files.slack.test/F2/cat.png",
    } | values


KEPT = File(id="F1", name="dog.jpg", mimetype="image/jpeg", size=1_000, url="https://files.slack.test/F1")
