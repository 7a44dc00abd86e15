"""`galley run` as a process of its own, as an operator runs it: to be killed, stopped, and weighed."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager

from aiohttp import ClientError, ClientSession

from bench.contenders import free_port
from handlers.sockets import LINKS

#: Seconds for the application to start; it takes about two on an idle machine.
START = 30.0


class App:
    """Galley over Socket Mode, or over HTTP at its `port`. `process` is the newest of its processes."""

    def __init__(self, playground, environment, folder, port=0):
        self._playground, self._environment, self._folder = playground, environment, folder
        self.port = port
        self.process = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    async def start(self):
        sockets = self._playground.sockets
        others = sockets.links
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self._environment, cwd=self._folder
        )
        if self.port:
            await self._listening()
            assert await self._playground.use_http(f"{self.address}/slack/events")
        else:
            # By links of its own: another process may have some already.
            await self._playground.workspace.until(lambda: len(sockets.links - others) >= LINKS, START)

    async def kill(self):
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        if not self.port:
            await self._playground.workspace.until(lambda: not self._playground.sockets.connected, START)

    def terminate(self):
        """Ask it to stop."""
        self.process.terminate()

    async def stop(self):
        """Ask it to stop, and wait until it has; its exit code."""
        if self.process.returncode is None:
            self.terminate()
        return await self.ended()

    async def ended(self):
        """Its exit code, as soon as it has ended."""
        return await asyncio.wait_for(self.process.wait(), START)

    async def status(self, path):
        """What it answers to a GET, 0 when it does not."""
        try:
            async with ClientSession() as session, session.get(f"{self.address}{path}") as answer:
                return answer.status
        except ClientError:
            return 0

    async def unready(self):
        """Wait until it says that it is not ready any more."""
        await self._answers(lambda status: status != 200)

    async def _listening(self):
        await self._answers(lambda status: status == 200)

    async def _answers(self, expected):
        async with asyncio.timeout(START):
            while not expected(await self.status("/readyz")):
                assert self.process.returncode is None, "it ended by itself"
                await asyncio.sleep(0.02)


@asynccontextmanager
async def running(folder, playground, providers, *, http=False, **own):
    """Galley with these settings of its providers, its records in `folder`, and what is its `own`."""
    tokens = playground.workspace.app
    port = free_port() if http else 0
    environment = {
        **providers,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SLACK_BOT_TOKEN": tokens.bot_token,
        "SLACK_API_URL": playground.api_url,
        "GALLEY_DATABASE_URL": f"sqlite:///{folder / 'galley.db'}",
        "GALLEY_HOST": "127.0.0.1",
        "GALLEY_PORT": str(port),
        **(
            {"SLACK_SIGNING_SECRET": tokens.signing_secret} if http else {"SLACK_APP_TOKEN": tokens.app_token}
        ),
        **{name: str(value) for name, value in own.items()},
    }
    app = App(playground, environment, folder, port)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()
