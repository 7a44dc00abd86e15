"""What every test may ask for: a database on a real PostgreSQL, started once for each worker."""

from collections.abc import Iterator

import pytest

from bench.postgres import Postgres, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server."""
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A new, empty database."""
    url = postgres.database()
    yield url
    postgres.drop(url)
