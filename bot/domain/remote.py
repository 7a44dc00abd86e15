"""What an adapter keeps of a vendor's job between two looks at it."""

from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.errors import ProviderError
from bot.domain.money import Charged


class Remembered(BaseModel):
    """A job that its remote id remembers whole, so that another process can go on with it.

    `what` says in words what cannot be read when an older or a newer Galley wrote it.
    """

    model_config = ConfigDict(frozen=True)

    what: ClassVar[str]

    @classmethod
    def read(cls, remote_id: str) -> Self:
        """What a remote id stands for; raises `ProviderError` when it is not one of ours."""
        try:
            return cls.model_validate_json(remote_id)
        except ValidationError as error:
            unreadable = ProviderError(f"This version of Galley cannot read {cls.what}.")
            unreadable.charged = Charged.MAYBE
            raise unreadable from error

    @property
    def remote_id(self) -> str:
        """As `Started` carries it."""
        return self.model_dump_json(exclude_defaults=True)
