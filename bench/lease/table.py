"""The two tables and the statements on them, the same for SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any, Protocol

#: `due` is when a job may be taken: the end of its lease, and nothing once it is over.
JOBS = """
CREATE TABLE IF NOT EXISTS jobs (
    id text PRIMARY KEY, brief text NOT NULL, owner text, epoch integer NOT NULL DEFAULT 0,
    due double precision
)
"""
TABLES = (
    JOBS,
    "CREATE TABLE IF NOT EXISTS steps (job text, step text, outcome text, PRIMARY KEY (job, step))",
    "CREATE INDEX IF NOT EXISTS jobs_due ON jobs (due) WHERE due IS NOT NULL",
)
ADD = "INSERT INTO jobs (id, brief, due) VALUES (:job, :brief, 0) ON CONFLICT DO NOTHING"
CLAIM = """
UPDATE jobs SET owner = :owner, epoch = epoch + 1, due = :until
WHERE id IN (SELECT id FROM jobs WHERE due <= :now ORDER BY due LIMIT :most {locked})
RETURNING id, epoch
"""
STEPS = "SELECT step FROM steps WHERE job = :job"
OWN = "id = :job AND owner = :owner AND epoch = :epoch"
RECORD = f"INSERT INTO steps SELECT :job, :step, :outcome FROM jobs WHERE {OWN} RETURNING job"
FINISH = f"UPDATE jobs SET due = NULL WHERE {OWN}"
RENEW = "UPDATE jobs SET due = :until WHERE owner = :owner AND due IS NOT NULL"
#: For a process that has the table to itself: nobody else holds a lease.
TAKE_ALL = "UPDATE jobs SET due = 0 WHERE due IS NOT NULL"


class Table(Protocol):
    """Where the tables are. `shared`: other processes use them too."""

    shared: bool
    #: What keeps two processes from waiting for each other when they claim.
    locked: str

    async def run(self, statement: str, **values: Any) -> Sequence[tuple[Any, ...]]:
        """Run a statement; returns its rows once the disk has what it changed."""
        ...
