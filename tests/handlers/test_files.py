"""Files read from Slack: the right bytes, a few at a time, and the token shown to nobody else."""

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.domain.errors import FileUnreachable, UserError
from bot.domain.requests import File
from handlers.files import CHUNK, SlackFiles

TOKEN = "xoxb-planted"
CONTENT = bytes(range(256)) * 1_000


class Slack:
    """Answers every address as the test says and notes what was asked."""

    def __init__(self):
        self.answer = lambda: web.Response(body=CONTENT, content_type="image/png")
        self.asked = []

    async def respond(self, request):
        self.asked.append(request)
        answer = self.answer()
        return await answer(request) if callable(answer) else answer


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
async def server(slack):
    app = web.Application()
    app.router.add_get("/{path:.*}", slack.respond)
    async with TestServer(app, host="127.0.0.1") as server:
        yield server


@pytest.fixture
async def source(server):
    async with ClientSession() as session:
        yield SlackFiles(session, TOKEN, str(server.make_url("/api/")))


@pytest.fixture
def picture(server):
    def make(**facts):
        url = str(server.make_url("/files-pri/F1/dog.png"))
        known = {"id": "F1", "name": "dog.png", "mimetype": "image/png", "size": len(CONTENT), "url": url}
        return File(**known | facts)

    return make


async def taken(source, file):
    async with source.read(file) as content:
        return [chunk async for chunk in content]


async def test_a_file_comes_whole_in_small_pieces(source, picture):
    chunks = await taken(source, picture())

    assert b"".join(chunks) == CONTENT
    assert max(map(len, chunks)) <= CHUNK


async def test_the_token_is_shown_and_the_file_comes_unpacked(source, slack, picture):
    await taken(source, picture())

    headers = slack.asked[0].headers
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/F1",
        "https://files.slack.com@evil.example/F1",
        "https://ana@files.slack.com/F1",
        "http://files.slack.com/F1",
        "https://files.slack.com:8443/F1",
        "https://drive.example/F1",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/F1",
        "http://127.0.0.1:1/F1",
        "file:///etc/passwd",
        "/etc/passwd",
        "http://[",
        "",
    ],
)
async def test_no_other_address_is_asked(source, slack, picture, url):
    with pytest.raises(UserError, match=r"“dog\.png” is not kept in Slack"):
        await taken(source, picture(url=url))
    assert slack.asked == []


async def test_the_playground_s_address_is_no_file_store_of_the_real_slack(picture):
    async with ClientSession() as session:
        with pytest.raises(UserError, match="not kept in Slack"):
            await taken(SlackFiles(session, TOKEN, "https://slack.com/api/"), picture())


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(text="<html>Sign in</html>", content_type="text/html"),
        lambda: web.Response(status=302, headers={"Location": "https://acme.slack.com/?redir=F1"}),
        lambda: web.Response(status=403),
        lambda: web.Response(status=401),
    ],
    ids=["a page", "a page elsewhere", "forbidden", "unknown"],
)
async def test_without_permission_it_says_which_one_is_missing(source, slack, picture, answer):
    slack.answer = answer
    with pytest.raises(UserError, match="it is gone, or the app lacks the permission files:read"):
        await taken(source, picture())
    assert len(slack.asked) == 1


async def test_a_page_that_was_uploaded_is_a_file(source, slack, picture):
    slack.answer = lambda: web.Response(body=CONTENT, content_type="text/html")

    assert b"".join(await taken(source, picture(mimetype="text/html"))) == CONTENT


@pytest.mark.parametrize("status", [404, 410])
async def test_a_file_that_is_gone_is_said(source, slack, picture, status):
    slack.answer = lambda: web.Response(status=status, text="Not found")
    with pytest.raises(UserError, match="is not in Slack any more"):
        await taken(source, picture())


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_trouble_at_slack_may_pass(source, slack, picture, status):
    slack.answer = lambda: web.Response(status=status)
    with pytest.raises(FileUnreachable):
        await taken(source, picture())


async def test_a_slack_that_does_not_answer_may_do_so_later(source, server, picture):
    file = picture()
    await server.close()
    with pytest.raises(FileUnreachable):
        await taken(source, file)


@pytest.mark.parametrize("size", [len(CONTENT) - 1, len(CONTENT) + 1])
async def test_another_size_than_slack_said_is_another_file(source, picture, size):
    with pytest.raises(UserError, match="is not the file any more"):
        await taken(source, picture(size=size))


def dripping(content, *, breaks=False):
    """An answer that does not say beforehand how long it is."""

    async def answer(request):
        response = web.StreamResponse(headers={"Content-Type": "image/png"})
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(content)
        if breaks:
            request.transport.abort()
        return response

    return lambda: answer


async def test_more_than_slack_said_is_cut_off(source, slack, picture):
    slack.answer = dripping(CONTENT * 4)
    received = []

    async def take():
        async with source.read(picture()) as content:
            received.extend([len(chunk) async for chunk in content])

    with pytest.raises(UserError, match="is not the file any more"):
        await take()
    assert sum(received) <= len(CONTENT)


async def test_less_than_slack_said_is_not_taken_for_the_file(source, slack, picture):
    slack.answer = dripping(CONTENT[:-1])
    with pytest.raises(UserError, match="is not the file any more"):
        await taken(source, picture())


async def test_a_file_that_breaks_off_may_come_later(source, slack, picture):
    slack.answer = dripping(CONTENT[:-1], breaks=True)
    with pytest.raises(FileUnreachable):
        await taken(source, picture())


async def test_what_was_not_read_is_let_go_of(source, picture):
    async with source.read(picture()) as content:
        async for _ in content:
            break

    assert b"".join(await taken(source, picture())) == CONTENT
