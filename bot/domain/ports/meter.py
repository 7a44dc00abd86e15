"""Where measurements go. Labels are words of our own or a provider's name, never a team, person or URL."""


class Meter:
    """Counts what happens; every method returns at once and never raises. Times are in seconds.

    This one counts nothing: a meter that is read overrides all of it.
    """

    def run_ended(self, provider: str, outcome: str, seconds: float, credits_used: int | None) -> None:
        """A run is over, told once; `credits_used` is `None` where the vendor did not say."""

    def credits_left(self, provider: str, credits_left: int) -> None:
        """A vendor reported what is left."""

    def decided(self, action: str) -> None:
        """A person did that to a draft, such as "saved"."""

    def vendor_called(self, vendor: str, kind: str, outcome: str, seconds: float) -> None:
        """One attempt at a call of a vendor's API."""

    def slack_called(self, method: str, outcome: str, seconds: float) -> None:
        """One attempt at a call of Slack's Web API."""

    def acknowledged(self, kind: str, outcome: str, seconds: float) -> None:
        """One request of Slack's was answered, so long after it reached Bolt."""


#: The meter of whoever was given none.
UNREAD = Meter()
