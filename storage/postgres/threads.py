"""One team's threads: which draft a card is of, and what people say about it."""

from collections.abc import Sequence

from bot.domain.comments import Comment
from bot.domain.generations import Generation
from storage.postgres.session import Session
from storage.postgres.team import TeamPart
from storage.rows import card_row, comment_row, load_all

DRAFT_AT = "SELECT draft FROM cards WHERE team = %(team)s AND channel = %(channel)s AND ts = %(ts)s"
NOTE_CARD = """
INSERT INTO cards (team, channel, ts, draft, at)
VALUES (%(team)s, %(channel)s, %(ts)s, %(draft)s, %(at)s)
ON CONFLICT (team, channel, ts) DO UPDATE SET draft = excluded.draft, at = excluded.at
"""
COMMENTS = """
SELECT team, draft, record FROM comments WHERE team = %(team)s AND draft = %(draft)s ORDER BY ts, channel
"""
SAVE_COMMENT = """
INSERT INTO comments (team, draft, ts, channel, at, record)
VALUES (%(team)s, %(draft)s, %(ts)s, %(channel)s, %(at)s, %(record)s)
ON CONFLICT (team, draft, ts, channel) DO UPDATE SET record = excluded.record
"""
DELETE_COMMENT = """
DELETE FROM comments WHERE team = %(team)s AND draft = %(draft)s AND ts = %(ts)s AND channel = %(channel)s
"""


class Threads(TeamPart):
    """The part of `TeamStore` about threads."""

    async def draft_at(self, channel: str, ts: str) -> str | None:
        rows = await self._rows(DRAFT_AT, channel=channel, ts=ts)
        return rows[0]["draft"] if rows else None

    async def save_comment(self, comment: Comment) -> None:
        row = comment_row(self._team, comment)
        del row["team"]  # which is filled in
        await self._keep(SAVE_COMMENT, **row)

    async def delete_comment(self, draft_id: str, channel: str, ts: str) -> None:
        await self._keep(DELETE_COMMENT, draft=draft_id, channel=channel, ts=ts)

    async def comments(self, draft_id: str) -> Sequence[Comment]:
        return load_all(Comment, await self._rows(COMMENTS, draft=draft_id))


async def note_card(session: Session, before: Generation | None, after: Generation) -> None:
    """Remember what a run's card is of, when the run is given a card."""
    if row := card_row(before, after):
        await session.run(NOTE_CARD, **row)
