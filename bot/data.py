"""What an operator does with the data: copy the database, and move to another one."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from bot.domain.errors import ConfigurationError, StorageTrouble
from bot.jobs.seats import kept_to_itself
from storage.backup import backup
from storage.copying import Sum, copy
from storage.location import dump_command, is_postgres, is_there, open_store
from storage.opening import path_of

BROKEN_OFF = (
    "Copying broke off, because one of the databases failed; the line above says how. Nothing has changed in "
    "the present one. Empty the new one and try again."
)


def back_up(database_url: str, file: Path) -> str:
    """Copy the database while Galley runs; returns what the copy holds. Raises `ConfigurationError`."""
    if is_postgres(database_url):
        command = dump_command(database_url, str(file))
        raise ConfigurationError(f"This database is on PostgreSQL, which has its own copier:\n  {command}")
    counts = backup(database_url, file)
    size = file.stat().st_size / 1_000_000
    return f"{file} holds {_words(counts)}: {size:.1f} MB, checked."


async def move(database_url: str, to: str) -> str:
    """Copy everything into another, empty database; returns what was copied and is there.

    Raises `ConfigurationError`, when Galley is running on the file above all.
    """
    if database_url == to:
        raise ConfigurationError("That is the database that Galley has now; name another one.")
    _check_there(database_url)
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(kept_to_itself(database_url))
        source = await open_store(database_url)
        opened.push_async_callback(source.close)
        target = await open_store(to)
        opened.push_async_callback(target.close)
        try:
            sums = await copy(source, target)
            open_runs = len(await target.open_runs())
        except StorageTrouble as error:
            raise ConfigurationError(BROKEN_OFF) from error
    return f"{_table(sums)}\n\n{_next(open_runs)}"


def _check_there(database_url: str) -> None:
    """Refuse to begin with a file that opening would only create."""
    if not is_there(database_url):
        raise ConfigurationError(f"There is no database {path_of(database_url)} to copy.")


def _table(sums: Mapping[str, Sum]) -> str:
    """Each table with its rows and the hash that both sides have."""
    lines = [(table, f"{found.rows:,}", found.digest) for table, found in sums.items()]
    return "\n".join(f"{table:<12}{rows:>12}  {digest}" for table, rows, digest in lines)


def _next(open_runs: int) -> str:
    going_on = f" {open_runs} open runs go on then." if open_runs else ""
    return f"Both are the same. Set GALLEY_DATABASE_URL to the new one and start Galley.{going_on}"


def _words(counts: Mapping[str, int]) -> str:
    return f"{counts['drafts']:,} drafts and {counts['generations']:,} runs"
