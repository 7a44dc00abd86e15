"""Passing a brief's files on to PowerPost."""

import httpx
import pytest

from bot.domain.errors import ProviderDenied, ProviderDown, ProviderRejected, ProviderUnreachable
from tests.providers.doubles import BASE
from tests.providers.powerposts import KEY, WORKSPACE, error, file, pieces, reply

KEPT = {
    "media_id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "type": "image",
    "file_name": "photo.jpg",
    "file_size": 9,
    "mime_type": "image/jpeg",
    "created_at": "2026-01-10T18:30:00Z",
}


async def send(powerpost, server, answer=None, name="photo.jpg"):
    server.answers = [answer or reply(KEPT)]
    return await powerpost.upload(file(name, size=9), pieces(b"meow ", b"meow"))


async def test_a_file_is_sent_with_its_kind_and_its_id_comes_back(powerpost, server):
    media_id = await send(powerpost, server)

    (request,) = server.requests
    boundary = request.headers["Content-Type"].partition("boundary=")[2]
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/media/upload")
    assert (request.headers["x-api-key"], request.headers["X-Workspace-Id"]) == (KEY, WORKSPACE)
    assert (
        request.content.decode() == f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="type"\r\n\r\nimage\r\n'
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="photo.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\nmeow meow\r\n"
        f"--{boundary}--\r\n"
    )
    assert media_id == KEPT["media_id"]


@pytest.mark.parametrize(
    ("name", "kind", "mimetype", "seconds"),
    [
        ("a.jpg", "image", "image/jpeg", 120),
        ("a.JPEG", "image", "image/jpeg", 120),
        ("a.b.png", "image", "image/png", 120),
        ("a.webp", "image", "image/webp", 120),
        ("a.mp4", "video", "video/mp4", 600),
        ("a.MOV", "video", "video/quicktime", 600),
    ],
)
async def test_type_and_patience_follow_from_the_name(powerpost, server, name, kind, mimetype, seconds):
    await send(powerpost, server, name=name)

    (request,) = server.requests
    assert f'name="type"\r\n\r\n{kind}\r\n'.encode() in request.content
    assert f"Content-Type: {mimetype}\r\n".encode() in request.content
    assert request.extensions["timeout"]["read"] == seconds


@pytest.mark.parametrize("name", ["a.gif", "a.webm", "a", "", "a.png.exe"])
async def test_other_files_are_not_sent(powerpost, server, name):
    with pytest.raises(ProviderRejected, match="JPEG, PNG, WebP, MP4 and MOV") as caught:
        await send(powerpost, server, name=name)

    assert (caught.value.field, server.requests) == ("media", [])


@pytest.mark.parametrize(
    "body", [{}, {**KEPT, "media_id": None}, {**KEPT, "media_id": "../x"}, [KEPT], "text"], ids=str
)
async def test_an_answer_without_an_id_is_worth_another_attempt(powerpost, server, body):
    with pytest.raises(ProviderDown, match="makes no sense"):
        await send(powerpost, server, reply(body))


@pytest.mark.parametrize(
    ("code", "kind"), [("FILE_TOO_LARGE", ProviderRejected), ("STORAGE_QUOTA_EXCEEDED", ProviderDenied)]
)
async def test_two_refusals_of_one_status_are_told_apart(powerpost, server, code, kind):
    with pytest.raises(kind) as caught:
        await send(powerpost, server, reply(error(code), 413))

    assert caught.value.code == code


async def test_a_413_without_a_code_is_refused_as_well(powerpost, server):
    with pytest.raises(ProviderRejected):
        await send(powerpost, server, httpx.Response(413, content=b"<html>"))


async def test_a_download_that_breaks_off_may_be_tried_again(powerpost, server):
    server.answers = [reply(KEPT)]

    with pytest.raises(ProviderUnreachable, match="broke off"):
        await powerpost.upload(file(size=10), pieces(b"meow ", b"meow"))
