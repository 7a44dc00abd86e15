"""One team's threads: which draft a card is of, and what people say about it."""

from collections.abc import Sequence

from sqlite_utils import Database

from bot.domain.comments import Comment
from bot.domain.generations import Generation
from storage.rows import card_row, comment_row, load_all
from storage.team import TeamPart

DRAFT_AT = "SELECT draft FROM cards WHERE team = :team AND channel = :channel AND ts = :ts"
NOTE_CARD = """
INSERT INTO cards (team, channel, ts, draft, at) VALUES (:team, :channel, :ts, :draft, :at)
ON CONFLICT (team, channel, ts) DO UPDATE SET draft = excluded.draft, at = excluded.at
"""
COMMENTS = """
SELECT team, draft, record FROM comments WHERE team = :team AND draft = :draft ORDER BY ts, channel
"""
SAVE_COMMENT = """
INSERT INTO comments (team, draft, ts, channel, at, record)
VALUES (:team, :draft, :ts, :channel, :at, :record)
ON CONFLICT (team, draft, ts, channel) DO UPDATE SET record = excluded.record
"""
DELETE_COMMENT = """
DELETE FROM comments WHERE team = :team AND draft = :draft AND ts = :ts AND channel = :channel
"""


class Threads(TeamPart):
    """The part of `TeamStore` about threads."""

    async def draft_at(self, channel: str, ts: str) -> str | None:
        rows = await self._rows(DRAFT_AT, channel=channel, ts=ts)
        return rows[0]["draft"] if rows else None

    async def save_comment(self, comment: Comment) -> None:
        row = comment_row(self._team, comment)
        await self._write(lambda database: database.execute(SAVE_COMMENT, row))

    async def delete_comment(self, draft_id: str, channel: str, ts: str) -> None:
        key = {"team": self._team, "draft": draft_id, "channel": channel, "ts": ts}
        await self._write(lambda database: database.execute(DELETE_COMMENT, key))

    async def comments(self, draft_id: str) -> Sequence[Comment]:
        return load_all(Comment, await self._rows(COMMENTS, draft=draft_id))


def note_card(database: Database, before: Generation | None, after: Generation) -> None:
    """Remember what a run's card is of, when the run is given a card."""
    if row := card_row(before, after):
        database.execute(NOTE_CARD, row)
