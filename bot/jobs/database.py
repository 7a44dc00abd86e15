"""Where the engine keeps its own tables, and how it is launched and shut down on them."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from dbos import DBOS, DBOSConfig

from bot.domain.errors import ConfigurationError

SQLITE = "sqlite:///"
#: Threads of the engine, which are also the loop's for `asyncio.to_thread` while it is open.
THREADS = 8
#: Connections to PostgreSQL: one for each thread, one to look at the queues, one that listens.
CONNECTIONS = THREADS + 2
#: Fixed, because workflows of another version are stranded silently; how a workflow changes is in
#: docs/decisions/0002-durable-runs.md.
VERSION = "1"


def engine_url(database_url: str) -> str:
    """Where the engine's tables go: beside the records' file, or in the same PostgreSQL database.

    A file of its own, because SQLite has one writer per file: a form is stored in a millisecond
    even while hundreds of runs record their steps, and the file can be thrown away, for what is
    still open is in the records.
    """
    if database_url.startswith("postgres"):
        return database_url
    if not database_url.startswith(SQLITE) or ":memory:" in database_url:
        message = f"The engine needs a file or PostgreSQL, not {database_url!r}: sqlite:///galley.db."
        raise ConfigurationError(message)
    path = Path(database_url.removeprefix(SQLITE))
    return f"{SQLITE}{path.with_name(f'{path.stem}-engine{path.suffix}')}"


@asynccontextmanager
async def launched(database_url: str, executor_id: str) -> AsyncIterator[None]:
    """DBOS running on this loop, as the process of that name."""
    _launch(engine_url(database_url), executor_id)
    try:
        yield
    finally:
        await _shut_down()


def _launch(url: str, executor_id: str) -> None:
    """Launch on the running loop, which is where it runs every workflow."""
    # DBOS prints to a handler of its own unless its logger has one; ours decide where lines go.
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    DBOS(config=_config(url, executor_id))
    DBOS.launch()


def _config(url: str, executor_id: str) -> DBOSConfig:
    config: DBOSConfig = {
        "name": "galley",
        "system_database_url": url,
        "application_version": VERSION,
        "executor_id": executor_id,
        "max_executor_threads": THREADS,
        "enable_otlp": False,
        "log_level": "WARNING",
        # Nothing here listens; its thread is what shutting down waits for.
        "notification_listener_polling_interval_sec": 0.1,
    }
    # No more connections than threads that use them: PostgreSQL has only so many for all processes.
    config["sys_db_pool_size"] = CONNECTIONS
    if url.startswith(SQLITE):
        # One connection: a second would only wait for the first, with a lock instead of a queue.
        config["sys_db_pool_size"] = 1
        config["db_engine_kwargs"] = {"creator": partial(_connect, url.removeprefix(SQLITE))}
    return config


def _connect(path: str) -> sqlite3.Connection:
    """A connection whose commits outlive this process at once, but perhaps not a power cut.

    The records are the truth: an engine that has forgotten its last steps takes them again, and they
    find what was done; forgetting costs nothing, and waiting for the disk at every step would.
    """
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


async def _shut_down() -> None:
    """Destroy DBOS from a thread of its own, for its threads need this loop to finish."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        await loop.run_in_executor(thread, DBOS.destroy)
    # DBOS made its own pool the loop's and has now closed it.
    loop.set_default_executor(ThreadPoolExecutor())
