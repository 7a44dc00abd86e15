"""What the compose modal carries in its private metadata: ids and references, never what people wrote."""

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.requests import File

#: Slack's longest private metadata (characters).
MOST_METADATA = 3_000
#: Kept free for everything but files.
_RESERVED = 500


class ComposeMeta(BaseModel):
    """Where the form was opened, what it shows, and which earlier run it edits.

    An older or newer Galley may have written it: unknown keys are ignored, missing ones are empty.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    #: The name of the provider whose fields are shown; the select says which is wanted.
    provider: str = ""
    #: Whether it asks for a whole campaign.
    campaign: bool = False
    channel: str | None = None
    channel_name: str = ""
    thread: str | None = None
    #: The run whose brief is edited, and the draft it belongs to.
    generation: str | None = None
    draft: str | None = None
    #: The files of the message it was opened from, and how many there was no way to take along.
    files: tuple[File, ...] = ()
    missing: int = 0

    def with_files(self, files: Sequence[File], missing: int = 0) -> Self:
        """With as many of these files as there is room for; the others count as missing."""
        kept = self
        for file in files:
            more = self.model_copy(update={"files": (*kept.files, file)})
            if len(more.pack()) <= MOST_METADATA - _RESERVED:
                kept = more
        return kept.model_copy(update={"missing": missing + len(files) - len(kept.files)})

    def pack(self) -> str:
        """As private metadata; only what differs from the defaults."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def read(cls, packed: str | None) -> Self:
        """What came back with a view; empty when it cannot be read."""
        try:
            return cls.model_validate_json(packed or "{}")
        except ValidationError:
            return cls()
