"""Workspaces, and what each has to choose from, wherever they are listed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.errors import ProviderDenied, ProviderRejected
from bot.domain.platforms import Platform
from bot.domain.ports import Choice
from bot.domain.requests import Request
from providers.http import Api
from providers.ocoya.listings import Entry, Listing, listed

LABEL = "Ocoya"

FIELDS: Mapping[str, Listing] = {
    "workspace": Listing.WORKSPACES,
    "brand": Listing.BRAND_KITS,
    "hashtag_library": Listing.HASHTAG_LIBRARIES,
    "social_profiles": Listing.SOCIAL_PROFILES,
    "reference_designs": Listing.STUDIO_TEMPLATES,
}
#: The vendor asks clients to keep ids (https://docs.ocoya.com/fundamentals/rate-limits).
KEEP = timedelta(minutes=10)
_NETWORKS: Mapping[str, str] = {platform.value: platform.label for platform in Platform}


class Lists(Protocol):
    """Where the lists come from."""

    async def listed(self, listing: Listing, workspace: str | None = None) -> tuple[Entry, ...]:
        """What is in a list. Raises a `ProviderError`."""
        ...


class RestLists:
    """The lists of one key."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def listed(self, listing: Listing, workspace: str | None = None) -> tuple[Entry, ...]:
        return await listed(self._api, listing, workspace)


class Workspaces:
    """Those of one key or person; `fixed` is the one of the settings, beside which there is no other."""

    def __init__(self, lists: Lists, fixed: str | None, now: Callable[[], datetime]) -> None:
        self._lists = lists
        self._fixed = fixed
        self._now = now
        #: The only one there is, and when that was asked.
        self._only: tuple[str, datetime] | None = None

    async def of(self, brief: Request) -> str:
        """The workspace of a brief. Raises a `ProviderError`."""
        return await self._chosen(getattr(brief, "workspace", None))

    async def choices(self, field: str, workspace: str | None) -> Sequence[Choice]:
        """The options for a field of the form. Raises a `ProviderError`."""
        listing = FIELDS.get(field)
        if listing is None:
            return ()
        where = None if listing is Listing.WORKSPACES else await self._chosen(workspace)
        return [_choice(entry) for entry in await self._lists.listed(listing, where)]

    async def check(self) -> None:
        """Raise a `ProviderError` unless there is a workspace to work in."""
        known = await self._lists.listed(Listing.WORKSPACES)
        if not known:
            raise ProviderDenied(f"{LABEL} lists no workspace for this key.", provider=LABEL)
        if self._fixed and self._fixed not in {entry.id for entry in known}:
            message = f"{LABEL} does not list the workspace of OCOYA_WORKSPACE_ID for this key."
            raise ProviderDenied(message, provider=LABEL)

    async def _chosen(self, workspace: str | None) -> str:
        """The workspace that was chosen; without a choice the only one."""
        return self._fixed or workspace or await self._the_only_one()

    async def _the_only_one(self) -> str:
        now = self._now()
        if self._only and now - self._only[1] < KEEP:
            return self._only[0]
        known = await self._lists.listed(Listing.WORKSPACES)
        if len(known) != 1:
            raise self._unclear(len(known))
        self._only = (known[0].id, now)
        return known[0].id

    def _unclear(self, count: int) -> ProviderRejected:
        words = (
            f"There are {count} workspaces in {LABEL}: choose one." if count else f"No workspace in {LABEL}."
        )
        return ProviderRejected(words, provider=LABEL, field="workspace")


def _choice(entry: Entry) -> Choice:
    """An option; of a profile its network, too, as one name often stands for several."""
    network = _NETWORKS.get(entry.network, entry.network.capitalize())
    return Choice(value=entry.id, label=f"{entry.label} ({network})" if network else entry.label)
