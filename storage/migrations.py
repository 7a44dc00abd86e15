"""The tables, as small named steps that never change once released.

Every table is scoped by team. A record is kept whole as JSON in `record`; the other columns are
what queries need. Times are UTC text of one width, so that text order is time order.
"""

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

from bot.domain.errors import ConfigurationError
from storage import transactions
from storage.indexing import index_anew

MIGRATIONS = Migrations("galley")


def migrate(database: Database) -> None:
    """Apply what is missing; raises `ConfigurationError` on a file that a newer Galley wrote.

    All of it is one write transaction: of two processes that start together, the second waits
    and finds the work done.
    """
    transactions.write(database, _bring_up_to_date)


def _bring_up_to_date(database: Database) -> None:
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    unknown = [done.name for done in MIGRATIONS.applied(database) if done.name not in known]
    if unknown:
        message = (
            f"The database was written by a newer Galley (unknown: {', '.join(unknown)}). "
            "Start that version, or put back the copy made before the update."
        )
        raise ConfigurationError(message)
    MIGRATIONS.apply(database)


@MIGRATIONS()
def create_generations(database: Database) -> None:
    """Runs; those that are not over have an index of their own, for start-up and the home page."""
    database.table("generations").create(
        {"team": str, "id": str, "created_at": str, "over": int, "record": str},
        pk=("team", "id"),
        not_null=("created_at", "over", "record"),
        strict=True,
    ).create_index(["team", "created_at", "id"], "generations_by_age")
    database.execute(
        "CREATE INDEX generations_open ON generations (team, created_at, id) WHERE over = 0",
    )


@MIGRATIONS()
def create_drafts(database: Database) -> None:
    """Drafts, with the columns their lists filter and sort by inside the indexes.

    `number` is there for the full text index, whose row numbers must not change on VACUUM;
    everything else goes by team and id.
    """
    table = database.table("drafts").create(
        {
            "number": int,
            "team": str,
            "id": str,
            "author": str,
            "status": str,
            "updated_at": str,
            "title": str,
            "texts": str,
            "prompt": str,
            "record": str,
        },
        pk="number",
        not_null=("team", "id", "author", "status", "updated_at", "title", "texts", "prompt", "record"),
        strict=True,
    )
    table.create_index(["team", "id"], "drafts_key", unique=True)
    table.create_index(["team", "updated_at", "id", "status"], "drafts_by_change")
    table.create_index(["team", "author", "updated_at", "id", "status"], "drafts_by_author")


@MIGRATIONS()
def create_draft_search(database: Database) -> None:
    """The full text index; it holds the team as a word, so that a search reads one team's entries."""
    database.table("drafts").enable_fts(
        ["team", "title", "texts", "prompt"],
        tokenize="unicode61 remove_diacritics 2",
        create_triggers=True,
    )


@MIGRATIONS()
def create_versions(database: Database) -> None:
    """What a draft said at each version."""
    database.table("versions").create(
        {"team": str, "draft": str, "number": int, "record": str},
        pk=("team", "draft", "number"),
        foreign_keys=[_of_a_draft("versions")],
        not_null=("record",),
        strict=True,
    )
    _freeze(database, "versions")


@MIGRATIONS()
def create_decisions(database: Database) -> None:
    """The log of a draft, numbered in the order written."""
    database.table("decisions").create(
        {"team": str, "draft": str, "number": int, "record": str},
        pk=("team", "draft", "number"),
        foreign_keys=[_of_a_draft("decisions")],
        not_null=("record",),
        strict=True,
    )
    _freeze(database, "decisions")


@MIGRATIONS()
def create_memory(database: Database) -> None:
    """What persons used last, what channels start from, and the last balances reported."""
    for table, key in (("persons", "person"), ("channels", "channel")):
        database.table(table).create(
            {"team": str, key: str, "record": str},
            pk=("team", key),
            not_null=("record",),
            strict=True,
        )
    database.table("balances").create(
        {"team": str, "provider": str, "at": str, "record": str},
        pk=("team", "provider"),
        not_null=("at", "record"),
        strict=True,
    )


@MIGRATIONS()
def create_intents(database: Database) -> None:
    """Effects that were about to happen, by run."""
    database.table("intents").create(
        {"team": str, "run": str, "effect": str, "at": str},
        pk=("team", "run", "effect"),
        not_null=("at",),
        strict=True,
    )


@MIGRATIONS()
def create_permissions(database: Database) -> None:
    """What persons allowed at vendors, encrypted before it comes here."""
    database.table("permissions").create(
        {"team": str, "person": str, "name": str, "at": str, "sealed": bytes},
        pk=("team", "person", "name"),
        not_null=("at", "sealed"),
        strict=True,
    )


@MIGRATIONS()
def add_generation_of_drafts(database: Database) -> None:
    """The run that a draft draws its card with, beside the record: it is kept as long as the draft."""
    database.execute("ALTER TABLE drafts ADD COLUMN generation TEXT NOT NULL DEFAULT ''")
    database.execute(
        "UPDATE drafts SET generation = coalesce(json_extract(record, '$.generation'), '') "
        "WHERE json_valid(record)"
    )
    database.execute("CREATE INDEX drafts_by_generation ON drafts (team, generation)")
    database.execute("CREATE INDEX drafts_unsaved ON drafts (updated_at) WHERE status = 'working'")
    database.execute("CREATE INDEX generations_over ON generations (created_at) WHERE over = 1")
    database.execute("CREATE INDEX generations_open_runs ON generations (created_at, id) WHERE over = 0")


