"""How the providers stand, as `galley providers` has it."""

from collections.abc import Iterator

from bot.checkup import BROKEN, MISSING, Checkup
from bot.doctor.findings import Finding, note, ok, problem


def at_vendors(found: Checkup) -> Iterator[Finding]:
    """One line for each provider."""
    for label, state, more in found.rows:
        words = f"{state}{f': {more}' if more else ''}"
        if state == BROKEN:
            yield problem(label, f"{words} Its settings are in .env.example; its service must be reachable.")
        elif state == MISSING:
            yield note(label, f"{words}, to offer it.")
        else:
            yield ok(label, f"{words.rstrip('.')}.")
