"""What the page shows of the simulated Ocoya, and what a person may press there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from playground.panels import Control, Fact
from playground.vendors.board import ACCOUNT, Board, Tool, slow_answers
from playground.vendors.ocoya.door import Door
from playground.vendors.ocoya.service import PLAYGROUND_KEY, OcoyaService
from playground.vendors.ocoya.variants import VARIANTS, Variant, Variants

FORMS = "What the documents leave open"


def board_of(service: OcoyaService, door: Door) -> Board:
    """The facts and controls of both doors."""
    forms = [_turning(service.desk.variants, variant) for variant in VARIANTS]
    tools = (slow_answers(service, door), *_account(service, door), *forms)
    return Board(service.switches, lambda: _facts(service, door), tools, next_work="piece of work")


def _facts(service: OcoyaService, door: Door) -> Sequence[Fact]:
    production, calls = service.desk.production, service.calls
    connections = sum(not grant.revoked for grant in door.grants)
    return (
        Fact(label="Drafts", value=str(production.drafts())),
        Fact(label="Campaigns queued", value=str(len(production.campaigns))),
        Fact(label="Connections", value=str(connections)),
        Fact(label="Calls", value=str(len(calls))),
        *([Fact(label="Last call", value=calls[-1].outcome)] if calls else []),
        Fact(label="Key (not a secret)", value=PLAYGROUND_KEY),
    )


def _account(service: OcoyaService, door: Door) -> Sequence[Tool]:
    return (
        Tool(
            name="expire",
            label="End the access tokens",
            hint="Refresh tokens stay good",
            group=ACCOUNT,
            press=door.expire_tokens,
        ),
        Tool(
            name="revoke",
            label="Withdraw every consent",
            hint="People must connect again",
            group=ACCOUNT,
            press=door.revoke_all,
        ),
        Tool(
            name="restart",
            label="Restart the tools' server",
            hint="Sessions are forgotten, tokens are not",
            group=ACCOUNT,
            press=door.restart,
        ),
        Tool(
            name="new_windows",
            label="Begin the rate limit anew",
            hint="60 calls a minute",
            group=ACCOUNT,
            press=service.windows.forget,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Turning(Tool):
    """A button that goes on to the next form; its label says which one holds."""

    holds: Callable[[], str]

    def control(self) -> Control:
        return replace(super().control(), label=f"{self.label}: {self.holds().replace('_', ' ')}")


def _turning(variants: Variants, variant: Variant) -> Tool:
    return _Turning(
        name=f"form_{variant.name}",
        label=variant.label,
        group=FORMS,
        press=lambda: variants.turn(variant),
        holds=lambda: variants.of(variant),
    )
