"""What the compose modal carries in its private metadata: ids, never texts."""

from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

#: Slack's longest private metadata (characters).
MOST_METADATA = 3_000


class ComposeMeta(BaseModel):
    """Where the form was opened, what it shows, and which earlier run it edits.

    An older or newer Galley may have written it: unknown keys are ignored, missing ones are empty.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    #: The name of the provider whose fields are shown; the select says which is wanted.
    provider: str = ""
    channel: str | None = None
    channel_name: str = ""
    thread: str | None = None
    #: The run whose brief is edited, and the draft it belongs to.
    generation: str | None = None
    draft: str | None = None

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
