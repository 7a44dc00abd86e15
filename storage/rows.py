"""Records to rows and back: a record is JSON, beside the columns that queries need."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.domain.drafts import Draft
from bot.domain.generations import Generation
from bot.domain.people import Decision

Record = TypeVar("Record", bound=BaseModel)
Row = dict[str, Any]


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
    """The record a row holds."""
    return model.model_validate_json(row["record"])


def load_all(model: type[Record], rows: Iterable[Row]) -> tuple[Record, ...]:
    """The records that rows hold, in their order."""
    return tuple(load(model, row) for row in rows)


def generation_row(generation: Generation) -> Row:
    """A generation as a row of `generations`."""
    return {
        "team": generation.team,
        "id": generation.id,
        "created_at": instant(generation.created_at),
        "over": int(generation.state.over),
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
        "title": draft.title,
        "texts": "\n\n".join((*draft.texts.values(), *draft.titles.values())),
        "prompt": draft.prompt,
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
