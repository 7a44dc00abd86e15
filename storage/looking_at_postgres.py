"""A look at PostgreSQL from outside: nothing is changed there."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from storage.seen import Seen, size_of

#: Connections that one Galley may have at once (docs/decisions/0005-several-processes.md).
CONNECTIONS = 19
#: Seconds for PostgreSQL to let us in, and for an answer of its.
PATIENCE = 5


async def look_at_postgres(url: str) -> Seen:
    """Connect once, and ask how the server and the database stand."""
    try:
        conninfo_to_dict(url)
    except (psycopg.ProgrammingError, ValueError):  # whose words may quote the password
        return Seen(troubles=["That is no address: write it as postgresql://user:password@host:5432/galley."])
    try:
        async with await psycopg.AsyncConnection.connect(url, connect_timeout=PATIENCE) as connection:
            await connection.execute(f"SET statement_timeout = {PATIENCE * 1000}")
            answer = await connection.execute(
                "SELECT current_setting('server_version'), current_setting('max_connections')::int,"
                " current_setting('superuser_reserved_connections')::int,"
                " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int,"
                " pg_database_size(current_database()),"
                " has_schema_privilege(current_schema(), 'CREATE'),"
                " current_setting('transaction_read_only') = 'on'"
            )
            row = await answer.fetchone()
    except (psycopg.Error, OSError, TimeoutError) as error:
        return Seen(
            troubles=[f"{_reason(error)}. Check GALLEY_DATABASE_URL, and that PostgreSQL runs there."]
        )
    return _told(*row) if row else Seen(troubles=["PostgreSQL gave no answer."])


def _told(  # noqa: PLR0913, PLR0917  # the columns of a row
    version: str, most: int, reserved: int, used: int, size: int, may_make: bool | None, reads_only: bool
) -> Seen:
    free = most - reserved - used
    troubles, notes = [], []
    if reads_only:
        troubles.append("It takes no changes: name the primary, not a standby.")
    if not may_make:
        troubles.append("Its user may not make tables: grant CREATE on the schema.")
    if free < CONNECTIONS:
        notes.append(
            f"A Galley takes up to {CONNECTIONS} connections, and {free} are free: raise max_connections."
        )
    facts = [f"PostgreSQL {version}", size_of(size), f"{used} of {most} connections used"]
    return Seen(facts=facts, notes=notes, troubles=troubles)


def _reason(error: Exception) -> str:
    """What PostgreSQL or the system said, in one line; neither quotes a password."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")
