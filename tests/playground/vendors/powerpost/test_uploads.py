"""Uploading to the simulated PowerPost: what is taken, what is kept, and how little memory it takes."""

import hashlib
import tracemalloc
from io import BytesIO

import pytest
from aiohttp import ClientError, FormData, MultipartWriter
from dirty_equals import IsStr

from playground.vendors.powerpost import SECOND_WORKSPACE, PowerPostSimulator, Terms
from tests.playground.vendors.powerpost.kit import PNG, movie

MB = 1024**2


async def refusal(answer):
    return answer.status, (await answer.json())["error"]["code"]


async def zeros(size):
    """So many bytes, made as they are sent."""
    for _ in range(size // 65_536):
        yield bytes(65_536)
    yield bytes(size % 65_536)


async def test_a_file_is_answered_with_what_it_is(api):
    body = await (await api.upload(PNG, "photo.png", "image/png")).json()
    assert body == {
        "media_id": IsStr(regex=r"[0-9a-f-]{36}"),
        "type": "image",
        "file_name": "photo.png",
        "file_size": len(PNG),
        "mime_type": "image/png",
        "created_at": "2026-04-10T12:00:00Z",
    }


async def test_uploads_cost_nothing(api, simulator):
    await api.upload()
    assert (simulator.charged, simulator.credits) == (0, 300)


async def test_names_in_any_script_arrive(api):
    assert (await (await api.upload(PNG, "tee 茶 ü.png")).json())["file_name"] == "tee 茶 ü.png"


@pytest.mark.parametrize("first", ["file", "type"])
async def test_the_fields_may_come_in_either_order(api, first):
    form = FormData()
    for name in ("file", "type") if first == "file" else ("type", "file"):
        if name == "file":
            form.add_field("file", PNG, filename="a.png", content_type="image/png")
        else:
            form.add_field("type", "image")
    assert (await api.post("/media/upload", data=form)).status == 200


KINDS = {
    ("image/jpeg", "image"): 200,
    ("image/png", "image"): 200,
    ("image/webp", "image"): 200,
    ("IMAGE/PNG", "image"): 200,
    ("image/gif", "image"): 400,
    ("application/octet-stream", "image"): 400,
    ("video/mp4", "image"): 400,
    ("video/mp4", "video"): 200,
    ("video/quicktime", "video"): 200,
    ("video/webm", "video"): 200,
    ("video/x-msvideo", "video"): 400,
    ("image/png", "video"): 400,
    ("image/png", "photo"): 400,
    ("image/png", ""): 400,
}


@pytest.mark.parametrize(("kind", "status"), KINDS.items(), ids=str)
async def test_the_documented_formats_are_taken(api, kind, status):
    assert (await api.upload(b"content", "a", *kind)).status == status


def form(*fields):
    made = FormData()
    for name, value, options in fields:
        made.add_field(name, value, **options)
    return made


FILE = ("file", PNG, {"filename": "a.png", "content_type": "image/png"})
TYPE = ("type", "image", {})
BAD_FORMS = {
    "no file": (TYPE,),
    "no type": (FILE,),
    "empty file": (("file", b"", {"filename": "a.png", "content_type": "image/png"}), TYPE),
    "two files": (FILE, FILE, TYPE),
    "two types": (FILE, TYPE, TYPE),
    "unknown field": (FILE, TYPE, ("title", "Launch", {})),
}


@pytest.mark.parametrize("fields", BAD_FORMS.values(), ids=BAD_FORMS)
async def test_a_bad_form_is_refused_and_nothing_kept(api, simulator, fields):
    made = form(*fields) if fields != (TYPE,) else _multipart_of_type_alone()
    assert await refusal(await api.post("/media/upload", data=made)) == (400, "VALIDATION_ERROR")
    assert simulator.media == ()


def _multipart_of_type_alone():
    writer = MultipartWriter("form-data")
    writer.append("image").set_content_disposition("form-data", name="type")
    return writer


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("application/json", b"{}"),
        ("application/octet-stream", PNG),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"nothing of x"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc'),
        ("multipart/mixed; boundary=x", b"--x--"),
    ],
)
async def test_what_is_no_form_is_refused(api, simulator, kind, raw):
    answer = await api.post("/media/upload", data=raw, headers={"Content-Type": kind})
    assert await refusal(answer) == (400, "VALIDATION_ERROR")
    assert simulator.media == ()


