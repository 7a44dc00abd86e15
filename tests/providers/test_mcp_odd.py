"""Answers that make no sense: an error in our words, never a second order, nothing left waiting."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import (
    NotConnected,
    OutcomeUnknown,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Charged
from tests.providers.doubles import Time
from tests.providers.mcp_world import ARGUMENTS, CAMPAIGN, served

JSON, STREAM = "application/json", "text/event-stream"
#: Statuses that say that nothing was done, and that asking again may help.
AGAIN = {401, 404, 429}


def rpc(**message):
    return json.dumps({"jsonrpc": "2.0", "id": 2, **message})


def tool(**result):
    return rpc(result={"content": [], **result})


def answering(status=200, body="", type_=JSON, **headers):
    """An answer to each use, and how often it was given."""
    given_ = []

    async def answer(request):
        given_.append(request)
        sent = body.replace('"id": 2', f'"id": {json.loads(await request.read())["id"]}')
        return web.Response(status=status, body=sent.encode(), headers={"Content-Type": type_, **headers})

    return answer, given_


ODD = [
    (answering(302, Location="/vendors/ocoya/mcp"), OutcomeUnknown, "no usable answer"),
    (answering(303, Location="https://elsewhere.example/"), OutcomeUnknown, "no usable answer"),
    (answering(307, Location="https://elsewhere.example/"), ProviderDown, "has moved to another address"),
    (answering(308, Location="https://elsewhere.example/"), ProviderDown, "has moved to another address"),
    (answering(202), OutcomeUnknown, "no usable answer"),
    (answering(204), OutcomeUnknown, "no usable answer"),
    (answering(200, "<html>", "text/html"), OutcomeUnknown, "no usable answer"),
    (answering(200, "[]"), OutcomeUnknown, "no usable answer"),
    (answering(200, "{}"), OutcomeUnknown, "no usable answer"),
    (answering(200, rpc(result={})), OutcomeUnknown, "no usable answer"),
    (answering(200, rpc(result={"content": "x"})), OutcomeUnknown, "no usable answer"),
    (answering(200, rpc(error={"code": -32700, "message": "x"})), OutcomeUnknown, "no usable answer"),
    (answering(200, rpc(error={"code": -32600, "message": "x"})), OutcomeUnknown, "no usable answer"),
    (answering(200, rpc(error={"code": -32601, "message": "x"})), ProviderDown, "does not offer this"),
    (answering(400, rpc(error={"code": -32600, "message": "x"})), ProviderRejected, "refused this brief"),
    (answering(400, "no"), ProviderRejected, r"refused this brief: “error 400”"),
    (answering(405), ProviderRejected, r"refused this brief: “error 405”"),
    (answering(413), ProviderRejected, r"refused this brief: “error 413”"),
    (answering(403), ProviderDenied, "does not allow you to do this"),
    (
        answering(403, **{"WWW-Authenticate": 'Bearer error="insufficient_scope"'}),
        NotConnected,
        "does not include this. Connect Ocoya again",
    ),
    (answering(200, "", STREAM), OutcomeUnknown, "no usable answer"),
    (answering(200, "data: {\n\n", STREAM), OutcomeUnknown, "no usable answer"),
    (answering(200, ": ping\n\n" * 3, STREAM), OutcomeUnknown, "no usable answer"),
    (answering(200, json.dumps("x" * 2_000_001)), OutcomeUnknown, "no usable answer"),
    (answering(200, f"data: {'x' * 2_000_001}\n\n", STREAM), OutcomeUnknown, "no usable answer"),
]


@pytest.mark.parametrize(("answer", "kind", "words"), ODD)
async def test_an_odd_answer_is_told_and_work_not_ordered_again(mcp, answer, kind, words):
    tools = await mcp.signed_in()
    mcp.instead, asked = answer
    before = len(asked)

    with pytest.raises(kind, match=words) as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert caught.value.charged is (Charged.MAYBE if kind is OutcomeUnknown else Charged.NO)
    assert len(asked) - before == 1
    assert mcp.vendor.campaigns == ()


async def test_a_redirect_within_the_server_is_followed(mcp):
    tools = await mcp.signed_in()
    answer, asked = answering(307, Location="/vendors/ocoya/mcp")

    async def once(request):
        mcp.instead = None
        return await answer(request)

    mcp.instead = once

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert (len(asked), len(mcp.vendor.campaigns)) == (1, 1)


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (tool(structuredContent={"a": 1}), {"a": 1}),
        (tool(structuredContent={}), {}),
        (tool(content=[{"type": "text", "text": "[1]"}]), {"items": [1]}),
        (tool(content=[{"type": "text", "text": t} for t in ("Here:", '{"a": 2}')]), {"a": 2}),
        (tool(content=[{"type": "text", "text": "3"}, {"type": "text", "text": "x"}]), {"text": "3\nx"}),
        (tool(content=[{"type": "image", "data": "eA==", "mimeType": "image/png"}]), {"text": ""}),
    ],
)
@pytest.mark.parametrize("type_", [JSON, STREAM])
async def test_data_is_read_wherever_it_is(mcp, body, data, type_):
    tools = await mcp.signed_in()
    note = rpc(method="notifications/message", params={"level": "info", "data": "x"}).replace('"id": 2, ', "")
    stream = f"data: {note}\n\nid: 7\nevent: message\ndata: {body}\n\n"
    mcp.instead, _ = answering(200, stream if type_ == STREAM else body, type_)

    assert await tools.work(CAMPAIGN, ARGUMENTS) == data


async def test_what_a_tool_says_when_it_fails_is_one_short_line(mcp):
    tools = await mcp.signed_in()
    texts = [{"type": "text", "text": "No\n\u202eway."}, {"type": "text", "text": "x" * 300}]
    mcp.instead, _ = answering(200, tool(content=texts, isError=True))

    with pytest.raises(ProviderRejected, match=r"^Ocoya refused this brief: “No way\. x+…”$") as caught:
        await tools.work(CAMPAIGN, ARGUMENTS)

    assert len(caught.value.message) < 240


async def test_a_token_that_the_server_repeats_is_not_shown(mcp):
    tools = await mcp.signed_in()

    async def echo(request):
        given_ = {"text": f"Who is {request.headers['Authorization']}?", "type": "text"}
        body = tool(content=[given_], isError=True)
        return web.Response(text=body.replace('"id": 2', f'"id": {(await request.json())["id"]}'))

    mcp.instead = echo
    with pytest.raises(OutcomeUnknown):  # an answer of no known type
        await tools.work(CAMPAIGN, ARGUMENTS)

    async def typed(request):
        answer = await echo(request)
        answer.content_type = JSON
        return answer

    mcp.instead = typed
    with pytest.raises(ProviderRejected, match=r"^Ocoya refused this brief\.$"):
        await tools.work(CAMPAIGN, ARGUMENTS)


async def test_goodbye_may_fail_once_the_answer_is_there(mcp, monkeypatch):
    tools = await mcp.signed_in()

    async def vanish(request):
        request.transport.close()
        return web.Response()

    usual = mcp.vendor._door._tools

    async def tools_door(request):
        return await (vanish if request.method == "DELETE" else usual)(request)

    monkeypatch.setattr(mcp.vendor._door, "_tools", tools_door)

    await tools.work(CAMPAIGN, ARGUMENTS)

    assert len(mcp.vendor.campaigns) == 1


# --- whatever comes ---

leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
names = st.sampled_from(
    [
        "content",
        "structuredContent",
        "isError",
        "type",
        "text",
        "data",
        "resultType",
        "code",
        "message",
        "_meta",
    ]
)
values = st.recursive(
    leaves | st.just("text"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=15,
)
messages = st.one_of(
    values.map(lambda value: rpc(result=value)),
    values.map(lambda value: rpc(error=value)),
    st.dictionaries(names, values, max_size=4).map(lambda result: tool(**result)),
    values.map(json.dumps),
    st.text(max_size=40),
)
bodies = st.one_of(messages, messages.map(lambda message: f"data: {message}\n\n"))
statuses = st.sampled_from([200] * 8 + [201, 202, 204, 400, 401, 403, 404, 408, 409, 429, 500, 503])
types = st.sampled_from([JSON, JSON, STREAM, STREAM, "text/html", "application/octet-stream"])


@asynccontextmanager
async def _signed_in(time):
    async with served(time) as world:
        world.vendor.variants.choose(refresh="kept")
        yield world, await world.signed_in()


@pytest.fixture
def run():
    """Runs coroutines, with one world for all examples."""
    with asyncio.Runner() as runner:
        context = _signed_in(Time())
        world = runner.run(context.__aenter__())
        yield lambda use: runner.run(use(*world))
        runner.run(context.__aexit__(None, None, None))


async def outcome_of(tools):
    try:
        return await asyncio.wait_for(tools.work(CAMPAIGN, ARGUMENTS), 10)
    except ProviderError as error:
        return error


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(status=statuses, body=bodies, type_=types)
def test_whatever_comes_back_is_data_or_an_error_and_asked_for_once(run, status, body, type_):
    async def use(world, tools):
        kept = dict(world.vault.kept)
        world.instead, asked = answering(status, body, type_)
        outcome = await outcome_of(tools)
        world.vault.kept = kept
        assert len(asked) == 1 or status in AGAIN
        if isinstance(outcome, ProviderError):
            refused = status >= 400 and status not in {408, 500, 503}
            assert isinstance(outcome, OutcomeUnknown | ProviderRejected | ProviderDown) or refused
            assert not (refused and isinstance(outcome, OutcomeUnknown))
        else:
            assert (status < 300, type(outcome)) == (True, dict)

    run(use)
