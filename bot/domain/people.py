"""What Galley remembers of persons and channels, and the log of who decided what."""

from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.platforms import Platform


class PersonDefaults(BaseModel):
    """What a person used last: the provider, and per provider the values to start from.

    `values` never holds the prompt or files: those belong to one brief.
    """

    model_config = ConfigDict(frozen=True)

    provider: str | None = None
    #: The same for campaigns.
    campaign_provider: str | None = None
    values: dict[str, dict[str, Any]] = {}
    #: The last "Where": `True` for "only me".
    only_me: bool = False


class ChannelProfile(BaseModel):
    """Defaults of one Slack channel."""

    model_config = ConfigDict(frozen=True)

    provider: str | None = None
    platforms: tuple[Platform, ...] = ()
    tone: str | None = None
    reviewers: tuple[str, ...] = ()
    banned_words: tuple[str, ...] = ()


class Permission(BaseModel):
    """What a person allowed at a vendor, encrypted, and since when it is kept."""

    model_config = ConfigDict(frozen=True)

    sealed: bytes
    at: AwareDatetime


class Decision(BaseModel):
    """One line of the append-only log: who did what to which version of a draft."""

    model_config = ConfigDict(frozen=True)

    draft: str
    version: int
    person: str
    #: "saved", "discarded", "restored", later "approved", "rejected", "published".
    action: str
    note: str = ""
    at: AwareDatetime
