"""What goes wrong: Slack's refusal of the app, and Slack's refusal of a person."""

from collections.abc import Iterable

from playground.slack.shapes import Json


class SlackError(Exception):
    """What the Web API answers with `ok: false`.

    `messages` are the details Slack puts in `response_metadata`, `facts` what it puts beside the error.
    """

    def __init__(self, error: str, messages: Iterable[str] = (), **facts: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(m if m.startswith("[ERROR]") else f"[ERROR] {m}" for m in messages)
        self.facts = facts

    def answer(self) -> Json:
        """The response body."""
        body: Json = {"ok": False, "error": self.error, **self.facts}
        if self.messages:
            body["errors"] = [m.removeprefix("[ERROR] ") for m in self.messages]
            body["response_metadata"] = {"messages": list(self.messages)}
        return body

    def __str__(self) -> str:
        return "; ".join((self.error, *self.messages))


class Refused(Exception):
    """A person tried what Slack's own client does not let them do; the message says so in plain words."""
