import io

import pytest

from playground.slack.fixtures import ANA, GENERAL
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import input_block, last, modal, refused


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


async def test_an_upload_takes_three_steps(client, workspace):
    await client.files_upload_v2(channel=GENERAL, content="hello", filename="a.txt", initial_comment="See")

    message = last(workspace, GENERAL)
    file = message["files"][0]
    assert (message["text"], message["subtype"]) == ("See", "file_share")
    assert (file["name"], file["mimetype"], file["size"]) == ("a.txt", "text/plain", 5)
    assert workspace.files.content(file["id"]) == b"hello"


async def test_a_file_goes_into_a_thread(client, workspace):
    root = last(workspace, GENERAL)["ts"]
    await client.files_upload_v2(channel=GENERAL, content="x", filename="a.txt", thread_ts=root)

    assert last(workspace, GENERAL)["thread_ts"] == root


async def test_the_bytes_must_be_as_many_as_announced(client, session):
    step = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    async with session.post(step["upload_url"], data=b"four") as answer:
        assert answer.status == 400

    call = client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id=GENERAL)
    await refused(call, "file_not_found")


async def test_a_form_carries_the_bytes_too(client, session, workspace):
    step = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    async with session.post(step["upload_url"], data={"file": io.BytesIO(b"hello")}) as answer:
        assert answer.status == 200

    assert workspace.files.content(step["file_id"]) == b"hello"


async def test_an_upload_goes_only_where_the_app_is(client, session):
    step = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    await session.post(step["upload_url"], data=b"x")

    call = client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id="C3RANDOM")
    await refused(call, "not_in_channel")


async def test_a_file_is_known_by_its_id(client, people):
    file = people.attach(ANA, "b.png", b"png")

    assert (await client.files_info(file=file["id"]))["file"]["mimetype"] == "image/png"
    await refused(client.files_info(file="F0"), "file_not_found")


async def test_only_the_bot_token_reads_a_file(people, session, workspace):
    url = people.attach(ANA, "b.txt", b"secret")["url_private"]
    async with session.get(url, headers=bearer(workspace.app.bot_token)) as answer:
        assert await answer.read() == b"secret"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == "attachment"
    for headers in ({}, bearer("xoxb-other"), bearer(workspace.app.app_token)):
        async with session.get(url, headers=headers) as answer:
            assert answer.content_type == "text/html"
            assert b"secret" not in await answer.read()


class TestWithoutScope:
    @pytest.fixture
    def manifest(self):
        return MANIFEST | {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}

    async def test_without_files_read_there_is_only_the_login_page(self, people, session, workspace):
        url = people.attach(ANA, "b.txt", b"secret")["url_private"]
        async with session.get(url, headers=bearer(workspace.app.bot_token)) as answer:
            assert answer.content_type == "text/html"


async def test_a_file_input_holds_whole_file_objects(app, connected, people, workspace):
    taken = {}

    @app.view("form")
    async def submitted(ack, view):
        taken.update(view["state"]["values"]["ref"]["it"])
        await ack()

    view = workspace.views.open(ANA, modal(input_block("ref", {"type": "file_input"})))
    file = people.attach(ANA, "notes.txt", b"x")

    assert await people.submit(ANA, view["id"], {("ref", "it"): [file]}) == {}
    assert taken["type"] == "file_input"
    assert taken["files"][0]["url_private"] == file["url_private"]


async def test_a_file_above_10_mb_stays_at_the_field(people, workspace):
    view = workspace.views.open(ANA, modal(input_block("ref", {"type": "file_input"})))
    file = people.attach(ANA, "big.bin", b"x" * 10_000_001)

    assert (await people.submit(ANA, view["id"], {("ref", "it"): [file]})).keys() == {"ref"}


async def test_only_own_files_can_be_deleted(client, people):
    file = people.attach(ANA, "b.txt", b"x")
    mine = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    await client.files_delete(file=mine["file_id"])

    await refused(client.files_delete(file=file["id"]), "cant_delete_file")
    await refused(client.files_info(file=mine["file_id"]), "file_not_found")
