"""Records to keep in a store."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.drafts import Draft, Status, Version
from bot.domain.generations import Generation, Part, State
from bot.domain.platforms import Platform

NOON = datetime(2026, 4, 10, 12, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def generation(name: str = "G1", *, minute: int = 0, **values: Any) -> Generation:
    facts: dict[str, Any] = {
        "team": "T1",
        "channel": "C1",
        "person": "U1",
        "provider": "sample",
        "request": {"topic": "Dark mode", "count": 2},
        "state": State.ACCEPTED,
        "parts": (Part(request={"topic": "Dark mode"}, targets=(Platform.X,)),),
        "created_at": at(minute),
    }
    return Generation(id=name, **(facts | values))


def draft(name: str = "D1", *, minute: int = 0, text: str = "Dark mode is here", **values: Any) -> Draft:
    version = Version(
        number=1, texts={Platform.X: text}, author="U1", reason="generated", created_at=at(minute)
    )
    facts: dict[str, Any] = {
        "team": "T1",
        "title": "Dark mode launch",
        "author": "U1",
        "status": Status.DRAFT,
        "generation": "G1",
        "latest": version,
        "variants": {},
        "picks": {},
        "created_at": at(minute),
        "updated_at": at(minute),
    }
    return Draft(id=name, **(facts | values))


def edited(text: str, *, minute: int = 1) -> Callable[[Draft], Draft]:
    """A change that makes a version."""
    return lambda before: before.revised({Platform.X: text}, by="U2", reason="edited", at=at(minute))
