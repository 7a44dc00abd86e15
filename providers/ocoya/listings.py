"""The five lists to choose from, whose bodies are not documented: any form that makes sense is read.

That they exist: POST /post/ai in the vendor's OpenAPI document, https://docs.ocoya.com/get-started.
"""

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from urllib.parse import quote

from bot.domain.errors import ProviderDown
from providers.http import Api, list_of, object_of, text_of

logger = logging.getLogger(__name__)


class Listing(StrEnum):
    """One of the lists, by its name in addresses."""

    WORKSPACES = "workspaces"
    SOCIAL_PROFILES = "social-profiles"
    BRAND_KITS = "brand-kits"
    HASHTAG_LIBRARIES = "hashtag-libraries"
    STUDIO_TEMPLATES = "studio-templates"

    @property
    def key(self) -> str:
        """Its name in bodies."""
        first, *more = self.value.split("-")
        return first + "".join(word.capitalize() for word in more)

    @property
    def words(self) -> str:
        """Its name for people."""
        return self.value.replace("-", " ")


_GENERAL = ("data", "items", "results")
_OTHERS = ("brands", "designs", "templates")
_IDS = ("id", "_id", "workspaceId", "brandId", "hashtagLibraryId", "designId", "socialProfileId")
_LABELS = ("name", "title", "displayName", "username", "handle")
#: What a network may be called in an entry; "List posts" calls it `provider`.
_NETWORKS = ("provider", "network", "platform")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing of a list; `network` is where a social profile is, in lower case."""

    id: str
    label: str
    network: str = ""

    @classmethod
    def read(cls, value: object) -> Self | None:
        """An entry, bare or wrapped as in "List posts"; `None` when it has no id."""
        outer = object_of(value)
        entry = object_of(outer.get("socialProfile")) or outer
        id_ = next((str(found) for name in _IDS if (found := entry.get(name)) and _is_id(found)), None)
        if id_ is None:
            return None
        label = next((text for name in _LABELS if (text := text_of(entry.get(name)))), id_)
        network = next((text for name in _NETWORKS if (text := text_of(entry.get(name)))), "").lower()
        return cls(id=id_, label=label, network="x" if network == "twitter" else network)


async def listed(api: Api, listing: Listing, workspace: str | None = None) -> tuple[Entry, ...]:
    """What is in a list. Raises a `ProviderError`."""
    query = f"?workspaceId={quote(workspace, safe='')}" if workspace else ""
    reply = await api.read(f"/{listing}{query}")
    return entries_in(reply.body, listing, label=api.vendor.label)


def entries_in(body: object, listing: Listing, *, label: str) -> tuple[Entry, ...]:
    """The entries in a body, each id once; raises `ProviderDown` when no list is recognised in it."""
    found = list_in(body, (*_GENERAL, listing.key, *_OTHERS))
    if found is None:
        # Never the values: a list of people's accounts does not belong into a log.
        logger.warning("%s: unknown form of %s, keys %s", label, listing, sorted(map(str, object_of(body))))
        message = f"{label} lists its {listing.words} in a way that Galley cannot read."
        raise ProviderDown(message, provider=label)
    entries = filter(None, map(Entry.read, found))
    return tuple({entry.id: entry for entry in entries}.values())


def list_in(body: object, names: tuple[str, ...]) -> list[Any] | None:
    """The list that a body is or holds: under the first of `names` that has one, else its only one."""
    if isinstance(body, list):
        return body
    lists = {name: value for name, value in object_of(body).items() if isinstance(value, list)}
    if name := next((name for name in names if name in lists), None):
        return lists[name]
    return list_of(next(iter(lists.values()))) if len(lists) == 1 else None


def _is_id(value: object) -> bool:
    return bool(text_of(value)) or (isinstance(value, int) and not isinstance(value, bool))
