"""The two apps that are compared, each a process of its own with a Slack of its own."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from aiohttp import ClientError, ClientSession

from bench.slack import PATIENCE, Slack, Transport, open_slack

ROOT = Path(__file__).parents[1]
#: Makes `bench.provider` known the way an installed package would.
PLUGIN = {
    "METADATA": "Metadata-Version: 2.1\nName: galley-bench\nVersion: 0\n",
    "entry_points.txt": "[galley.providers]\nbench = bench.provider:BenchProvider\n",
}


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A connected app; `started` and `ready` by `time.perf_counter`."""

    slack: Slack
    child: asyncio.subprocess.Process
    process: psutil.Process
    started: float
    ready: float

    @property
    def memory(self) -> int:
        """Resident bytes."""
        return int(self.process.memory_info().rss)

    async def stop(self) -> int:
        """End it as an operator does; returns its exit code."""
        self.child.terminate()
        return await asyncio.wait_for(self.child.wait(), PATIENCE)


def fast_vendor(slack: Slack) -> dict[str, str]:
    """The settings of `bench.provider`."""
    return {"BENCH_BASE_URL": f"{slack.address}/vendor"}


def powerpost(slack: Slack) -> dict[str, str]:
    """The settings of the simulated PowerPost."""
    vendor = slack.studio.powerpost
    return {
        "POWERPOST_API_KEY": vendor.key,
        "POWERPOST_WORKSPACE_ID": vendor.workspace,
        "POWERPOST_BASE_URL": vendor.address(slack.address),
    }


@asynccontextmanager
async def galley(
    folder: Path, transport: Transport, provider: Callable[[Slack], dict[str, str]] = fast_vendor
) -> AsyncIterator[Contender]:
    """`galley run`, unchanged, with one provider connected and its records in `folder`."""
    port = free_port() if transport == "HTTP" else 0
    async with open_slack() as slack, serving(slack, folder, port, provider) as contender:
        yield contender


@asynccontextmanager
async def serving(
    slack: Slack, folder: Path, port: int, provider: Callable[[Slack], dict[str, str]] = fast_vendor
) -> AsyncIterator[Contender]:
    """The same, for a Slack that is there already; port 0 is Socket Mode."""
    given = {**settings(slack, folder, port), **provider(slack)}
    environment = {"PYTHONPATH": f"{plugged_in(folder)}:{ROOT}", **given}
    async with _connected(slack, ("bot", "run"), environment, folder, port) as contender:
        yield contender


@asynccontextmanager
async def bare(folder: Path, transport: Transport) -> AsyncIterator[Contender]:
    """The bare Bolt app."""
    async with open_slack() as slack:
        port = free_port() if transport == "HTTP" else 0
        app = slack.workspace.app
        urls = f"{slack.address}/api/", f"{slack.address}/vendor"
        arguments = (urls[0], app.bot_token, app.app_token, app.signing_secret, urls[1], str(port))
        environment = {"PYTHONPATH": str(ROOT)}
        async with _connected(slack, ("bench.bare", *arguments), environment, folder, port) as contender:
            yield contender


def settings(slack: Slack, folder: Path, port: int) -> dict[str, str]:
    """What an operator would set; without an app token it is HTTP."""
    app = slack.workspace.app
    found = {
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_SIGNING_SECRET": app.signing_secret,
        "SLACK_API_URL": f"{slack.address}/api/",
        "GALLEY_DATABASE_URL": f"sqlite:///{folder / 'galley.db'}",
        "GALLEY_HOST": "127.0.0.1",
        "GALLEY_PORT": str(port),
    }
    return found if port else {**found, "SLACK_APP_TOKEN": app.app_token}


def plugged_in(folder: Path) -> Path:
    """A folder that, on the path, offers the benchmark's provider."""
    information = folder / "plugin" / "galley_bench-0.dist-info"
    information.mkdir(parents=True, exist_ok=True)
    for name, text in PLUGIN.items():
        (information / name).write_text(text)
    return information.parent


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@asynccontextmanager
async def _connected(
    slack: Slack, module: tuple[str, ...], environment: Mapping[str, str], folder: Path, port: int
) -> AsyncIterator[Contender]:
    async with AsyncExitStack() as opened:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        started = time.perf_counter()
        process = await opened.enter_async_context(child(module, environment, folder))
        if port:
            session = await opened.enter_async_context(ClientSession())
            address = f"http://127.0.0.1:{port}/slack/events"
            await _alive(process, folder, _listening(session, address))
            slack.use_http(session, address)
        else:
            await _alive(process, folder, slack.joined())
        ready = time.perf_counter()
        yield Contender(
            slack=slack,
            child=process,
            process=psutil.Process(process.pid),
            started=started,
            ready=ready,
        )


@asynccontextmanager
async def child(
    module: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m …` in `folder`, its words in a file there; ended at the end of the block."""
    with _log(folder).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module, env=dict(environment), cwd=folder, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _alive(
    process: asyncio.subprocess.Process, folder: Path, ready: Coroutine[None, None, object]
) -> None:
    """Wait until it is ready; a process that ends before tells its last words."""
    waiting, ended = asyncio.create_task(ready), asyncio.create_task(process.wait())
    await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not waiting.done():
        waiting.cancel()
        raise RuntimeError(f"It did not start:\n{_log(folder).read_text()[-2_000:]}")
    await waiting


async def _listening(session: ClientSession, address: str) -> float:
    """When somebody answers there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with session.get(address):
                    return time.perf_counter()
            except ClientError:
                await asyncio.sleep(0.01)


def _log(folder: Path) -> Path:
    return folder / "log.txt"
