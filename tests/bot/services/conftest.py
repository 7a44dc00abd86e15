"""Services over an in-memory store, with providers made for the test and a clock that is set."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import Field

from bot.domain.money import Price, PriceBasis
from bot.domain.ports import Providers
from bot.domain.requests import Hidden, Prompt, Request, ThisOnce
from storage.memory import MemoryStore


class Tone(StrEnum):
    CALM = "calm"
    LOUD = "loud"


class NoteRequest(Request):
    prompt_text: Annotated[str, Prompt()] = Field(min_length=3, max_length=50)
    tone: Tone = Tone.CALM


class PostRequest(Request):
    topic: Annotated[str, Prompt()] = Field(max_length=500)
    tone: Tone = Tone.LOUD
    count: int = Field(default=1, ge=1, le=5)
    motif: Annotated[str, ThisOnce()] = ""
    share: Annotated[str, Hidden()] = "whole"


def provider_of(model, named, **abilities):
    """A provider class with the abilities given as async functions."""

    class Made:
        name, label, sample, request_model = named, named.title(), False, model

        def price(self, request):
            return Price(basis=PriceBasis.UNPUBLISHED)

    for ability, do in abilities.items():
        setattr(Made, ability, staticmethod(do))
    return Made()


class Clock:
    def __init__(self):
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def __call__(self):
        return self.now

    def passes(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def notes():
    return provider_of(NoteRequest, "notes")


@pytest.fixture
def posts():
    return provider_of(PostRequest, "posts")


@pytest.fixture
def providers(notes, posts):
    return Providers((notes, posts))
