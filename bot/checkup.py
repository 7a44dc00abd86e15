"""How the providers stand, for the command line: asked now, with nothing else of Galley open."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from secrets import token_urlsafe

from bot.blocks.status import balance_words
from bot.blocks.text import listing, one_line, sentence
from bot.domain.ports import Personal, Providers
from bot.offering import check_forms
from bot.services.accounts import Health, examine
from bot.services.vault import SealedVault
from providers import configured
from providers.http import Http
from storage.memory import MemoryStore

#: What is said of a provider that does not work, and of one that nothing is set for.
BROKEN, MISSING = "does not work", "not connected"


@dataclass(frozen=True)
class Checkup:
    """What was found: one row for each provider, and whether all that are offered work.

    `personal` are those to which each person connects an account of their own.
    """

    rows: Sequence[tuple[str, str, str]]
    well: bool
    personal: Sequence[str] = ()

    def __str__(self) -> str:
        """The rows as lines, one column below the other."""
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in self.rows
        )


async def checkup() -> Checkup:
    """Ask every provider that is connected, side by side and in nobody's name.

    Raises `ConfigurationError`.
    """
    clock = partial(datetime.now, UTC)
    async with Http() as http:
        providers = configured(http, vault=SealedVault(MemoryStore(), [token_urlsafe(32)], clock))
        check_forms(providers)
        found = await asyncio.gather(*map(examine, (*providers.offered, *providers.campaigns)))
    return report(found, providers, clock())


def report(found: Sequence[Health], providers: Providers, now: datetime) -> Checkup:
    """What was found, in words; those that are not connected come last."""
    rows = [
        *((health.provider.label, _state(health), _more(health, now)) for health in found),
        *((label, MISSING, _needs(names)) for label, names in providers.missing.items()),
    ]
    personal = [health.provider.label for health in found if isinstance(health.provider, Personal)]
    return Checkup(rows, well=not any(health.problem for health in found), personal=personal)


def _state(health: Health) -> str:
    if health.problem:
        return BROKEN
    if health.provider.sample:
        return "a sample"
    return "works" if health.asked else "not asked"


def _more(health: Health, now: datetime) -> str:
    if health.problem:
        return _printable(sentence(health.problem))
    if isinstance(health.provider, Personal):
        return "each person connects an account of their own"
    if not health.asked and not health.provider.sample:
        return "whether its key works, only a brief can show"
    if not health.tells_balance and not health.provider.sample:
        return "tells no balance"
    note = health.balance.note if health.balance else ""
    return _printable(f"{balance_words(health, now)}; {note}" if note.strip() else balance_words(health, now))


def _needs(names: Sequence[str]) -> str:
    return f"set {listing(names)}" if names else ""


def _printable(text: str) -> str:
    """A vendor's words on one line, and nothing in them that a terminal would obey."""
    return one_line("".join(letter if letter.isprintable() else " " for letter in text))
