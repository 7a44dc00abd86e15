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
    ONLY_ME = "only me"


class ProfileChange(BaseModel):
    """Who changed a channel's profile when, and what of it; the names are those that people see."""

    model_config = ConfigDict(frozen=True)

    person: str
    what: tuple[str, ...]
    at: AwareDatetime


class ChannelProfile(BaseModel):
    """Defaults of one Slack channel, and what its posts are held to (`bot.domain.lint`).

    Kept under a person's id, it is that person's own, for what is asked for in no channel.
    """

    model_config = ConfigDict(frozen=True)

    provider: str | None = None
    platforms: tuple[Platform, ...] = ()
    #: Tone, style and length by provider and field, in each provider's own values: there is no mapping.
    values: dict[str, dict[str, str]] = {}
    where: Where | None = None
    reviewers: tuple[str, ...] = ()
    #: Words and phrases that no post has, words and phrases that each has, hashtags that each has.
    banned_words: tuple[str, ...] = ()
    required_phrases: tuple[str, ...] = ()
    required_hashtags: tuple[str, ...] = ()
    #: The latest changes, newest first; `revision` counts all of them.
    changes: tuple[ProfileChange, ...] = ()
    revision: int = 0


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
