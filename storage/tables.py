"""The tables that every database of ours has, as copying sees them."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from bot.domain.drafts import Draft
from storage.rows import Row, draft_row


@dataclass(frozen=True)
class Table:
    """What tells its rows apart, in the order they are read in, and what else a row has."""

    key: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.rest)


#: Drafts before what refers to them. What is searched in them is made anew where they go to.
TABLES: Mapping[str, Table] = {
    "generations": Table(("team", "id"), ("created_at", "over", "campaign", "record")),
    "drafts": Table(("team", "id"), ("author", "status", "updated_at", "generation", "record")),
    "versions": Table(("team", "draft", "number"), ("record",)),
    "decisions": Table(("team", "draft", "number"), ("record",)),
    "cards": Table(("team", "channel", "ts"), ("draft", "at")),
    "comments": Table(("team", "draft", "ts", "channel"), ("at", "record")),
    "persons": Table(("team", "person"), ("record",)),
    "channels": Table(("team", "channel"), ("record",)),
    "balances": Table(("team", "provider"), ("at", "record")),
    "permissions": Table(("team", "person", "name"), ("at", "sealed")),
    "intents": Table(("team", "run", "effect"), ("at",)),
    "seen": Table(("key",), ("at",)),
}


def with_words(row: Row) -> Row:
    """A draft's row with what is searched in it: nothing in one that cannot be read, and is kept as it is."""
    try:
        found = draft_row(Draft.model_validate_json(row["record"]))
    except ValidationError:
        found = dict.fromkeys(("title", "texts", "prompt"), "")
    return {**row, **{column: found[column] for column in ("title", "texts", "prompt")}}
