"""What the middle needs of the world, as protocols. Each has real twins held to one contract test."""

from bot.domain.ports.homes import Homes
from bot.domain.ports.meter import UNREAD, Meter
from bot.domain.ports.personal import Asker, Personal, Vault
from bot.domain.ports.records import DraftQuery, Page, Store, TeamStore
from bot.domain.ports.runs import Clock, FileSource, Notifier, Runner, Shares
from bot.domain.ports.vendors import (
    Balances,
    Briefed,
    Checks,
    Choice,
    Finds,
    Forms,
    Hints,
    Leaves,
    Limited,
    Offers,
    Polls,
    Provider,
    Providers,
    RateLimit,
    SharesLimits,
    Splits,
    Uploads,
    Watched,
)

__all__ = [
    "UNREAD",
    "Asker",
    "Balances",
    "Briefed",
    "Checks",
    "Choice",
    "Clock",
    "DraftQuery",
    "FileSource",
    "Finds",
    "Forms",
    "Hints",
    "Homes",
    "Leaves",
    "Limited",
    "Meter",
    "Notifier",
    "Offers",
    "Page",
    "Personal",
    "Polls",
    "Provider",
    "Providers",
    "RateLimit",
    "Runner",
    "Shares",
    "SharesLimits",
    "Splits",
    "Store",
    "TeamStore",
    "Uploads",
    "Vault",
    "Watched",
]
