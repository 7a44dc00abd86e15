"""The full text index of drafts on SQLite, and how drafts come into it."""

from sqlite_utils import Database

from storage.search import line

#: `ascii` tells words by the spaces between them, and takes all beyond ASCII as letters: ours stay whole.
INDEX = """
CREATE VIRTUAL TABLE drafts_fts USING fts5(team, title, texts, prompt,
    content = 'drafts', content_rowid = 'number', tokenize = 'ascii', prefix = '1 2 3')
"""
#: How a draft's words come in, and leave (https://www.sqlite.org/fts5.html#external_content_tables).
ENTER = """
INSERT INTO drafts_fts (rowid, team, title, texts, prompt)
VALUES (new.number, new.team, new.title, new.texts, new.prompt);
"""
LEAVE = """
INSERT INTO drafts_fts (drafts_fts, rowid, team, title, texts, prompt)
VALUES ('delete', old.number, old.team, old.title, old.texts, old.prompt);
"""
TRIGGERS = {
    "drafts_ai": f"AFTER INSERT ON drafts BEGIN {ENTER} END",
    "drafts_ad": f"AFTER DELETE ON drafts BEGIN {LEAVE} END",
    "drafts_au": f"AFTER UPDATE OF team, title, texts, prompt ON drafts BEGIN {LEAVE} {ENTER} END",
}


def index_anew(database: Database) -> None:
    """Take the words of every draft apart, once, and make the index and what fills it."""
    for trigger in TRIGGERS:
        database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    database.execute("DROP TABLE drafts_fts")
    database.register_function(line, deterministic=True)
    database.execute("UPDATE drafts SET title = line(title), texts = line(texts), prompt = line(prompt)")
    database.execute(INDEX)
    database.execute("INSERT INTO drafts_fts (drafts_fts) VALUES ('rebuild')")
    for trigger, when in TRIGGERS.items():
        database.execute(f"CREATE TRIGGER {trigger} {when}")
