"""A person's browser, and where it reaches Galley."""

import itertools
import os
import re
import socket
from contextlib import asynccontextmanager

import aiohttp
from yarl import URL

#: The link on the page that asks whether to go on.
ONWARD = re.compile(r'<a href="([^"]+/go)"')


#: Below those that a system gives away by itself; each process of the tests begins elsewhere among them.
PORTS = itertools.count(20_000 + os.getpid() % 100 * 100)


def reachable():
    """Settings with which browsers reach Galley on this computer."""
    port = next(port for port in PORTS if _is_free(port))
    return {"port": port, "public_url": f"http://127.0.0.1:{port}"}


def _is_free(port):
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


class Browser:
    """One browser: it follows redirects and keeps cookies."""

    def __init__(self, session):
        self._session = session

    async def goes_to(self, url):
        """The status and the text of the page where that ends, once its person has agreed to continue."""
        status, page = await self.sees(url)
        if onward := ONWARD.search(page):
            return await self.sees(str(URL(url).join(URL(onward[1]))))
        return status, page

    async def sees(self, url):
        """The status and the text of that page."""
        async with self._session.get(url) as answer:
            return answer.status, await answer.text()

    async def is_sent(self, url):
        """Where the browser is sent once its person agreed to continue, without going there."""
        async with self._session.get(f"{url}/go", allow_redirects=False) as answer:
            return answer.headers["Location"]


@asynccontextmanager
async def open_browser():
    # The jar is told that an address may be a number.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Browser(session)
