"""The sessions that clients have open, which a restart forgets."""

import asyncio
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from playground.vendors.asgi import Message, Receive, Send


class Sessions:
    """Runs the SDK's manager of sessions in a task of its own, one manager after the other.

    An ASGI application. `as_stream` makes the replies of sessions opened from now on event streams.
    """

    def __init__(self, server: Server[Any]) -> None:
        self.as_stream = False
        self._server = server
        self._manager: StreamableHTTPSessionManager | None = None
        self._up = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take sessions from now on, if that is not so already."""
        self._task = self._task or asyncio.create_task(self._run())
        await self._up.wait()

    async def stop(self) -> None:
        """Close all sessions."""
        self._up.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def restart(self) -> None:
        """Forget all sessions, as a server does that starts anew; calls wait until it is up again."""
        self._up.clear()
        self._over.set()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        await self._up.wait()
        if self._manager is not None:
            self._manager.json_response = not self.as_stream
            await self._manager.asgi_app(scope, receive, send)

    async def _run(self) -> None:
        while True:
            self._manager = StreamableHTTPSessionManager(self._server)
            async with self._manager.run():
                self._over.clear()
                self._up.set()
                await self._over.wait()
