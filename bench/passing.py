"""The floor of films: what aiohttp reads httpx sends, and nothing else. Run as a process.

`python -m bench.passing UPLOAD_URL KEY WORKSPACE` reads addresses of films, one a line, and prints the
vendor's status once each has been passed on.
"""

import asyncio
import sys
from collections.abc import AsyncIterator

import httpx
from aiohttp import ClientResponse, ClientSession

from bench.studio import PIECE

BEFORE = (
    b'--floor\r\nContent-Disposition: form-data; name="type"\r\n\r\nvideo\r\n'
    b'--floor\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n'
    b"Content-Type: video/mp4\r\n\r\n"
)
AFTER = b"\r\n--floor--\r\n"


async def run(upload_url: str, key: str, workspace: str) -> None:
    """Pass on until there are no more addresses."""
    told = {"x-api-key": key, "X-Workspace-Id": workspace}
    async with ClientSession() as slack, httpx.AsyncClient(headers=told, timeout=60) as vendor:
        while address := (await asyncio.to_thread(sys.stdin.readline)).strip():
            async with slack.get(address) as film:
                headers = {
                    "Content-Type": "multipart/form-data; boundary=floor",
                    "Content-Length": str(len(BEFORE) + (film.content_length or 0) + len(AFTER)),
                }
                answer = await vendor.post(upload_url, content=body(film), headers=headers)
            print(answer.status_code, flush=True)


async def body(film: ClientResponse) -> AsyncIterator[bytes]:
    yield BEFORE
    async for piece in film.content.iter_chunked(len(PIECE)):
        yield piece
    yield AFTER


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
