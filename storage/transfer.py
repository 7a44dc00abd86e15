"""Rows as they are, in and out of SQLite."""

from collections.abc import Sequence

from sqlite_utils import Database

from storage.rows import Row
from storage.tables import TABLES, with_words


def stored(database: Database, table: str, after: Row | None, limit: int) -> list[Row]:
    """The rows after one, in the order of their key."""
    columns, key = ", ".join(TABLES[table].columns), TABLES[table].key
    places = ", ".join(f":{name}" for name in key)
    where = f"WHERE ({', '.join(key)}) > ({places})" if after else ""
    sql = f"SELECT {columns} FROM {table} {where} ORDER BY {', '.join(key)} LIMIT :limit"  # noqa: S608  # constants
    return list(database.query(sql, {**(after or {}), "limit": limit}))


def put(database: Database, table: str, rows: Sequence[Row]) -> None:
    """Add rows."""
    made = [with_words(row) for row in rows] if table == "drafts" else rows
    columns = list(made[0])
    places = ", ".join(f":{name}" for name in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608  # constants
    database.conn.executemany(sql, made)
