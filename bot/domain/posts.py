"""The posts of a campaign: what is planned for each, and what has become of it."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


class Post(BaseModel):
    """One post of a plan: its day, and what the provider is asked for."""

    model_config = ConfigDict(frozen=True)

    number: int
    day: date
    request: dict[str, Any]


class Slot(Post):
    """A post in the run that writes it: which of its parts do, and the id of the draft that it becomes."""

    parts: tuple[int, ...]
    draft: str
    #: The state of that draft, once there is one.
    standing: str = ""
