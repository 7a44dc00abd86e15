"""Socket Mode without a gap: two links at a time, and a new one is open before an old one is left.

slack_sdk's own client (socket_mode/aiohttp) has one link and closes it before it opens the next. What Slack
sends in between finds nobody, what is on its way when the link closes is thrown away unread, and a link that
broke is noticed after ten seconds. Here

- each link is read until Slack closes it, also when Slack asked for another one (`disconnect`);
- an envelope is acknowledged on the link that brought it, or on another one when that is gone;
- a broken link is replaced at once, while the other one goes on;
- closing waits for what is being answered.

What cannot be helped: an envelope that Slack sends into a link that is broken already. Slack sends events
again; of a command or a click the person is told by Slack, and sending it again makes nothing twice.
"""

import asyncio
import json
import logging
import random
import time
from collections.abc import Coroutine
from contextvars import ContextVar
from itertools import chain, repeat
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import ConfigurationError, SlackBusy
from handlers.refusals import reason

logger = logging.getLogger(__name__)

#: Links at a time; Slack allows an app ten over all its processes.
LINKS = 2
#: Seconds between two signs of life of a link.
HEARTBEAT = 10.0
#: Seconds to wait after each failed attempt to open a link; the last one again and again.
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
#: Seconds for which Slack takes an acknowledgement.
ACK_LIVES = 3.0
#: Seconds that a link is read on after Slack asked to leave it; Slack closes it well before.
LEAVING = 60.0
#: Slack asks for these to be left before another one is opened.
CROWDED = "too_many_websockets"

_came_by: ContextVar[ClientWebSocketResponse | None] = ContextVar("came_by", default=None)


class Links(AsyncBaseSocketModeClient):
    """A Socket Mode client on several links, each with a task that keeps one open."""

    def __init__(self, app_token: str, web_client: AsyncWebClient) -> None:
        self.app_token, self.web_client = app_token, web_client
        self.logger, self.trace_enabled, self.closed = logger, False, False
        self.message_listeners, self.socket_mode_request_listeners = [], []
        self._open: set[ClientWebSocketResponse] = set()
        self._some_open = asyncio.Event()
        self._keepers: set[asyncio.Task[None]] = set()
        self._readers: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._session = ClientSession()

    async def connect(self) -> None:
        """Open the first link, then keep all of them. Raises `ConfigurationError` when Slack refuses it."""
        first = None
        try:
            first = await self._opened()
        except SlackApiError as error:
            message = f"Slack does not open Socket Mode with SLACK_APP_TOKEN: {reason(error)}."
            raise ConfigurationError(message) from error
        except (SlackBusy, ClientError, TimeoutError, OSError) as error:
            logger.warning("Slack is not there yet (%s)", type(error).__name__)
        for socket in (first, *repeat(None, LINKS - 1)):
            _run(self._keep(socket), self._keepers)

    async def is_connected(self) -> bool:
        return bool(self._open)

    async def session_id(self) -> str:
        return ""  # for the base class's debug log, which has no use for one of several

    async def _keep(self, socket: ClientWebSocketResponse | None) -> None:
        """Keep one link open: when it breaks, or Slack asks for another one, open that."""
        while not self.closed:
            link, left = socket or await self._reopened(), asyncio.Event()
            socket = None
            self._open.add(link)
            self._some_open.set()
            _run(self._read(link, left), self._readers)
            await left.wait()

    async def _reopened(self) -> ClientWebSocketResponse:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                return await self._opened()
            except SlackBusy as error:
                wait = error.retry_after
            except Exception as error:  # noqa: BLE001  # whatever it was, a link is needed
                word = reason(error) if isinstance(error, SlackApiError) else type(error).__name__
                logger.warning("No new link to Slack (%s); next attempt in %s s", word, pause)
                wait = pause
            await asyncio.sleep(wait + pause * random.random())  # noqa: S311  # nothing to guess
        raise AssertionError  # the pauses do not end

    async def _opened(self) -> ClientWebSocketResponse:
        answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        return await self._session.ws_connect(
            str(answer["url"]),
            heartbeat=HEARTBEAT,
            proxy=self.web_client.proxy,
            ssl=True if self.web_client.ssl is None else self.web_client.ssl,
        )

    async def _read(self, link: ClientWebSocketResponse, left: asyncio.Event) -> None:
        """Answer what comes by a link until it is closed; `left` is set once another one is wanted."""
        try:
            async with asyncio.timeout(None) as patience:
                async for message in link:
                    if message.type is not WSMsgType.TEXT:
                        continue
                    frame = json.loads(message.data)
                    if frame.get("type") != "disconnect":
                        _run(self._answer(link, frame, message.data), self._answering)
                        continue
                    logger.info("Slack asks for another link (%s)", frame.get("reason"))
                    if frame.get("reason") == CROWDED:
                        break
                    left.set()
                    patience.reschedule(asyncio.get_running_loop().time() + LEAVING)
        except TimeoutError:
            logger.info("A link that Slack did not close is closed")
        finally:
            self._open.discard(link)
            if not self._open:
                self._some_open.clear()
            await link.close()
            left.set()

    async def _answer(self, link: ClientWebSocketResponse, frame: dict[str, Any], raw: str) -> None:
        _came_by.set(link)
        await self.run_message_listeners(frame, raw)

    async def send_message(self, message: str) -> None:
        """Send an acknowledgement by the link that its envelope came by, or by another one."""
        mine = _came_by.get()
        try:
            async with asyncio.timeout(ACK_LIVES):
                while True:
                    await self._some_open.wait()
                    for link in sorted(self._open, key=lambda link: link is not mine):
                        try:
                            return await link.send_str(message)
                        except ConnectionError:  # it closed just now, and its reader is about to find out
                            continue
                    await asyncio.sleep(0.05)
        except TimeoutError:
            logger.warning("There was no link to Slack to acknowledge something by; Slack may send it again")

    async def disconnect(self) -> None:
        await asyncio.gather(*(link.close() for link in list(self._open)))

    async def close(self) -> None:
        """Open no more links, finish answering, and close."""
        self.closed = True
        await _ended(self._keepers)
        if self._answering:
            await asyncio.wait(self._answering, timeout=ACK_LIVES)
        await self.disconnect()
        await _ended(self._readers)
        await self._session.close()


class LinkedHandler(AsyncBaseSocketModeHandler):
    """Bolt's Socket Mode handler on `Links`."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self.app = app
        self.client = Links(app_token, app.client)
        self.client.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        began = time.time()
        answer = await run_async_bolt_app(self.app, req)  # type: ignore[arg-type]  # typed for the sync app
        await send_async_response(client, req, answer, began)


def _run(work: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
    task = asyncio.get_running_loop().create_task(work)
    among.add(task)
    task.add_done_callback(among.discard)


async def _ended(tasks: set[asyncio.Task[None]]) -> None:
    left = list(tasks)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
