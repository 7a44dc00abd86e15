"""What the middle needs of the world, as protocols. Each has real twins held to one contract test."""

from bot.domain.ports.records import DraftQuery, Page, Store, TeamStore
from bot.domain.ports.runs import Clock, FileSource, Notifier, Runner
from bot.domain.ports.vendors import (
    Balances,
    Checks,
    Choice,
    Finds,
    Limited,
    Offers,
    Polls,
    Provider,
    Providers,
    RateLimit,
    Splits,
    Uploads,
)

__all__ = [
    "Balances",
    "Checks",
    "Choice",
    "Clock",
    "DraftQuery",
    "FileSource",
    "Finds",
    "Limited",
    "Notifier",
    "Offers",
    "Page",
    "Polls",
    "Provider",
    "Providers",
    "RateLimit",
    "Runner",
    "Splits",
    "Store",
    "TeamStore",
    "Uploads",
]
