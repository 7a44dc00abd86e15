"""The tables on PostgreSQL, as small named steps that never change once released.

They hold what those of SQLite hold (storage/migrations.py). Texts compare by their bytes ("C"), as there, so
that the order of times and ids does not depend on the server. Records are `text`: as `jsonb` PostgreSQL
would refuse a NUL in them.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import LiteralString

from psycopg import AsyncConnection

from bot.domain.errors import ConfigurationError
from storage.postgres.search import anew
from storage.postgres.session import Session
from storage.rows import Row

#: Held while the tables are brought up to date: "galley" in ASCII.
LOCK = 0x67616C6C6579

DONE = "SELECT name FROM galley_migrations"

STEPS: Mapping[str, LiteralString] = {
    "create_generations": """
        CREATE TABLE generations (
            team text COLLATE "C", id text COLLATE "C", created_at text COLLATE "C" NOT NULL,
            over integer NOT NULL, campaign text COLLATE "C" NOT NULL, record text NOT NULL,
            PRIMARY KEY (team, id)
        );
        CREATE INDEX generations_by_age ON generations (team, created_at, id);
        CREATE INDEX generations_open ON generations (team, created_at, id) WHERE over = 0;
        CREATE INDEX generations_open_runs ON generations (created_at, id) WHERE over = 0;
        CREATE INDEX generations_by_campaign ON generations (team, campaign) WHERE campaign <> '';
        CREATE INDEX generations_over ON generations (created_at) WHERE over = 1;
    """,
    "create_drafts": """
        CREATE TABLE drafts (
            team text COLLATE "C", id text COLLATE "C", author text COLLATE "C" NOT NULL,
            status text COLLATE "C" NOT NULL, updated_at text COLLATE "C" NOT NULL,
            generation text COLLATE "C" NOT NULL,
            words text COLLATE "C" NOT NULL, tokens tsvector NOT NULL, record text NOT NULL,
            PRIMARY KEY (team, id)
        );
        CREATE INDEX drafts_by_change ON drafts (team, updated_at, id, status);
        CREATE INDEX drafts_by_author ON drafts (team, author, updated_at, id, status);
        CREATE INDEX drafts_by_generation ON drafts (team, generation);
        CREATE INDEX drafts_unsaved ON drafts (updated_at) WHERE status = 'working';
        CREATE INDEX drafts_words ON drafts USING gin (tokens);
    """,
    "create_versions_and_decisions": """
        CREATE TABLE versions (
            team text COLLATE "C", draft text COLLATE "C", number bigint, record text NOT NULL,
            PRIMARY KEY (team, draft, number),
            FOREIGN KEY (team, draft) REFERENCES drafts (team, id) ON DELETE CASCADE
        );
        CREATE TABLE decisions (
            team text COLLATE "C", draft text COLLATE "C", number bigint, record text NOT NULL,
            PRIMARY KEY (team, draft, number),
            FOREIGN KEY (team, draft) REFERENCES drafts (team, id) ON DELETE CASCADE
        );
    """,
    # A line of history goes only with its draft, which is gone by then, and a draft only unsaved.
    "freeze_history": """
        CREATE FUNCTION galley_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF NOT EXISTS (SELECT FROM drafts WHERE team = OLD.team AND id = OLD.draft) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '% never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE FUNCTION galley_keep_saved() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'only drafts that nobody saved are deleted'
                USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER versions_refuse BEFORE UPDATE OR DELETE ON versions
            FOR EACH ROW EXECUTE FUNCTION galley_refuse();
        CREATE TRIGGER decisions_refuse BEFORE UPDATE OR DELETE ON decisions
            FOR EACH ROW EXECUTE FUNCTION galley_refuse();
        CREATE TRIGGER versions_refuse_truncate BEFORE TRUNCATE ON versions
            FOR EACH STATEMENT EXECUTE FUNCTION galley_refuse();
        CREATE TRIGGER decisions_refuse_truncate BEFORE TRUNCATE ON decisions
            FOR EACH STATEMENT EXECUTE FUNCTION galley_refuse();
        CREATE TRIGGER drafts_keep_saved BEFORE DELETE ON drafts
            FOR EACH ROW WHEN (OLD.status <> 'working') EXECUTE FUNCTION galley_keep_saved();
    """,
    "create_memory": """
        CREATE TABLE persons (
            team text COLLATE "C", person text COLLATE "C", record text NOT NULL, PRIMARY KEY (team, person)
        );
        CREATE TABLE channels (
            team text COLLATE "C", channel text COLLATE "C", record text NOT NULL, PRIMARY KEY (team, channel)
        );
        CREATE TABLE balances (
            team text COLLATE "C", provider text COLLATE "C", at text COLLATE "C" NOT NULL,
            record text NOT NULL, PRIMARY KEY (team, provider)
        );
        CREATE TABLE permissions (
            team text COLLATE "C", person text COLLATE "C", name text COLLATE "C",
            at text COLLATE "C" NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (team, person, name)
        );
        CREATE TABLE intents (
            team text COLLATE "C", run text COLLATE "C", effect text COLLATE "C",
            at text COLLATE "C" NOT NULL, PRIMARY KEY (team, run, effect)
        );
        CREATE INDEX intents_by_age ON intents (at);
    """,
    "create_seen": """
        CREATE TABLE seen (key text COLLATE "C" PRIMARY KEY, at text COLLATE "C" NOT NULL);
        CREATE INDEX seen_by_age ON seen (at);
    """,
    "create_calls": """
        CREATE TABLE calls (key text COLLATE "C" NOT NULL, at text COLLATE "C" NOT NULL);
        CREATE INDEX calls_by_key ON calls (key, at);
        CREATE INDEX calls_by_age ON calls (at);
    """,
    # Cards there are already are read out of the records by their letters, for a record may hold a NUL.
    "create_cards_and_comments": r"""
        CREATE TABLE cards (
            team text COLLATE "C", channel text COLLATE "C", ts text COLLATE "C",
            draft text COLLATE "C" NOT NULL, at text COLLATE "C" NOT NULL, PRIMARY KEY (team, channel, ts)
        );
        CREATE INDEX cards_by_age ON cards (at);
        INSERT INTO cards (team, channel, ts, draft, at)
        SELECT DISTINCT ON (team, found[3], found[4])
            team, found[3], found[4], coalesce(found[2], id), created_at
        FROM (SELECT team, id, created_at, regexp_match(
            record, '"draft":(null|"([^"]*)"),"card":\{"channel":"([^"]*)","ts":"([^"]*)"'
        ) AS found FROM generations) AS carded
        WHERE found IS NOT NULL ORDER BY team, found[3], found[4], created_at DESC, id DESC;
        CREATE TABLE comments (
            team text COLLATE "C", draft text COLLATE "C", ts text COLLATE "C", channel text COLLATE "C",
            at text COLLATE "C" NOT NULL, record text NOT NULL, PRIMARY KEY (team, draft, ts, channel)
        );
        CREATE INDEX comments_by_age ON comments (at);
        CREATE FUNCTION galley_take_comments() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM comments WHERE team = OLD.team AND draft = OLD.id;
            RETURN OLD;
        END $$;
        CREATE TRIGGER drafts_take_comments AFTER DELETE ON drafts
            FOR EACH ROW EXECUTE FUNCTION galley_take_comments();
    """,
    # What is in it is made anew below; a new index is made faster than an old one is changed.
    "search_within_runs_of_signs": "DROP INDEX drafts_words",
}

#: What a step cannot say in SQL, done right after it.
AFTER: Mapping[str, Callable[[Session], Awaitable[None]]] = {"search_within_runs_of_signs": anew}


async def migrate(connection: AsyncConnection[Row]) -> None:
    """Apply what is missing, in one transaction; of processes that start together, one does the work.

    Raises `ConfigurationError` on a database that a newer Galley wrote.
    """
    session = Session(connection)
    async with connection.transaction():
        await session.rows("SELECT pg_advisory_xact_lock(%(lock)s)", lock=LOCK)
        there = await session.first("SELECT to_regclass('galley_migrations') IS NOT NULL AS there")
        if not (there and there["there"]):
            await session.run(
                "CREATE TABLE galley_migrations (name text PRIMARY KEY, applied_at timestamptz DEFAULT now())"
            )
        done = {row["name"] for row in await session.rows(DONE)}
        if unknown := done - STEPS.keys():
            message = (
                f"The database was written by a newer Galley (unknown: {', '.join(sorted(unknown))}). "
                "Start that version, or put back the copy made before the update."
            )
            raise ConfigurationError(message)
        for name in [name for name in STEPS if name not in done]:
            await connection.execute(STEPS[name])
            if name in AFTER:
                await AFTER[name](session)
            await session.run("INSERT INTO galley_migrations (name) VALUES (%(name)s)", name=name)