@MIGRATIONS()
def create_seen(database: Database) -> None:
    """What was seen once, such as the ids of Slack's events; it belongs to no team."""
    database.table("seen").create({"key": str, "at": str}, pk="key", not_null=("at",), strict=True)
    database.table("seen").create_index(["at"], "seen_by_age")
    database.table("intents").create_index(["at"], "intents_by_age")


@MIGRATIONS()
def create_calls(database: Database) -> None:
    """Calls made with vendors' keys, by which all processes together keep the vendors' limits."""
    database.table("calls").create(
        {"number": int, "key": str, "at": str}, pk="number", not_null=("key", "at"), strict=True
    ).create_index(["key", "at"], "calls_by_key")
    database.table("calls").create_index(["at"], "calls_by_age")


@MIGRATIONS()
def index_beginnings_of_words(database: Database) -> None:
    """The full text index once more, with one for the beginnings of words.

    Without it, SQLite puts together what it has for every word with that beginning: a second and more for
    one letter among 100,000 drafts, and 15 ms with it. The triggers that fill it stay as they are.
    """
    database.execute("DROP TABLE drafts_fts")
    database.execute(
        "CREATE VIRTUAL TABLE drafts_fts USING fts5(team, title, texts, prompt, content = 'drafts', "
        "content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    )
    database.execute("INSERT INTO drafts_fts (drafts_fts) VALUES ('rebuild')")


@MIGRATIONS()
def add_campaign_of_generations(database: Database) -> None:
    """The campaign that a run wrote a post of, beside the record: it is kept as long as its posts."""
    database.execute("ALTER TABLE generations ADD COLUMN campaign TEXT NOT NULL DEFAULT ''")
    database.execute(
        "UPDATE generations SET campaign = coalesce(json_extract(record, '$.campaign'), '') "
        "WHERE json_valid(record)"
    )
    database.execute(
        "CREATE INDEX generations_by_campaign ON generations (team, campaign) WHERE campaign <> ''"
    )


@MIGRATIONS()
def let_history_go_with_its_draft(database: Database) -> None:
    """A line of history goes only after its draft, and a draft only when nobody saved it."""
    for table in ("versions", "decisions"):
        database.execute(f"DROP TRIGGER {table}_refuse_delete")
        database.execute(
            f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "  # noqa: S608  # constants
            "WHEN EXISTS (SELECT 1 FROM drafts WHERE team = OLD.team AND id = OLD.draft) "
            f"BEGIN SELECT RAISE(ABORT, '{table} never change'); END",
        )
    database.execute(
        "CREATE TRIGGER drafts_keep_saved BEFORE DELETE ON drafts WHEN OLD.status <> 'working' "
        "BEGIN SELECT RAISE(ABORT, 'only drafts that nobody saved are deleted'); END",
    )


@MIGRATIONS()
def create_cards_and_comments(database: Database) -> None:
    """Which draft a message in Slack is the card of, for life, and what people say in its thread.

    A draft that is forgotten takes along what was said about it.
    """
    database.table("cards").create(
        {"team": str, "channel": str, "ts": str, "draft": str, "at": str},
        pk=("team", "channel", "ts"),
        not_null=("draft", "at"),
        strict=True,
    ).create_index(["at"], "cards_by_age")
    database.execute(
        "INSERT OR REPLACE INTO cards (team, channel, ts, draft, at) "
        "SELECT team, json_extract(record, '$.card.channel'), json_extract(record, '$.card.ts'), "
        "coalesce(json_extract(record, '$.draft'), id), created_at FROM generations "
        "WHERE json_valid(record) AND json_extract(record, '$.card.ts') IS NOT NULL ORDER BY created_at, id"
    )
    database.table("comments").create(
        {"team": str, "draft": str, "ts": str, "channel": str, "at": str, "record": str},
        pk=("team", "draft", "ts", "channel"),
        not_null=("at", "record"),
        strict=True,
    ).create_index(["at"], "comments_by_age")
    database.execute(
        "CREATE TRIGGER drafts_take_comments AFTER DELETE ON drafts "
        "BEGIN DELETE FROM comments WHERE team = OLD.team AND draft = OLD.id; END"
    )


@MIGRATIONS()
def search_within_runs_of_signs(database: Database) -> None:
    """The words of drafts as `storage.search` takes them apart, in an index that leaves them as they are."""
    index_anew(database)


def _of_a_draft(table: str) -> ForeignKey:
    return ForeignKey(
        table=table,
        column=None,
        other_table="drafts",
        other_column=None,
        columns=("team", "draft"),
        other_columns=("team", "id"),
        is_compound=True,
    )


def _freeze(database: Database, table: str) -> None:
    """Let the database itself refuse to change what is history."""
    for verb in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} never change'); END",
        )
