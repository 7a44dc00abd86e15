"""What an operator does with channel profiles: all of a team's in one file, out and in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.errors import ConfigurationError
from bot.domain.people import ChannelProfile
from bot.domain.ports import Store
from bot.domain.profile_files import ProfileFileErrors, from_yaml, is_channel, to_yaml
from bot.domain.profiles import differing
from bot.services.profiles import Profiles
from storage.location import is_there, open_store
from storage.opening import path_of

#: Who is said to have changed what was imported.
BY = "galley profiles import"
NOTHING = ChannelProfile()


async def exported(database_url: str, team: str) -> str:
    """All channel profiles of a team as YAML. Raises `ConfigurationError`."""
    async with _opened(database_url) as store:
        team = await _team(store, team)
        every = await _profiles(store).every(team)
        return to_yaml({key: profile for key, profile in every.items() if is_channel(key)})


async def imported(database_url: str, file: Path, team: str, *, dry_run: bool) -> str:
    """Take what a file says in place of the profiles of its channels; returns what changed.

    Other channels stay as they are. Nothing is changed when anything is wrong, or with `dry_run`.
    Raises `ConfigurationError`.
    """
    wanted = _read(file)
    async with _opened(database_url) as store:
        team = await _team(store, team)
        old = await store.team(team).channels()
        if not dry_run:
            await _profiles(store).replace(team, wanted, BY)
    changes = {
        channel: what
        for channel, profile in wanted.items()
        if (what := differing(old.get(channel, NOTHING), profile))
    }
    told = [f"{channel}: {', '.join(what)}" for channel, what in changes.items()]
    same = len(wanted) - len(changes)
    verb = "would change" if dry_run else "changed"
    return "\n".join([*told, f"{len(changes)} {verb}, {same} stay as they are."])


def _read(file: Path) -> dict[str, ChannelProfile]:
    try:
        return from_yaml(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file} cannot be read ({type(error).__name__}).") from None
    except ProfileFileErrors as error:
        lines = "\n".join(f"  {file}, {wrong}" for wrong in error.wrong)
        raise ConfigurationError(f"Nothing was changed; this is wrong:\n{lines}") from None


def _profiles(store: Store) -> Profiles:
    return Profiles(store, lambda: datetime.now(UTC))


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[Store]:
    """The database that there is; a file is not made."""
    _check_there(database_url)
    store = await open_store(database_url)
    try:
        yield store
    finally:
        await store.close()


def _check_there(database_url: str) -> None:
    if not is_there(database_url):
        raise ConfigurationError(f"There is no database {path_of(database_url)} yet.")


async def _team(store: Store, named: str) -> str:
    """The team that is named, or the only one there is."""
    teams = await store.teams()
    if named:
        return named
    if len(teams) == 1:
        return teams[0]
    known = f" It has {', '.join(teams)}." if teams else " It knows none yet."
    raise ConfigurationError(f"Say which Slack workspace with --team, by its id (T…).{known}")
