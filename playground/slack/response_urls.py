"""Response URLs: five answers within thirty minutes, without a token."""

from dataclasses import dataclass

from playground.slack.errors import SlackError
from playground.slack.ids import new_id
from playground.slack.shapes import Clock

#: java-slack-sdk docs, guides/interactive-components.md.
MOST_USES = 5
LIFE = 30 * 60.0


@dataclass(kw_only=True)
class ResponseUrl:
    """What an answer is about: the person, the place, and the message that was clicked, if one was."""

    user: str
    channel: str
    ts: str | None
    at: float
    uses: int = 0


class ResponseUrls:
    """Every response URL given out, by the id in its path."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, ts: str | None = None) -> str:
        """A new one's id."""
        url_id = new_id("R")
        self._known[url_id] = self.spot(user, channel, ts)
        return url_id

    def spot(self, user: str, channel: str, ts: str | None = None) -> ResponseUrl:
        """The same without an address: where an answer inside an acknowledgement goes."""
        return ResponseUrl(user=user, channel=channel, ts=ts, at=self._clock())

    def use(self, url_id: str) -> ResponseUrl:
        """Count one answer.

        Raises:
            SlackError: `expired_url` or `used_url`.
        """
        found = self._known.get(url_id)
        if found is None or self._clock() - found.at > LIFE:
            raise SlackError("expired_url")
        if found.uses >= MOST_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found
