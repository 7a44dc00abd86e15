"""A provider for stories with files: it takes pictures and films first, and gives pictures back."""

import asyncio
from typing import Annotated, ClassVar

from pydantic import Field

from bot.domain.captions import Caption, Finished
from bot.domain.platforms import Platform
from bot.domain.requests import File, Files, Multiline, Prompt, Request
from tests.flows.plugins import Plugin

#: More than the pieces in which files are passed on.
FILM = 3_000_000


class StudioRequest(Request):
    """An idea, and what to show with it."""

    idea: Annotated[str, Prompt(), Multiline()] = Field(title="Idea", min_length=3, max_length=500)
    pictures: Annotated[tuple[File, ...], Files(("png", "jpg"), most=2, largest=1_000)] = Field(
        default=(), title="Pictures"
    )
    film: Annotated[tuple[File, ...], Files(("mp4",), largest=FILM)] = Field(default=(), title="Film")


class Studio(Plugin):
    """Keeps what it was sent, by media id; `may_take` holds it back, `images` and `title` are its answer."""

    name: ClassVar[str] = "studio"
    label: ClassVar[str] = "Studio"
    request_model: ClassVar[type[Request]] = StudioRequest

    def __init__(self):
        super().__init__()
        self.shelf = {}
        self.pieces = []
        self.failures = []
        self.images = ()
        self.titles = (None,)
        self.texts = True
        self.may_take = asyncio.Event()
        self.may_take.set()

    async def upload(self, file, content):
        await self.may_take.wait()
        if self.failures:
            raise self.failures.pop(0)
        pieces = [piece async for piece in content]
        self.pieces += [len(piece) for piece in pieces]
        media_id = f"media-{len(self.shelf) + 1}"
        self.shelf[media_id] = (file.name, b"".join(pieces))
        return media_id

    async def start(self, request, *, key):  # it takes no such key
        await self.hears(request)
        captions = tuple(
            Caption(platform=Platform.YOUTUBE, text=f"{request.idea} {number}", title=title)
            for number, title in enumerate(self.titles if self.texts else ())
        )
        return Finished(captions=captions, images=self.images)
