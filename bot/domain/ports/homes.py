"""The people's home pages of the app, which follow what happens."""

from typing import Protocol


class Homes(Protocol):
    """Draws the home pages of those who look at them."""

    async def show(self, team: str, person: str, at: str | None = None) -> None:
        """Draw a person's page now and keep it up to date for some hours.

        `at` is the place in the list of their drafts; `None` leaves it where it is.
        """
        ...

    def changed(self, team: str) -> None:
        """Something of the team's is new; its pages are drawn anew soon."""
        ...
