"""What the page remembers beside the workspace: complaints about forms, what was read, who is new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.slack.directory import Channel
from playground.slack.traffic import Entry, Traffic

Json = Mapping[str, Any]


@dataclass(kw_only=True)
class Memory:
    """One for the whole page, all people together."""

    _complaints: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    _read: dict[tuple[str, str], str] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)
    _cleared: int = 0

    def complain(self, view: Json, complaints: Mapping[str, str]) -> None:
        """Keep what is wrong with a view's inputs, by block id; `""` is the view as a whole."""
        self._complaints[view["id"], view["hash"]] = complaints

    def complaints(self, view: Json) -> Mapping[str, str]:
        """What was wrong, until the app shows the view anew or the next submission."""
        return self._complaints.get((view["id"], view["hash"]), {})

    def read(self, me: str, channel: Channel) -> None:
        """The person has this channel before their eyes."""
        self._read[me, channel.id] = _newest(channel, me)

    def unread(self, me: str, channel: Channel) -> bool:
        """Whether anything was said since the person last looked, or since the page began."""
        newest = _newest(channel, me)
        return newest > self._read.setdefault((me, channel.id), newest)

    def started(self, me: str) -> None:
        """The person has used a command: no more hints what to type."""
        self._started.add(me)

    def is_new(self, me: str) -> bool:
        return me not in self._started

    def clear_traffic(self, traffic: Traffic) -> None:
        """Show nothing of what went over the wire so far."""
        self._cleared = last_number(traffic)

    def shown_traffic(self, traffic: Traffic, most: int) -> list[Entry]:
        """The newest entries first."""
        return [entry for entry in traffic.newest(most) if entry.number > self._cleared]


def last_number(traffic: Traffic) -> int:
    """The number of the last entry ever noted."""
    return next((entry.number for entry in traffic.newest(1)), 0)


def _newest(channel: Channel, me: str) -> str:
    """The ts of the last message this person may see; ts of one length compare as text."""
    seen = (ts for ts in reversed(channel.messages) if channel.only_for.get(ts, me) == me)
    return next(seen, "")
