"""How the database stands, and who else is at it."""

import sqlite3
from collections.abc import AsyncIterator

from bot.doctor.findings import Finding, note, ok, problem
from bot.domain.errors import ConfigurationError
from bot.jobs.seats import taken
from storage.looking import look, named

WHAT = "Database"


async def at_database(location: str) -> AsyncIterator[Finding]:
    """Look at the database of the settings; nothing is changed there."""
    seen, name = await look(location), named(location)
    for words in seen.troubles:
        yield problem(WHAT, f"{name}: {words}")
    for words in seen.notes:
        yield note(WHAT, words)
    if seen.troubles:
        return
    yield ok(WHAT, f"{name}: {', '.join(seen.facts)}.")
    yield await _others(location)


async def _others(location: str) -> Finding:
    try:
        processes = await taken(location)
    except (ConfigurationError, sqlite3.Error, OSError) as error:
        return problem("Processes", f"cannot be counted ({type(error).__name__}).")
    if not processes:
        return ok("Processes", "no Galley is running on it.")
    return ok(
        "Processes", f"{'one Galley is' if processes == 1 else f'{processes} Galleys are'} running on it."
    )
