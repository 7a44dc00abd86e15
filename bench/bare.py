"""The floor: a bare Bolt app, with nothing between Slack and its acknowledgement. Run as a process.

`python -m bench.bare API_URL BOT_TOKEN APP_TOKEN SIGNING_SECRET VENDOR_URL PORT`; port 0 is Socket Mode.
"""

import asyncio
import sys
from typing import Any

from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

#: Callback id of the form whose submission does the whole job, with nothing kept of it.
WHOLE_JOB = "whole_job"


async def run(api_url: str, bot_token: str, app_token: str, secret: str, vendor: str, port: str) -> None:
    """Serve until the process is ended."""
    async with ClientSession() as session:
        client = AsyncWebClient(token=bot_token, base_url=api_url, session=session)
        app = AsyncApp(client=client, signing_secret=secret)
        listen(app, client, session, vendor)
        if port == "0":
            handler = AsyncSocketModeHandler(app, app_token)
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        else:
            runner = web.AppRunner(app.web_app(), access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", int(port)).start()
        await asyncio.Event().wait()


def listen(app: AsyncApp, client: AsyncWebClient, session: ClientSession, vendor: str) -> None:
    """Give the app its three listeners."""

    @app.command("/compose")
    async def command(ack: AsyncAck) -> None:
        await ack()

    @app.view("compose")
    async def submitted(ack: AsyncAck) -> None:
        await ack()

    @app.view(WHOLE_JOB)
    async def whole_job(ack: AsyncAck) -> None:
        await ack()
        card = await client.chat_postMessage(channel="C1GENERAL", text="Writing …")
        brief: dict[str, Any] = {"key": "", "platforms": ["linkedin", "x"]}
        async with session.post(f"{vendor}/write", json=brief) as response:
            text = (await response.json())["captions"][0]["text"]
        await client.chat_update(channel="C1GENERAL", ts=str(card["ts"]), text=text)


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
