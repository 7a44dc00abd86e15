"""Opening a PostgreSQL database: its settings, its tables, and plain words when it cannot be opened."""

from collections.abc import Awaitable, Callable, Mapping

from psycopg import AsyncConnection, Error, OperationalError, ProgrammingError, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from bot.domain.errors import ConfigurationError
from storage.postgres.migrations import migrate
from storage.postgres.pool import MOST, PATIENCE, RECONNECT, Pool
from storage.postgres.session import reason
from storage.rows import Row

#: Has all that is used here. What its makers still mend: https://www.postgresql.org/support/versioning/
OLDEST = 13

#: What the URL may say otherwise. A server that vanishes without a word is noticed after a minute.
DEFAULTS = {
    "application_name": "galley",
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "client_encoding": "utf8",
}
#: A statement that takes half a minute hangs, and so does a lock that is not given in ten seconds.
#: A commit waits for the disk, whatever the server's default is: an intent that is forgotten could mean
#: paying twice. A stricter setting than `on` is left as it is. A search is planned by its own words: a plan
#: for any words, which the server else makes after a few, reads all drafts of a team.
CONFIGURE = """
SELECT set_config('statement_timeout', '30s', false), set_config('lock_timeout', '10s', false),
    set_config('idle_in_transaction_session_timeout', '60s', false),
    set_config('plan_cache_mode', 'force_custom_plan', false),
    set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false)
"""

#: What libpq says, which has no codes for it, and what to do.
ADVICE: Mapping[str, str] = {
    "password authentication failed": "The user or the password in GALLEY_DATABASE_URL is wrong.",
    "no password supplied": "It wants a password: put one into GALLEY_DATABASE_URL, or into ~/.pgpass.",
    "no pg_hba.conf entry": "The server does not let this user in from here: see its pg_hba.conf.",
    "does not exist": "Create it first (createdb, createuser), or correct GALLEY_DATABASE_URL.",
    "too many": "All of the server's connections are taken: raise max_connections, or stop what takes them.",
    "starting up": "The server is starting: try again in a moment.",
    "certificate": "See sslmode and sslrootcert in the PostgreSQL documentation.",
}
UNREACHABLE = "Check that the server runs, and host and port in GALLEY_DATABASE_URL."


def conninfo_of(location: str) -> str:
    """The URL with what Galley adds to it; raises `ConfigurationError`, without the URL in it."""
    try:
        given = conninfo_to_dict(location)
        return make_conninfo(location, **{k: v for k, v in DEFAULTS.items() if k not in given})
    except (ProgrammingError, ValueError):
        # What either says may quote the URL, and so the password.
        message = (
            "GALLEY_DATABASE_URL is no PostgreSQL address; write it as postgresql://user@host:5432/galley."
        )
        raise ConfigurationError(message) from None


def address_of(location: str) -> str:
    """What the URL says, as libpq's own programs take it, without the password."""
    given = conninfo_to_dict(conninfo_of(location))
    return make_conninfo("", **{k: v for k, v in given.items() if k not in {*DEFAULTS, "password"}})


def where(conninfo: str) -> str:
    """The database, for people: without who asks and with what password."""
    given = conninfo_to_dict(conninfo)
    port = f":{given['port']}" if given.get("port") else ""
    return f"{given.get('dbname') or ''} at {given.get('host') or 'localhost'}{port}".strip()


async def connect(
    location: str, prepare: Callable[[AsyncConnection[Row]], Awaitable[None]] = migrate, options: str = ""
) -> Pool:
    """Connect, bring the tables up to date, and keep connections ready.

    `prepare` may do less than that, and `options` are the server's, for each connection. Raises
    `ConfigurationError` saying what to do.
    """
    conninfo = conninfo_of(location)
    if options:
        given = conninfo_to_dict(conninfo).get("options") or ""
        conninfo = make_conninfo(conninfo, options=f"{given} {options}".strip())
    try:
        async with await connection_to(conninfo) as connection:
            await check(connection, where(conninfo))
            await prepare(connection)
    except Error as error:
        raise unusable(conninfo, error) from None
    connections = AsyncConnectionPool(
        conninfo,
        connection_class=AsyncConnection[Row],
        kwargs={"autocommit": True, "row_factory": dict_row},
        configure=_configure,
        min_size=1,
        max_size=MOST,
        timeout=PATIENCE,
        reconnect_timeout=RECONNECT,
        name="galley",
        open=False,
    )
    await connections.open()
    return Pool(connections)


async def connection_to(conninfo: str) -> AsyncConnection[Row]:
    """A connection outside of any pool."""
    return await AsyncConnection[Row].connect(conninfo, autocommit=True, row_factory=dict_row)


async def _configure(connection: AsyncConnection[Row]) -> None:
    await connection.execute(CONFIGURE)


async def check(connection: AsyncConnection[Row], name: str) -> None:
    """Raise `ConfigurationError` for a server that is too old, or a database that cannot hold every text."""
    version = connection.info.server_version // 10_000
    if version < OLDEST:
        message = f"PostgreSQL {version} ({name}) is too old for Galley; it needs {OLDEST} or newer."
        raise ConfigurationError(message)
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        message = f"The database {name} keeps texts as {encoding}; Galley needs one with the encoding UTF8."
        raise ConfigurationError(message)


def unusable(conninfo: str, error: Error) -> ConfigurationError:
    """What PostgreSQL said, and what to do about it."""
    said = reason(error)
    match error:
        case errors.InsufficientPrivilege():
            advice = "Its user must be allowed to create tables there: GRANT CREATE ON SCHEMA public TO …;"
        case errors.ReadOnlySqlTransaction():
            advice = "It is read-only, perhaps a standby: name the primary."
        case errors.DuplicateTable() | errors.DuplicateFunction():
            advice = "Something else keeps its tables there: give Galley a database of its own."
        case OperationalError():
            advice = next((words for sign, words in ADVICE.items() if sign in said), UNREACHABLE)
        case _:
            advice = "Give Galley a database of its own."
    return ConfigurationError(f"The database {where(conninfo)} cannot be used ({said}). {advice}")
