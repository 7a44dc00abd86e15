"""What a look at a database brought."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was found, in sentences; a trouble keeps Galley from working, a note does not."""

    facts: Sequence[str] = ()
    notes: Sequence[str] = ()
    troubles: Sequence[str] = ()

    def __add__(self, more: "Seen") -> "Seen":
        """Both together."""
        return Seen(
            facts=[*self.facts, *more.facts],
            notes=[*self.notes, *more.notes],
            troubles=[*self.troubles, *more.troubles],
        )


def size_of(count: int) -> str:
    """Bytes, for people."""
    for unit, bytes_ in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if count >= bytes_:
            return f"{count / bytes_:.1f} {unit}"
    return f"{count / 1_000:.0f} kB"


def behind(missing: Collection[str]) -> list[str]:
    """The note for tables that lack these steps."""
    words = "Its tables are brought up to date at the next start: copy it before, to be able to go back."
    return [words] if missing else []


def ahead(unknown: Collection[str]) -> list[str]:
    """The trouble for tables with these steps, which this version does not know."""
    newer = f"A newer Galley wrote it (unknown: {', '.join(sorted(unknown))})."
    words = f"{newer} Start that version, or put back the copy made before the update."
    return [words] if unknown else []
