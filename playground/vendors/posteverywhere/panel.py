"""What the page shows of the simulated PostEverywhere, and what a person may press there."""

from collections.abc import Sequence

from playground.panels import Fact
from playground.vendors.board import Board, Tool, account_tools, slow_answers
from playground.vendors.posteverywhere.service import Service


def board_of(service: Service) -> Board:
    """The facts and controls of one service."""
    organization = service.keys[0].organization

    def flip_bare() -> None:
        service.bare = not service.bare

    def flip_short_images() -> None:
        service.short_images = not service.short_images

    def spend_all() -> None:
        organization.used += organization.credits

    def refill() -> None:
        organization.used = 0

    bare = Tool(
        name="bare",
        label="Bare replies",
        hint="Without the envelope, as the vendor's own example shows them",
        active=lambda: service.bare,
        press=flip_bare,
    )
    short_images = Tool(
        name="short_images",
        label="Short image replies",
        hint="As the vendor's older page shows them",
        active=lambda: service.short_images,
        press=flip_short_images,
    )
    account = account_tools(
        refill=refill, use_up=spend_all, new_windows=service.limits.forget, hint="60 AI calls an hour"
    )
    tools = (slow_answers(service), bare, short_images, *account)
    return Board(service.switches, lambda: _facts(service), tools, next_work="captions or image")


def _facts(service: Service) -> Sequence[Fact]:
    account, calls = service.keys[0], service.calls
    return (
        Fact(label="Credits left", value=str(account.organization.credits)),
        Fact(label="Credits charged", value=str(service.charged)),
        *calls.facts(),
        Fact(label="Key (not a secret)", value=account.secret),
    )