class TestSizes:
    @pytest.mark.parametrize(("size", "status"), [(10 * MB, 200), (10 * MB + 1, 413)])
    async def test_images_have_ten_megabytes_at_most(self, api, size, status):
        assert (await api.upload(zeros(size))).status == status

    async def test_a_large_image_is_refused_by_its_code(self, api, simulator):
        assert await refusal(await api.upload(zeros(10 * MB + 1))) == (413, "FILE_TOO_LARGE")
        assert simulator.media == ()

    @pytest.mark.parametrize(("size", "status"), [(2 * MB, 200), (2 * MB + 1, 413)])
    async def test_videos_have_a_limit_of_their_own(self, api, monkeypatch, size, status):
        monkeypatch.setattr("playground.vendors.powerpost.uploads.LARGEST", {"image": MB, "video": 2 * MB})
        assert (await api.upload(zeros(size), "a.mp4", "video/mp4", "video")).status == status

    async def test_reading_ends_where_nothing_may_be_larger(self, api, simulator, monkeypatch):
        monkeypatch.setattr("playground.vendors.powerpost.uploads.LARGEST", {"image": MB, "video": 2 * MB})
        assert (await api.upload(zeros(30 * MB), "a.mp4", "video/mp4", "video")).status == 413
        assert simulator.uploaded < 3 * MB


class TestQuota:
    @pytest.fixture
    def simulator(self, clock):
        return PowerPostSimulator(clock=clock, terms=Terms(quota=2 * len(PNG)))

    async def test_a_workspace_takes_no_more_than_it_may_hold(self, api):
        assert [(await api.upload()).status for _ in range(2)] == [200, 200]
        assert await refusal(await api.upload()) == (413, "STORAGE_QUOTA_EXCEEDED")

    async def test_workspaces_are_full_each_for_itself(self, api):
        assert [(await api.upload()).status for _ in range(3)] == [200, 200, 413]
        api.workspace = SECOND_WORKSPACE
        assert (await api.upload()).status == 200


class TestKeeping:
    async def test_a_small_image_can_be_looked_at(self, api):
        media = await api.uploaded()
        answer = await api.look(f"http://any/vendors/powerpost/storage/media/{media}")
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)

    async def test_of_large_images_and_videos_size_and_hash_are_kept(self, api, simulator):
        await api.upload(zeros(MB + 1))
        await api.uploaded_video(movie(3))
        image, video = simulator.media
        assert (image.content, image.size, image.sha256) == (
            None,
            MB + 1,
            hashlib.sha256(bytes(MB + 1)).hexdigest(),
        )
        assert (video.content, video.size) == (None, len(movie(3)))
        assert (video.sha256, video.seconds) == (hashlib.sha256(movie(3)).hexdigest(), 3.0)

    @pytest.mark.parametrize("name", ["nobody", "../accounts"])
    async def test_what_is_not_there_cannot_be_looked_at(self, api, name):
        assert (await api.look(f"http://any/vendors/powerpost/storage/media/{name}")).status == 404

    async def test_the_log_tells_how_much_came_in(self, api, simulator):
        await api.upload(zeros(MB))
        assert (simulator.calls[-1].uploaded, simulator.uploaded, simulator.calls[-1].body) == (MB, MB, "")


async def test_a_large_video_passes_through_little_memory(api, simulator):
    tracemalloc.start()
    try:
        answer = await api.upload(zeros(50 * MB), "tour.mp4", "video/mp4", "video")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (answer.status, simulator.media[0].size) == (200, 50 * MB)
    assert peak < 5 * MB


async def test_an_upload_dropped_midway_leaves_nothing(api, simulator):
    simulator.faults.once("upload_dropped")
    with pytest.raises(ClientError):
        await api.upload(BytesIO(bytes(4 * MB)), "tour.mp4", "video/mp4", "video")
    assert MB < simulator.uploaded < 3 * MB
    assert (simulator.media, simulator.calls[-1].status) == ((), None)
    assert (await api.upload()).status == 200


async def test_a_client_that_gives_up_midway_leaves_nothing(api, simulator):
    async def broken():
        yield bytes(MB)
        raise ValueError("gone")

    with pytest.raises((ClientError, ValueError)):
        await api.upload(broken(), "tour.mp4", "video/mp4", "video")
    assert (simulator.media, (await api.upload()).status) == ((), 200)
