"""Records to rows and back: a record is JSON, beside the columns that queries need."""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.domain.comments import Comment
from bot.domain.drafts import Draft
from bot.domain.errors import UnreadableRecord
from bot.domain.generations import Generation
from bot.domain.people import ChannelProfile, Decision
from storage.search import line

logger = logging.getLogger(__name__)

Record = TypeVar("Record", bound=BaseModel)
Row = dict[str, Any]

#: Every team that there is something of.
TEAMS = "SELECT team FROM drafts UNION SELECT team FROM channels UNION SELECT team FROM persons ORDER BY team"
#: What tells a record from others, in the log.
KEYS = ("team", "id", "draft", "number", "person", "channel", "provider")


def instant(at: datetime) -> str:
    """A time as UTC text of one width, so that text order is time order; refuses a naive one."""
    if at.tzinfo is None:
        message = f"{at} has no time zone"
        raise ValueError(message)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The aware time that `instant` wrote."""
    return datetime.fromisoformat(text)


def load(model: type[Record], row: Row) -> Record:
    """The record a row holds; raises `UnreadableRecord`, and says in the log which one it is."""
    try:
        return model.model_validate_json(row["record"])
    except ValidationError as error:
        name = "/".join(str(row[column]) for column in KEYS if column in row)
        logger.error("%s %s cannot be read: %s", model.__name__, name, _places(error))  # noqa: TRY400  # with no text of it
    raise UnreadableRecord


def load_all(model: type[Record], rows: Iterable[Row]) -> tuple[Record, ...]:
    """The records that rows hold, in their order; one that cannot be read hides no other."""
    return tuple(record for row in rows if (record := load_or_none(model, [row])) is not None)


def load_or_none(model: type[Record], rows: Sequence[Row]) -> Record | None:
    """The record that the first row holds; `None` for no row, or for one that cannot be read."""
    try:
        return load(model, rows[0]) if rows else None
    except UnreadableRecord:
        return None


def by_channel(rows: Iterable[Row]) -> dict[str, ChannelProfile]:
    """The profiles that rows hold, by channel; those that cannot be read are left out."""
    found = ((row["channel"], load_or_none(ChannelProfile, [row])) for row in rows)
    return {channel: profile for channel, profile in found if profile is not None}


def _places(error: ValidationError) -> str:
    """Where a record is wrong, without what it says there."""
    return "; ".join(
        f"{'.'.join(map(str, found['loc'])) or 'the whole'}: {found['type']}"
        for found in error.errors(include_input=False, include_url=False, include_context=False)
    )


def generation_row(generation: Generation) -> Row:
    """A generation as a row of `generations`."""
    return {
        "team": generation.team,
        "id": generation.id,
        "created_at": instant(generation.created_at),
        "over": int(generation.state.over),
        "campaign": generation.campaign,
        "record": generation.model_dump_json(),
    }


def draft_row(draft: Draft) -> Row:
    """A draft as a row of `drafts`; what the card shows is what can be searched."""
    return {
        "team": draft.team,
        "id": draft.id,
        "author": draft.author,
        "status": draft.status.value,
        "updated_at": instant(draft.updated_at),
        "generation": draft.generation,
        "title": line(draft.title),
        "texts": line("\n\n".join((*draft.texts.values(), *draft.titles.values()))),
        "prompt": line(draft.prompt),
        "record": draft.model_dump_json(),
    }


def version_row(draft: Draft) -> Row:
    """A draft's newest version as a row of `versions`."""
    return {
        "team": draft.team,
        "draft": draft.id,
        "number": draft.latest.number,
        "record": draft.latest.model_dump_json(),
    }


def decision_row(team: str, number: int, decision: Decision) -> Row:
    """A line of a draft's log as a row of `decisions`."""
    return {"team": team, "draft": decision.draft, "number": number, "record": decision.model_dump_json()}


def card_row(before: Generation | None, after: Generation) -> Row | None:
    """Where a run's card is and the draft that it is of, as a row of `cards`; `None` where that is no news.

    A first run has the id that its draft will have.
    """
    at, was = after.card, before.card if before else None
    if at is None or (was and (was.channel, was.ts) == (at.channel, at.ts)):
        return None
    return {
        "team": after.team,
        "channel": at.channel,
        "ts": at.ts,
        "draft": after.draft or after.id,
        "at": instant(after.created_at),
    }


def comment_row(team: str, comment: Comment) -> Row:
    """What a person said in a thread as a row of `comments`."""
    return {
        "team": team,
        "draft": comment.draft,
        "ts": comment.ts,
        "channel": comment.channel,
        "at": instant(comment.at),
        "record": comment.model_dump_json(),
    }
