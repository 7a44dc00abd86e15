import asyncio
import json

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from playground.slack import wire
from playground.slack.fixtures import ANA, GENERAL
from tests.playground.slack.kit import errors, refused


@pytest.fixture
async def opened(client, session, workspace):
    """Open a bare socket, as an app would; it was greeted already."""
    sockets = []

    async def open_(**options):
        answer = await client.apps_connections_open(app_token=workspace.app.app_token)
        socket = await session.ws_connect(answer["url"], **options)
        sockets.append(socket)
        assert (await socket.receive_json())["type"] == "hello"
        return socket

    yield open_
    for socket in sockets:
        await socket.close()


async def test_an_envelope_goes_to_one_socket_only(opened, people):
    first, second = await opened(), await opened()
    saying = asyncio.get_running_loop().create_task(people.say(ANA, GENERAL, "/note x"))
    receiving = [asyncio.get_running_loop().create_task(s.receive()) for s in (first, second)]
    done, waiting = await asyncio.wait(receiving, return_when=asyncio.FIRST_COMPLETED)
    envelope = json.loads(done.pop().result().data)
    taker = first if receiving[0].done() else second
    await taker.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
    await saying

    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True
    assert not any(task.done() for task in waiting)
    for task in waiting:
        task.cancel()


async def test_a_link_opens_once(opened, client, session, workspace):
    answer = await client.apps_connections_open(app_token=workspace.app.app_token)
    async with session.ws_connect(answer["url"]) as first:
        assert (await first.receive_json())["type"] == "hello"
        async with session.ws_connect(answer["url"]) as second:
            assert (await second.receive()).type is WSMsgType.CLOSE
            assert second.close_code == 4001


async def test_an_app_has_ten_sockets_at_most(opened, client, workspace):
    for _ in range(10):
        await opened()

    call = client.apps_connections_open(app_token=workspace.app.app_token)
    await refused(call, "too_many_websockets")


async def test_socket_mode_needs_the_app_token(client):
    await refused(client.api_call("apps.connections.open"), "not_allowed_token_type")


@pytest.mark.parametrize("frame", ["no json", '{"envelope_id": "unknown"}', "[]"])
async def test_a_frame_that_acknowledges_nothing_is_noted(opened, workspace, frame):
    socket = await opened()
    await socket.send_str(frame)

    await workspace.until(lambda: errors(workspace))
    assert errors(workspace) == ["unknown or late envelope"]


async def test_a_socket_that_closes_is_forgotten(opened, playground, workspace):
    socket = await opened()
    await socket.close()

    await workspace.until(lambda: not playground.sockets.connected)


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_the_app_reconnects_when_asked_to(app, over_sockets, playground, people, workspace, reason):
    @app.command("/note")
    async def note(ack):
        await ack()

    before = playground.sockets.links
    await playground.sockets.disconnect(reason)
    await workspace.until(lambda: playground.sockets.links - before, within=8)
    await people.say(ANA, GENERAL, "/note")

    assert workspace.notices == {}


async def test_two_apps_share_the_work(app, over_sockets, playground, people, workspace):
    second = AsyncSocketModeHandler(app, workspace.app.app_token)
    await second.connect_async()
    await workspace.until(lambda: len(playground.sockets.links) == 2)
    taken = []

    @app.command("/note")
    async def note(ack, command):
        taken.append(command["text"])
        await ack()

    for number in range(6):
        await people.say(ANA, GENERAL, f"/note {number}")
    await second.close_async()

    assert taken == [str(n) for n in range(6)]


async def test_a_cut_socket_is_gone_without_a_word(opened, playground, workspace):
    first, second = await opened(), await opened()
    playground.sockets.cut(1)
    await workspace.until(lambda: len(playground.sockets.links) == 1)

    assert (await first.receive()).type in {WSMsgType.CLOSED, WSMsgType.ERROR}
    assert not second.closed


async def test_no_socket_is_let_in_for_a_while(opened, playground, client, session, workspace):
    playground.sockets.refuse(0.3)
    answer = await client.apps_connections_open(app_token=workspace.app.app_token)
    with pytest.raises(WSServerHandshakeError):
        await session.ws_connect(answer["url"])
    await asyncio.sleep(0.4)

    assert await opened()


async def test_a_socket_that_was_asked_to_leave_is_closed_in_time(opened, playground):
    socket = await opened()
    await playground.sockets.disconnect("warning", within=0.05)

    assert (await socket.receive_json())["reason"] == "warning"
    assert (await socket.receive()).type is WSMsgType.CLOSE
    assert not playground.sockets.connected


async def test_an_acknowledgement_on_its_way_when_slack_says_goodbye_counts(
    opened, playground, people, workspace
):
    socket = await opened(autoclose=False)
    saying = asyncio.get_running_loop().create_task(people.say(ANA, GENERAL, "/note x"))
    envelope = await socket.receive_json()
    await playground.sockets.disconnect(within=0)
    assert (await socket.receive_json())["type"] == "disconnect"
    assert (await socket.receive()).type is WSMsgType.CLOSE
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await saying

    assert workspace.notices == {}


async def test_an_app_that_does_not_say_goodbye_is_cut_off(opened, playground, monkeypatch):
    monkeypatch.setattr(wire, "_GOODBYE_WITHIN", 0.05)
    socket = await opened(autoclose=False)
    await playground.sockets.disconnect(within=0)
    assert (await socket.receive_json())["type"] == "disconnect"
    assert (await socket.receive()).type is WSMsgType.CLOSE
    await asyncio.sleep(0.3)

    with pytest.raises(ConnectionError):
        await socket.send_str("{}")


async def test_a_socket_that_stays_is_preferred(opened, playground, people):
    leaving, staying = await opened(), await opened()
    await playground.sockets.disconnect(most=1)
    assert (await leaving.receive_json())["type"] == "disconnect"
    for _ in range(5):
        saying = asyncio.get_running_loop().create_task(people.say(ANA, GENERAL, "/note x"))
        envelope = await staying.receive_json()
        await staying.send_json({"envelope_id": envelope["envelope_id"]})
        await saying
