"""What may be forgotten, as conditions that hold on SQLite and on PostgreSQL."""

#: A draft that nobody saved, and that no run is writing just now. A saved one never becomes working again.
UNSAVED = """
drafts.status = 'working' AND drafts.updated_at < {before} AND NOT EXISTS (
    SELECT 1 FROM generations AS run
    WHERE run.team = drafts.team AND run.id = drafts.generation AND run.over = 0
)
"""
#: A run that is over, and that no draft is drawn with or was made by, nor a post of its campaign.
UNNEEDED = """
generations.over = 1 AND generations.created_at < {before} AND NOT EXISTS (
    SELECT 1 FROM drafts WHERE drafts.team = generations.team AND drafts.generation = generations.id
) AND NOT EXISTS (
    SELECT 1 FROM drafts WHERE drafts.team = generations.team AND drafts.id = generations.id
) AND NOT EXISTS (
    SELECT 1 FROM generations AS post
    WHERE post.team = generations.team AND post.campaign = generations.id AND post.campaign <> ''
)
"""
#: What was about to happen in a run that is gone, or for a link that was good for minutes.
OUTLIVED = """
intents.at < {before} AND NOT EXISTS (
    SELECT 1 FROM generations WHERE generations.team = intents.team AND generations.id = intents.run
)
"""
#: Where the card of something was that is gone, and what was said about it before there was a draft.
#: What is said about a draft goes with it.
CARDLESS = """
{table}.at < {{before}} AND NOT EXISTS (
    SELECT 1 FROM drafts WHERE drafts.team = {table}.team AND drafts.id = {table}.draft
) AND NOT EXISTS (
    SELECT 1 FROM generations WHERE generations.team = {table}.team AND generations.id = {table}.draft
)
"""
LOST_CARDS, LOST_COMMENTS = CARDLESS.format(table="cards"), CARDLESS.format(table="comments")
SEEN = "seen.at < {before}"
COUNTED = "calls.at < {before}"
