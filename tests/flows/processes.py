"""`galley run` as a process of its own, as an operator runs it: to be killed, started again, and weighed."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager

#: Seconds for the application to start; it takes about two on an idle machine.
START = 30.0


class App:
    """Galley over Socket Mode. `process` is the newest of its processes."""

    def __init__(self, playground, environment, folder):
        self._playground, self._environment, self._folder = playground, environment, folder
        self.process = None

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self._environment, cwd=self._folder
        )
        await self._playground.workspace.until(lambda: self._playground.sockets.connected, START)

    async def kill(self):
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        await self._playground.workspace.until(lambda: not self._playground.sockets.connected, START)

    async def stop(self):
        if self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()


@asynccontextmanager
async def running(folder, playground, providers):
    """Galley with these settings of its providers, and its records in `folder`."""
    tokens = playground.workspace.app
    environment = {
        **providers,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SLACK_BOT_TOKEN": tokens.bot_token,
        "SLACK_APP_TOKEN": tokens.app_token,
        "SLACK_API_URL": playground.api_url,
        "GALLEY_DATABASE_URL": f"sqlite:///{folder / 'galley.db'}",
    }
    app = App(playground, environment, folder)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()
