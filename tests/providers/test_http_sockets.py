"""The client over real connections, on this machine only."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from pydantic import SecretStr

from bot.domain.errors import ConfigurationError, OutcomeUnknown, ProviderUnreachable
from providers.http import Api, Http, Timing, Vendor, pool

FINE = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"fine":true}'


@dataclass
class Peer:
    """Whatever is at the other end: says `says`, a piece every 20 ms, and hangs up."""

    says: list[bytes] = field(default_factory=lambda: [FINE])
    heard: list[bytes] = field(default_factory=list)
    talks: list[asyncio.Task[None]] = field(default_factory=list)
    url: str = ""

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.append(asyncio.get_running_loop().create_task(self.talk(reader, writer)))

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard.append(await reader.readuntil(b"\r\n\r\n"))
        with suppress(ConnectionError):
            for piece in self.says:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    server = await asyncio.start_server(peer, "127.0.0.1", 0)
    async with server:
        peer.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield peer
    await asyncio.gather(*peer.talks)


@pytest.fixture
def closed() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def _at_once(_seconds: float) -> None:
    """Sleep without waiting."""


@asynccontextmanager
async def api_at(base_url: str) -> AsyncIterator[Api]:
    async with Http(timing=Timing(sleep=_at_once)) as http:
        yield http.api(Vendor(label="Vendor", base_url=base_url, headers={"X-Key": SecretStr("k" * 20)}))


async def test_an_answer_comes_through(peer):
    async with api_at(peer.url) as api:
        assert (await api.paid("/write", {})).body == {"fine": True}


async def test_nobody_listening_is_unreachable(closed):
    async with api_at(closed) as api:
        with pytest.raises(ProviderUnreachable):
            await api.paid("/write", {})


@pytest.mark.parametrize(
    "says",
    [[], [b"HTTP/1.1 200 OK\r\n"], [b"nonsense\r\n\r\n"]],
    ids=["nothing", "half a head", "no http"],
)
async def test_a_vendor_that_hangs_up_on_a_paid_call_is_not_asked_again(peer, says):
    peer.says = says
    async with api_at(peer.url) as api:
        with pytest.raises(OutcomeUnknown):
            await api.paid("/write", {})

    assert len(peer.heard) == 1


async def test_an_answer_that_breaks_off_is_unreadable(peer):
    peer.says = [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", b'{"captions":["cut']
    async with api_at(peer.url) as api:
        reply = await api.paid("/write", {})

    assert (reply.status, reply.body) == (200, None)


async def test_a_vendor_that_answers_in_drips_is_left_after_a_while(peer, monkeypatch):
    monkeypatch.setattr(pool, "_total", lambda *_: 0.2)
    peer.says = [b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", *([b"x"] * 500)]
    async with api_at(peer.url) as api:
        with pytest.raises(OutcomeUnknown):
            await api.paid("/write", {})


async def test_a_proxy_is_never_used_for_this_machine(peer, closed, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", closed)
    async with api_at(peer.url) as api:
        assert (await api.read("/me")).body == {"fine": True}


async def test_a_proxy_is_used_for_vendors(peer, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", peer.url)
    async with api_at("http://vendor.test/api") as api:
        await api.read("/me")

    assert peer.heard[0].startswith(b"GET http://vendor.test/api/me HTTP/1.1\r\n")


async def test_a_proxy_that_does_not_let_us_through_means_that_nothing_was_sent(peer, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", peer.url)
    peer.says = [b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"]
    async with api_at("https://vendor.test/api") as api:
        with pytest.raises(ProviderUnreachable):
            await api.paid("/write", {})

    assert [heard.partition(b" ")[0] for heard in peer.heard] == [b"CONNECT"] * 3


def test_a_proxy_setting_that_makes_no_sense_is_named(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "gopher://me:secret@proxy.test")

    with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as caught:
        Http()

    assert "secret" not in str(caught.value)
