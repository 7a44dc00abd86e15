"""A file on its way to a vendor: passed on as it comes, once, and counted."""

import asyncio
import logging
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from aiohttp import BodyPartReader, web
from pydantic import SecretStr

from bot.domain.errors import (
    OutcomeUnknown,
    ProviderBusy,
    ProviderDown,
    ProviderError,
    ProviderRejected,
    ProviderUnreachable,
)
from providers.http import Http, Upload, Vendor, pool
from tests.providers.doubles import BASE, KEY
from tests.providers.powerposts import pieces

OK = httpx.Response(200, json={"media_id": "m1"})


def upload(*parts, size=None, name="cat.png", **facts):
    length = sum(map(len, parts)) if size is None else size
    return Upload(
        file_name=name,
        mimetype="image/png",
        size=length,
        content=pieces(*parts),
        fields={"type": "image"},
        **facts,
    )


async def test_a_file_is_sent_as_a_multipart_form_after_its_fields(api, server):
    server.answers = [OK]

    reply = await api.upload("/media", upload(b"meow ", b"meow"))

    (request,) = server.requests
    kind, _, boundary = request.headers["Content-Type"].partition("; boundary=")
    assert (request.method, str(request.url), kind) == ("POST", f"{BASE}/media", "multipart/form-data")
    assert (
        request.content.decode() == f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="type"\r\n\r\nimage\r\n'
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="cat.png"\r\n'
        "Content-Type: image/png\r\n\r\nmeow meow\r\n"
        f"--{boundary}--\r\n"
    )
    assert reply.body == {"media_id": "m1"}


async def test_the_length_is_told_beforehand_and_the_key_goes_with_it(api, server):
    server.answers = [OK]

    await api.upload("/media", upload(b"meow"))

    (request,) = server.requests
    assert request.headers["Content-Length"] == str(len(request.content))
    assert "Transfer-Encoding" not in request.headers
    assert request.headers["X-Key"] == KEY


@pytest.mark.parametrize("name", ['a"b.png', "a\r\nX-Evil: 1.png", "é — 😀.png", "a\\b.png"])
async def test_a_file_name_cannot_break_out_of_its_header(api, server, name):
    server.answers = [OK]

    await api.upload("/media", upload(b"meow", name=name))

    _head, _, rest = server.requests[0].content.partition(b'filename="')
    assert rest.partition(b"\r\n")[0].endswith(b'"')
    assert b"\r\nX-Evil" not in rest
    assert len(server.requests[0].content) == int(server.requests[0].headers["Content-Length"])


@pytest.mark.parametrize(("seconds", "size", "total"), [(120.0, 4, 120.00004), (600.0, 500_000_000, 5_600.0)])
async def test_the_answer_is_waited_for_as_long_as_said_and_the_whole_by_size(
    api, server, seconds, size, total
):
    server.answers = [OK]
    given = upload(b"meow", size=size, read_timeout=seconds)
    assert given.total == pytest.approx(total)

    await api.upload("/media", upload(b"meow", read_timeout=seconds))

    assert server.requests[0].extensions["timeout"] == {
        "connect": 10,
        "read": seconds,
        "write": 60,
        "pool": 10,
    }


async def test_a_file_that_breaks_off_may_be_sent_again(api, server):
    server.answers = [OK]

    with pytest.raises(ProviderUnreachable, match=r"“cat.png” broke off on its way to Vendor") as caught:
        await api.upload("/media", upload(b"me", size=4))

    assert (caught.value.provider, server.requests) == ("Vendor", [])


