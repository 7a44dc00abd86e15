"""`galley drafts`: what the team keeps, on the command line, read beside a Galley that runs."""

import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.domain.drafts import Draft, Status
from bot.domain.errors import ConfigurationError, NotFound, StorageTrouble
from bot.domain.exports import Format, document
from bot.domain.ports import DraftQuery, Store
from bot.services.exports import Exports
from storage.reading import open_to_read

NOTHING = "No draft is found."
#: What no terminal takes for a command: line breaks and what is drawn.
_KEPT = "\n\t"


def query(words: str, statuses: Sequence[Status]) -> DraftQuery:
    """What options and words ask for."""
    return DraftQuery(words=words, statuses=tuple(statuses))


async def listed(database_url: str, team: str, wanted: DraftQuery, limit: int) -> str:
    """A line for each draft, and how many there are besides. Raises `ConfigurationError`."""
    async with _open(database_url) as store:
        page = await store.team(await _team(store, team)).drafts(wanted, limit=limit)
    lines = [_line(draft) for draft in page.drafts]
    if page.total > len(lines):
        lines.append(
            f"These are {len(lines)} of {page.total:,}{'+' if page.more else ''}; --limit takes more."
        )
    return "\n".join(lines) or NOTHING


async def shown(database_url: str, team: str, draft_id: str) -> str:
    """One draft, to read. Raises `ConfigurationError`."""
    async with _open(database_url) as store:
        try:
            draft = await store.team(await _team(store, team)).draft(draft_id)
        except NotFound:
            message = f"There is no draft {draft_id!r}; `galley drafts list` says which there are."
            raise ConfigurationError(message) from None
    return _drawn("".join([piece async for piece in document(Format.MARKDOWN, _one(draft))]))


async def exported(database_url: str, team: str, wanted: DraftQuery, kind: Format, out: Path | None) -> str:
    """Write what is found as it is read; returns how many there were. Raises `ConfigurationError`.

    A file gets its name when it is whole: nothing half-written is left behind.
    """
    async with _open(database_url) as store:
        found = await _team(store, team)
        if out is None:
            count = await _write(store, found, wanted, kind, sys.stdout.buffer)
        else:
            with _file(out) as file:
                count = await _write(store, found, wanted, kind, file)
    return f"{count:,} {'draft' if count == 1 else 'drafts'} exported{f' into {out}' if out else ''}."


@contextmanager
def _file(out: Path) -> Iterator[BinaryIO]:
    """A new file, which has its name once it is whole."""
    taken = ConfigurationError(f"{out} is there already; name another file.")
    if out.exists():
        raise taken
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.link(part, out)  # unlike a rename, it replaces nothing
    except FileExistsError:
        raise taken from None
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


async def _write(store: Store, team: str, wanted: DraftQuery, kind: Format, file: BinaryIO) -> int:
    count = 0

    async def counted() -> AsyncIterator[Draft]:
        nonlocal count
        async with aclosing(Exports(store).drafts(team, wanted)) as drafts:
            async for draft in drafts:
                count += 1
                yield draft

    async for piece in document(kind, counted()):
        file.write(piece.encode())
    file.flush()
    return count


@asynccontextmanager
async def _open(database_url: str) -> AsyncIterator[Store]:
    async with AsyncExitStack() as opened:
        store = await open_to_read(database_url)
        opened.push_async_callback(store.close)
        try:
            yield store
        except StorageTrouble as error:
            raise ConfigurationError(error.message) from error


async def _team(store: Store, named: str) -> str:
    """The team that is meant; raises `ConfigurationError` when that is not clear."""
    known = await store.teams()
    if named in known or (len(known) == 1 and not named):
        return named or known[0]
    if not known:
        raise ConfigurationError("There are no drafts yet.")
    wrong = f"There are no drafts of a team {named!r}." if named else "There are drafts of several teams."
    raise ConfigurationError(f"{wrong} Say whose: --team {' or --team '.join(known[:10])}.")


def _line(draft: Draft) -> str:
    facts = (draft.id, draft.status.value, f"v{draft.latest.number}", f"{draft.updated_at:%Y-%m-%d %H:%M}")
    return "  ".join((*facts, " ".join(_drawn(draft.title).split())))


def _drawn(text: str) -> str:
    """Words that cannot move the cursor, whoever wrote them."""
    return "".join(letter if letter.isprintable() or letter in _KEPT else " " for letter in text)


async def _one(draft: Draft) -> AsyncIterator[Draft]:
    yield draft
