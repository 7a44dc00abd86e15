"""The clients that the SDK sends with, and the calls on the way to a permission."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit

import httpx2

from bot.domain.deadlines import SIGN_IN, Deadline
from bot.domain.errors import ProviderBusy, ProviderDown, ProviderUnreachable
from bot.domain.urls import LOOPBACK
from providers.http import Timing
from providers.http.retries import retry_after

AGENT = "Galley"
#: Raised before the first byte of a request has left.
NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
#: Hosts that an environment's proxy could not reach anyway, so they are called directly.
DIRECT = {"all://localhost": None, "all://127.0.0.1": None, "all://[::1]": None}
#: What a message to an MCP server must take in return.
ACCEPT = {"Accept": "application/json, text/event-stream"}
#: Seconds to wait for a server that is busy and does not say how long.
SOME_TIME = 30.0
#: Bytes of an answer; the longest honest one, a list of a hundred tools, has a tenth of that.
LARGEST = 2_000_000


@cache
def certificates() -> ssl.SSLContext:
    """The certificates to trust, which take a tenth of a second to load."""
    return httpx2.create_ssl_context()


def client(auth: httpx2.Auth | None = None, deadline: Deadline = SIGN_IN) -> httpx2.AsyncClient:
    """A client for one use: nothing that one person's use leaves behind is there for another's."""
    return httpx2.AsyncClient(
        auth=auth,
        verify=certificates(),
        mounts=DIRECT,
        timeout=httpx2.Timeout(deadline.write, connect=deadline.connect, read=deadline.read),
        headers={"User-Agent": AGENT},
    )


class Web:
    """Calls to a vendor's authorization server, as long as `http` is open."""

    def __init__(self, http: httpx2.AsyncClient, label: str, server: str) -> None:
        self._http = http
        self._label = label
        self._local = urlsplit(server).hostname in LOOPBACK

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """One answer, read to its end; redirects are answers as well. Raises a `ProviderError`."""
        self.check(str(request.url))
        request.headers["User-Agent"] = AGENT
        with unreached(self._label):
            async with asyncio.timeout(SIGN_IN.whole()):
                response = await self._http.send(request, stream=True)
                try:
                    bound(response)
                    await response.aread()
                finally:
                    await response.aclose()
        return response

    def check(self, url: str) -> None:
        """Raise `ProviderDown` for an address that a secret must not be sent to.

        Only a server on this machine may name other addresses on it.
        """
        parts = urlsplit(url)
        if parts.scheme == "https" or (self._local and parts.hostname in LOOPBACK):
            return
        message = f"{self._label} names an address for signing in that is not safe: it must be https."
        raise ProviderDown(message, provider=self._label)


@contextmanager
def unreached(label: str) -> Iterator[None]:
    """Raise what keeps a free call from being answered in our words."""
    try:
        yield
    except NOT_SENT as error:
        raise ProviderUnreachable(f"{label} could not be reached.", provider=label) from error
    except (httpx2.HTTPError, TimeoutError) as error:
        raise ProviderDown(f"{label} did not answer.", provider=label) from error


def busy(response: httpx2.Response, label: str, timing: Timing) -> ProviderBusy:
    """The error for a 429."""
    wait = retry_after(response.headers.get("Retry-After"), timing.now()) or SOME_TIME
    return ProviderBusy(
        f"{label} is busy and asks us to wait.", retry_after=wait, provider=label, status=response.status_code
    )


def bound(response: httpx2.Response) -> None:
    """Let the body of a response that is not read yet have `LARGEST` bytes at most."""
    if isinstance(response.stream, httpx2.AsyncByteStream):  # an asynchronous client's always is
        response.stream = _Bounded(response.stream)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = LARGEST
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise httpx2.ReadError("The answer is too large.")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
