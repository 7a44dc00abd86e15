"""Who and where: the team, its people, its conversations."""

from dataclasses import dataclass, field
from typing import Literal

from playground.slack.shapes import Json, Values

#: Slack's own words for `channel_type`: public channel, private channel, direct message.
Kind = Literal["channel", "group", "im"]


@dataclass(frozen=True, kw_only=True)
class Team:
    """The workspace's name card."""

    id: str = "T0PLAYGROUND"
    name: str = "Playground"
    domain: str = "playground"


@dataclass(frozen=True, kw_only=True)
class User:
    """A person, or the app's bot user."""

    id: str
    name: str
    real_name: str
    color: str = "#4a154b"
    bot: bool = False


@dataclass(kw_only=True)
class Channel:
    """A conversation and what was said in it; in a direct message the person is `members[0]`."""

    id: str
    name: str
    members: list[str]
    kind: Kind = "channel"
    topic: str = ""
    purpose: str = ""
    archived: bool = False
    created: int = 0
    #: By ts, in the order said; ephemeral messages are here too.
    messages: dict[str, Json] = field(default_factory=dict)
    #: The one viewer of an ephemeral message, by its ts.
    only_for: dict[str, str] = field(default_factory=dict)
    #: What was chosen in a message's own elements, by its ts.
    values: dict[str, Values] = field(default_factory=dict)

    @property
    def wire_name(self) -> str:
        """Its name in payloads."""
        return "directmessage" if self.kind == "im" else self.name
