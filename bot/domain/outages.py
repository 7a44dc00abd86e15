"""A vendor that is down: since when, and when it is asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Outage:
    """From the first of the calls that failed until the next one is let through (aware UTC)."""

    since: datetime
    again: datetime

    def words(self, label: str) -> str:
        """What is known of it, in a sentence."""
        return f"{label} has been down since {self._at(self.since)}."

    @property
    def until(self) -> str:
        """When it is asked again, in words: to the minute, and never too early."""
        return self._at(self.again + timedelta(seconds=59))

    def _at(self, moment: datetime) -> str:
        """A time of day; with its date where the two times are of different days."""
        same = self.since.date() == self.again.date()
        return f"{moment:%H:%M} UTC" if same else f"{moment:%H:%M} UTC on {moment:%-d %B}"
