"""What the page shows of the simulated PowerPost, and what a person may press there."""

from collections.abc import Sequence

from playground.panels import Fact
from playground.vendors.board import Board, Tool, account_tools, slow_answers
from playground.vendors.powerpost.service import Service

#: Seconds that jobs take when somebody wants to watch them.
LONG = 30.0


def board_of(service: Service) -> Board:
    """The facts and controls of one service."""
    account, usual = service.account, service.seconds

    def refill() -> None:
        account.used = 0

    def use_up() -> None:
        account.used = account.opening

    def flip_long_jobs() -> None:
        service.seconds = usual if service.seconds == LONG else LONG

    long_jobs = Tool(
        name="long_jobs",
        label="Long jobs",
        hint=f"{LONG:g} seconds",
        active=lambda: service.seconds == LONG,
        press=flip_long_jobs,
    )
    tools = account_tools(
        refill=refill, use_up=use_up, new_windows=service.windows.forget, hint="30 jobs a minute"
    )
    return Board(
        service.switches,
        lambda: _facts(service),
        (slow_answers(service), long_jobs, *tools),
        next_work="upload or job",
    )


def _facts(service: Service) -> Sequence[Fact]:
    service.settle()
    return (
        Fact(label="Credits left", value=str(service.account.balance)),
        Fact(label="Credits charged", value=str(service.charged)),
        Fact(label="Credits refunded", value=str(service.refunded)),
        Fact(label="Bytes uploaded", value=f"{service.uploaded:,}"),
        Fact(label="Jobs running", value=str(service.records.running(service.clock()))),
        *service.calls.facts(),
        Fact(label="Key (not a secret)", value=service.keys[0].secret),
        Fact(label="Workspace", value=service.workspaces[0].id),
    )
