"""What the page shows of the simulated PostEverywhere, and what a person may press there."""

from collections.abc import Callable, Sequence

from playground.panels import Control, Fact
from playground.vendors.posteverywhere.calls import Call
from playground.vendors.posteverywhere.service import Service

#: How long a slow answer takes (seconds): long enough to press Cancel, or to close the page.
SLOW = 8.0

ONLY_ONCE, SLOWLY, BARE = "only_once", "slowly", "bare"
REFILL, USE_UP, NEW_WINDOWS = "refill", "use_up", "new_windows"
SETTINGS, ACCOUNT = "Settings", "Account"


class Board:
    """The facts and controls of one service; `only_once` says for how long a fault pressed here stays on."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._only_once = False
        self._work: dict[str, Callable[[], None]] = {
            ONLY_ONCE: self._flip_only_once,
            SLOWLY: self._flip_slowly,
            BARE: self._flip_bare,
            REFILL: self._refill,
            USE_UP: self._use_up,
            NEW_WINDOWS: service.limits.forget,
        }

    def facts(self) -> Sequence[Fact]:
        account = self._service.keys[0]
        calls = self._service.calls
        return (
            Fact(label="Credits left", value=str(account.organization.credits)),
            Fact(label="Credits charged", value=str(self._service.charged)),
            Fact(label="Calls", value=str(len(calls))),
            *([Fact(label="Last call", value=_described(calls[-1]))] if calls else []),
            Fact(label="Key (not a secret)", value=account.secret),
        )

    def controls(self) -> Sequence[Control]:
        faults = [
            Control(
                name=fault.name,
                label=fault.label,
                hint=fault.hint,
                group=fault.group,
                active=self._service.switches.is_on(fault.name),
            )
            for fault in self._service.switches.faults.values()
        ]
        return (*faults, *self._settings(), *_account())

    def press(self, name: str) -> None:
        """Flip a switch or push a button; raises `KeyError` when there is none of that name."""
        switches = self._service.switches
        if name not in switches.faults:
            self._work[name]()
        elif switches.is_on(name):
            switches.off()
        else:
            switches.off()
            (switches.once if self._only_once else switches.always)(name)

    def _settings(self) -> Sequence[Control]:
        return (
            Control(
                name=ONLY_ONCE,
                label="Only the next captions",
                hint="Off: things go wrong until you switch them off",
                group=SETTINGS,
                active=self._only_once,
            ),
            Control(
                name=SLOWLY,
                label="Slow answers",
                hint=f"{SLOW:g} seconds",
                group=SETTINGS,
                active=self._service.delay > 0,
            ),
            Control(
                name=BARE,
                label="Bare replies",
                hint="Without the envelope, as the vendor's own example shows them",
                group=SETTINGS,
                active=self._service.bare,
            ),
        )

    def _flip_only_once(self) -> None:
        self._only_once = not self._only_once
        self._service.switches.off()

    def _flip_slowly(self) -> None:
        self._service.delay = 0.0 if self._service.delay else SLOW

    def _flip_bare(self) -> None:
        self._service.bare = not self._service.bare

    def _refill(self) -> None:
        self._service.keys[0].organization.used = 0

    def _use_up(self) -> None:
        organization = self._service.keys[0].organization
        organization.used += organization.credits


def _account() -> Sequence[Control]:
    return (
        Control(name=REFILL, label="Refill the credits", group=ACCOUNT),
        Control(name=USE_UP, label="Use up the credits", group=ACCOUNT),
        Control(
            name=NEW_WINDOWS, label="Begin the rate limits anew", hint="60 AI calls an hour", group=ACCOUNT
        ),
    )


def _described(call: Call) -> str:
    answer = f"{call.status} {call.code or ''}".strip() if call.status else "no answer"
    return f"{call.method} {call.path} → {answer}, {call.charged} credits"
