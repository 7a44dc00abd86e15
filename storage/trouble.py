"""What people are told when the database fails, and which of SQLite's errors are such a failure."""

import logging
import sqlite3

from bot.domain.errors import StorageTrouble

logger = logging.getLogger(__name__)

#: What is wrong with more than the moment: trying again does not help until somebody mends it.
FULL = "Galley's disk is full, so nothing was saved or charged."
READ_ONLY = "Galley may not write to its database, so nothing was saved or charged."
DAMAGED = "Galley's database is damaged, or its disk is, so nothing was saved or charged."
MEND = "Tell whoever runs Galley, and try again when it is mended."

#: By primary result code (https://www.sqlite.org/rescode.html); an empty sentence: it passes by itself.
TROUBLES = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_IOERR: DAMAGED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: DAMAGED,
    sqlite3.SQLITE_BUSY: "",
    sqlite3.SQLITE_LOCKED: "",
    sqlite3.SQLITE_NOMEM: "",
}


def told(error: sqlite3.Error) -> Exception:
    """The error to raise in place of SQLite's, which goes into the log; a mistake of ours stays as it is."""
    name = getattr(error, "sqlite_errorname", None)
    sentence = TROUBLES.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    if sentence is None:
        return error
    logger.error("SQLite: %s (%s)", error, name)
    return trouble(sentence)


def trouble(sentence: str) -> StorageTrouble:
    """The sentence with what to do; without one, what is said of anything that passes."""
    return StorageTrouble(f"{sentence} {MEND}") if sentence else StorageTrouble()
