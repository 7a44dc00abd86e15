"""What a simulated service shows of itself and lets a person change: all the page knows of simulators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the current state, such as `Credits left` and `194`."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Control:
    """A thing to press: a switch, which is on or off, or (`active` is None) a button, which acts at once.

    `group` is the heading it is drawn under; controls of one group stand together in the given order.
    """

    name: str
    label: str
    active: bool | None = None
    hint: str = ""
    group: str = ""


class Panel(Protocol):
    """One simulated service, as drawn under *What is simulated?*.

    The page asks for facts and controls each time it draws, so both are the state of that moment.
    """

    @property
    def title(self) -> str:
        """The service's name, such as `PostEverywhere`; unique among the panels of a playground."""
        ...

    @property
    def description(self) -> str:
        """One sentence: what is simulated and what of it is real."""
        ...

    def facts(self) -> Sequence[Fact]: ...

    def controls(self) -> Sequence[Control]: ...

    async def press(self, name: str) -> None:
        """Flip the switch or do the button's work.

        Raises:
            KeyError: no control has this name now.
        """
        ...
