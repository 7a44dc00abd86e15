"""What Galley remembers of persons and channels, and the log of who decided what."""

from enum import StrEnum
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


class Where(StrEnum):
    """Where the results of a channel's briefs go."""

    CHANNEL = "channel"
    THREAD = "thread"
    ONLY_ME = "only me"


class ChannelProfile(BaseModel):
    """Defaults of one Slack channel, and what its posts are held to (`bot.domain.lint`)."""

    model_config = ConfigDict(frozen=True)

    provider: str | None = None
    platforms: tuple[Platform, ...] = ()
    tone: str | None = None
    #: The provider's own value for a length, where it has lengths.
    length: str | None = None
    where: Where | None = None
    reviewers: tuple[str, ...] = ()
    #: Words and phrases that no post has, words and phrases that each has, hashtags that each has.
    banned_words: tuple[str, ...] = ()
    required_phrases: tuple[str, ...] = ()
    required_hashtags: tuple[str, ...] = ()


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
