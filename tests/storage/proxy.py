"""A way to PostgreSQL that breaks at one statement: before it gets there, or with its answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SOCKET = ".s.PGSQL.5432"
MUCH = 65536


class Way:
    """Passes bytes on, and breaks at what a client sends.

    `answered` says whether the server still gets that; `meanwhile` is done before the client notices.
    """

    def __init__(self, server: Path) -> None:
        self._server = server
        self._running: set[asyncio.Task[None]] = set()
        self.breaks_at = b""
        self.answered = False
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        self.breaks = 0
        self.times = 1

    def begin(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._running.add(asyncio.create_task(self._pass_on(client, back)))

    async def end(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _pass_on(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        reader, writer = await asyncio.open_unix_connection(self._server)
        answers = asyncio.create_task(self._answers(reader, back))
        self._running.add(answers)
        try:
            while sent := await client.read(MUCH):
                if self.breaks_at and self.breaks < self.times and self.breaks_at in sent:
                    answers.cancel()
                    await self._break(reader, writer, sent)
                    break
                writer.write(sent)
        finally:
            writer.close()
            back.close()

    async def _break(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> None:
        self.breaks += 1
        await asyncio.sleep(0)
        if self.answered:
            writer.write(sent)
            await reader.read(MUCH)
        if self.meanwhile:
            await self.meanwhile()

    async def _answers(self, reader: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while answer := await reader.read(MUCH):
            back.write(answer)
        back.close()


@asynccontextmanager
async def way_to(url: str, folder: Path) -> AsyncIterator[tuple[Way, str]]:
    """The way, and the URL that leads over it."""
    there = parse_qs(urlsplit(url).query)["host"][0]
    way = Way(Path(there) / SOCKET)
    listening = await asyncio.start_unix_server(way.begin, folder / SOCKET)
    try:
        yield way, url.replace(there, str(folder))
    finally:
        listening.close()
        await way.end()
