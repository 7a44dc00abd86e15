"""What the page shows of a simulated vendor, and what a person may press there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from playground.panels import Control, Fact
from playground.vendors.service import Service
from playground.vendors.switches import Switches

#: How long a slow answer takes (seconds): long enough to press Cancel, or to close the page.
SLOW = 8.0

SETTINGS, ACCOUNT = "Settings", "Account"


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A control with the work behind it; `active` tells a switch's state, a button has none."""

    name: str
    label: str
    press: Callable[[], object]
    active: Callable[[], bool] | None = None
    hint: str = ""
    group: str = SETTINGS

    def control(self) -> Control:
        active = self.active() if self.active else None
        return Control(name=self.name, label=self.label, hint=self.hint, group=self.group, active=active)


class Board:
    """A switch for each fault, one for how long a fault pressed here stays on, the vendor's tools."""

    def __init__(
        self,
        switches: Switches[Any],
        facts: Callable[[], Sequence[Fact]],
        tools: Sequence[Tool],
        *,
        next_work: str,
    ) -> None:
        self._switches = switches
        self.facts = facts
        self._only_once = False
        once = Tool(
            name="only_once",
            label=f"Only the next {next_work}",
            hint="Off: things go wrong until you switch them off",
            active=lambda: self._only_once,
            press=self._flip_only_once,
        )
        self._tools = {tool.name: tool for tool in (once, *tools)}

    def controls(self) -> Sequence[Control]:
        return (*self._faults(), *(tool.control() for tool in self._tools.values()))

    def press(self, name: str) -> None:
        """Flip a switch or push a button; raises `KeyError` when there is none of that name."""
        if name not in self._switches.faults:
            self._tools[name].press()
        elif self._switches.is_on(name):
            self._switches.off()
        else:
            self._switches.off()
            (self._switches.once if self._only_once else self._switches.always)(name)

    def _faults(self) -> Sequence[Control]:
        return [
            Control(
                name=fault.name,
                label=fault.label,
                hint=fault.hint,
                group=fault.group,
                active=self._switches.is_on(fault.name),
            )
            for fault in self._switches.faults.values()
        ]

    def _flip_only_once(self) -> None:
        self._only_once = not self._only_once
        self._switches.off()


def slow_answers(*doors: Service[Any]) -> Tool:
    """The switch that keeps every answer to work waiting."""

    def flip() -> None:
        delay = 0.0 if doors[0].delay >= SLOW else SLOW
        for door in doors:
            door.delay = delay

    return Tool(
        name="slowly",
        label="Slow answers",
        hint=f"{SLOW:g} seconds",
        active=lambda: doors[0].delay >= SLOW,
        press=flip,
    )


def account_tools(
    *,
    refill: Callable[[], object],
    use_up: Callable[[], object],
    new_windows: Callable[[], object],
    hint: str,
) -> Sequence[Tool]:
    """The buttons for credits and rate limits; `hint` says what the limits are."""
    return (
        Tool(name="refill", label="Refill the credits", group=ACCOUNT, press=refill),
        Tool(name="use_up", label="Use up the credits", group=ACCOUNT, press=use_up),
        Tool(
            name="new_windows",
            label="Begin the rate limits anew",
            hint=hint,
            group=ACCOUNT,
            press=new_windows,
        ),
    )
