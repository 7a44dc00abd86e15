"""A look at PostgreSQL from outside: nothing is made or changed there."""

from typing import Any

from psycopg import Error

from bot.domain.errors import ConfigurationError
from storage.postgres.migrations import DONE, STEPS
from storage.postgres.opening import check, connection_to, conninfo_of, unusable, where
from storage.postgres.session import Session
from storage.seen import Seen, ahead, behind, size_of

#: Connections that one Galley may have at once (docs/decisions/0005-several-processes.md).
CONNECTIONS = 19

ASK = """
SELECT current_setting('server_version') AS version, current_setting('max_connections')::int AS most,
    current_setting('superuser_reserved_connections')::int AS reserved,
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
    pg_database_size(current_database()) AS size,
    has_schema_privilege(current_schema(), 'CREATE') AS may_make,
    current_setting('transaction_read_only') = 'on' AS reads_only,
    to_regclass('galley_migrations') IS NOT NULL AS begun
"""


async def look_at_postgres(location: str) -> Seen:
    """Connect once, and ask how the server and the database stand."""
    try:
        conninfo = conninfo_of(location)
    except ConfigurationError as error:
        return Seen(troubles=[error.message])
    try:
        async with await connection_to(conninfo) as connection:
            await connection.execute("SET statement_timeout = '5s'")
            await check(connection, where(conninfo))
            session = Session(connection)
            found = await session.first(ASK)
            begun = bool(found and found["begun"])
            done = {row["name"] for row in await session.rows(DONE)} if begun else set()
    except Error as error:
        return Seen(troubles=[unusable(conninfo, error).message])
    except ConfigurationError as error:
        return Seen(troubles=[error.message])
    named = Seen(facts=[where(conninfo)])
    return (
        named
        + _told(found or {})
        + Seen(notes=behind(STEPS.keys() - done), troubles=ahead(done - STEPS.keys()))
    )


def _told(found: dict[str, Any]) -> Seen:
    free = found["most"] - found["reserved"] - found["used"]
    troubles, notes = [], []
    if found["reads_only"]:
        troubles.append("It takes no changes: name the primary, not a standby.")
    if not found["may_make"]:
        troubles.append("Its user may not make tables: grant CREATE on the schema.")
    if free < CONNECTIONS:
        words = f"A Galley takes up to {CONNECTIONS} connections, and {free} are free"
        notes.append(f"{words}: raise max_connections, where no other Galley has them.")
    used = f"{found['used']} of {found['most']} connections used"
    return Seen(
        facts=[f"version {found['version']}", size_of(found["size"]), used], notes=notes, troubles=troubles
    )