async def test_a_file_larger_than_said_is_refused(api, server):
    server.answers = [OK]

    with pytest.raises(ProviderRejected, match="larger than Slack said"):
        await api.upload("/media", upload(b"me", b"ow!", size=4))

    assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(429, headers={"Retry-After": "7"}), ProviderBusy),
        (httpx.Response(500), ProviderDown),
        (httpx.Response(413), ProviderRejected),
        (httpx.Response(200, content=b"<html>"), ProviderDown),
        (httpx.ConnectError("refused"), ProviderUnreachable),
        (httpx.WriteError("broken pipe"), ProviderDown),
        (httpx.ReadTimeout("slow"), ProviderDown),
    ],
    ids=str,
)
async def test_a_file_is_sent_once_and_costs_nothing(api, server, time, answer, kind):
    server.answers = [answer]

    with pytest.raises(ProviderError) as caught:
        await api.upload("/media", upload(b"meow"))

    assert type(caught.value) is kind
    assert not isinstance(caught.value, OutcomeUnknown)
    assert (len(server.requests), time.slept) == (1, [])


async def test_trouble_with_the_file_itself_is_not_taken_for_the_vendors(api, server):
    async def broken() -> AsyncIterator[bytes]:
        yield b"me"
        raise LookupError("gone")

    server.answers = [OK]
    given = Upload(file_name="cat.png", mimetype="image/png", size=4, content=broken())

    with pytest.raises(LookupError, match="gone"):
        await api.upload("/media", given)


async def test_neither_name_nor_content_is_logged(api, server, caplog):
    caplog.set_level(logging.DEBUG, logger="providers")
    server.answers = [OK]

    await api.upload("/media", upload(b"confidential", name="secret launch.png"))

    messages = [r.getMessage() for r in caplog.records if r.name.startswith("providers")]
    assert messages == ["Vendor POST /media: 200 in 0 ms, request None, code None"]
    assert "confidential" not in repr(upload(b"confidential"))


class Taker:
    """A vendor on this machine that counts a file's bytes and keeps none of them."""

    def __init__(self, *, takes: int | None = None) -> None:
        self.takes = takes
        self.got = 0
        self.fields: list[str | None] = []

    async def take(self, request: web.Request) -> web.Response:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            self.fields.append(part.name)
            while chunk := await part.read_chunk(65_536):
                self.got += len(chunk) if part.name == "file" else 0
                if self.takes is not None and self.got > self.takes:
                    raise web.HTTPRequestEntityTooLarge(max_size=self.takes, actual_size=self.got)
        return web.json_response({"media_id": "m1"})


@asynccontextmanager
async def sending_to(taker):
    app = web.Application(client_max_size=2**40)
    app.router.add_post("/media", taker.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    vendor = Vendor(label="Vendor", base_url=f"http://{host}:{port}", headers={"X-Key": SecretStr("k" * 20)})
    try:
        async with Http(transport=httpx.AsyncHTTPTransport(verify=False)) as http:
            yield http.api(vendor)
    finally:
        await runner.cleanup()


async def test_a_large_file_is_never_whole_in_memory():
    piece, count = bytes(65_536), 800
    size = len(piece) * count

    async def content() -> AsyncIterator[bytes]:
        for _ in range(count):
            yield bytes(piece)

    taker = Taker()
    async with sending_to(taker) as api:
        await api.upload("/media", upload(b"warm"))
        tracemalloc.start()
        try:
            given = Upload(
                file_name="film.mp4",
                mimetype="video/mp4",
                size=size,
                content=content(),
                fields={"type": "video"},
            )
            await api.upload("/media", given)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert taker.got == size + 4 == 52_428_804
    assert taker.fields == ["type", "file"] * 2
    assert peak < 4_000_000


async def test_a_vendor_that_refuses_before_it_has_the_whole_file_is_understood_or_down():
    async with sending_to(Taker(takes=100_000)) as api:
        with pytest.raises((ProviderRejected, ProviderDown)):
            await api.upload("/media", upload(*[bytes(65_536)] * 100))


async def test_a_file_that_takes_for_ever_is_given_up(monkeypatch):
    async def never() -> AsyncIterator[bytes]:
        yield b"m"
        await asyncio.Event().wait()

    monkeypatch.setattr(pool, "_total", lambda *_: 0.2)
    given = Upload(file_name="cat.png", mimetype="image/png", size=4, content=never())
    async with sending_to(Taker()) as api:
        with pytest.raises(ProviderDown, match="did not answer"):
            await api.upload("/media", given)
