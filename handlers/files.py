"""The files of a brief, read from Slack with the bot token: as they come, and never from anywhere else."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from bot.domain.errors import FileUnreachable, SlackBusy, UserError
from bot.domain.requests import File

#: What Slack wants of an app that reads files (docs.slack.dev, file object: `url_private`).
SCOPE = "files:read"
#: Where Slack keeps what people upload.
HOME = URL("https://files.slack.com")
#: Bytes handed on at a time: all that is in memory of a file.
CHUNK = 64 * 1024
#: Seconds to connect, and for the next bytes to come; a large file as a whole may take its time.
PATIENCE = ClientTimeout(total=None, sock_connect=10, sock_read=30)


class SlackFiles:
    """`bot.domain.ports.FileSource` on Slack's file store."""

    def __init__(self, session: ClientSession, token: str, api_url: str) -> None:
        self._session = session
        # Packed, a file would not have the length that Slack said.
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._origins = frozenset({HOME, URL(api_url).origin()})

    @asynccontextmanager
    async def read(self, file: File) -> AsyncGenerator[AsyncIterator[bytes], None]:
        """A file's bytes as they come.

        Raises `UserError` when Slack does not give this file, `FileUnreachable` when it may do so later.
        """
        answer = await self._open(file)
        try:
            _check(answer, file)
            yield _bounded(answer, file)
        finally:
            answer.close()

    async def _open(self, file: File) -> ClientResponse:
        address = self._address(file)
        try:
            return await self._session.get(
                address, headers=self._headers, timeout=PATIENCE, allow_redirects=False
            )
        except (ClientError, TimeoutError, OSError, SlackBusy) as error:
            raise _unreachable(file) from error

    def _address(self, file: File) -> URL:
        """Where the file is; the token goes to Slack's own addresses and to no other."""
        with suppress(ValueError):
            address = URL(file.url)
            if address.origin() in self._origins and address.user is None:
                return address
        raise UserError(f"“{file.name}” is not kept in Slack, so Galley cannot read it. Upload it to Slack.")


def _check(answer: ClientResponse, file: File) -> None:
    """Raise when this is not the file: Slack sends a page to log in where an app may not read one."""
    if answer.status == 429 or answer.status >= 500:
        raise _unreachable(file)
    page = answer.content_type == "text/html" != file.mimetype
    if 300 <= answer.status < 400 or answer.status in (401, 403) or (page and answer.status == 200):
        message = (
            f"Slack does not let Galley read “{file.name}”: it is gone, or the app lacks the permission "
            f"{SCOPE}. Add the file again; if that does not help, ask whoever runs Galley."
        )
        raise UserError(message)
    if answer.status != 200:
        raise UserError(f"“{file.name}” is not in Slack any more. Add it again.")
    if answer.content_length not in (None, file.size):
        raise _changed(file)


async def _bounded(answer: ClientResponse, file: File) -> AsyncIterator[bytes]:
    """The body, no longer and no shorter than Slack said the file is."""
    left = file.size
    try:
        async for chunk in answer.content.iter_chunked(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _changed(file)
            yield chunk
    except (ClientError, TimeoutError, OSError) as error:
        raise _unreachable(file) from error
    if left:
        raise _changed(file)


def _unreachable(file: File) -> FileUnreachable:
    return FileUnreachable(f"Slack did not hand over “{file.name}” just now. Try again in a few minutes.")


def _changed(file: File) -> UserError:
    return UserError(f"“{file.name}” is not the file any more that it was in the brief. Add it again.")
