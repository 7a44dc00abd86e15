"""The fictional customer: one person, two workspaces, and what stands in them to choose from.

Where the vendor's own examples name an id, the first workspace has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who owns the API key, and who signs in when a connection is approved."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A connected social profile; `provider` in lower case, as in "List posts"."""

    id: str
    provider: str
    name: str
    image: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something with a name: a brand kit or a Studio design."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class HashtagLibrary:
    """Hashtags kept together, to be put under captions."""

    id: str
    name: str
    hashtags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One workspace. Ids of another are as unknown in it as ids of nothing."""

    id: str
    name: str
    profiles: tuple[Profile, ...] = ()
    brands: tuple[Item, ...] = ()
    libraries: tuple[HashtagLibrary, ...] = ()
    designs: tuple[Item, ...] = ()

    def library(self, id_: str | None) -> HashtagLibrary | None:
        return next((library for library in self.libraries if library.id == id_), None)

    def brand(self, id_: str | None) -> Item | None:
        return next((brand for brand in self.brands if brand.id == id_), None)

    def attached(self, ids: Iterable[str]) -> tuple[Profile, ...]:
        """The profiles with these ids, in their order."""
        known = {profile.id: profile for profile in self.profiles}
        return tuple(known[id_] for id_ in ids)

    def first_unknown(self, order: Mapping[str, Any]) -> str | None:
        """Which field of an order names something that is not here, and what it says, if any does."""
        given: dict[str, tuple[Iterable[str | None], Iterable[_Identified]]] = {
            "brandId": ([order.get("brandId")], self.brands),
            "hashtagLibraryId": ([order.get("hashtagLibraryId")], self.libraries),
            "socialProfileIds": (order.get("socialProfileIds", []), self.profiles),
            "referenceDesignIds": (order.get("referenceDesignIds", []), self.designs),
        }
        for field, (ids, things) in given.items():
            known = {None, *(thing.id for thing in things)}
            if unknown := [id_ for id_ in ids if id_ not in known]:
                return f"{field}: {unknown[0]} was not found in this workspace"
        return None


ANA = Person(id="cmayv9t1c00007apsgalley01", name="Ana Ruiz", email="ana@example.com")
BEN = Person(id="cmayv9w4k00017apsgalley02", name="Ben Okafor", email="ben@example.com")
PEOPLE = (ANA, BEN)

TEAS = Workspace(
    id="cmayvq3hk00017apshay5qezu",
    name="Paper Lantern Teas",
    profiles=(
        Profile(id="clh49poxf008x8kov4ncbjty9", provider="facebook", name="Paper Lantern Teas", image=""),
        Profile(id="clh49q2c100908kovx1insta0", provider="instagram", name="paperlantern.teas", image=""),
        Profile(id="clh49q7aa00938kovx1linke0", provider="linkedin", name="Paper Lantern Teas", image=""),
        Profile(id="clh49qd5500968kovx1twitt0", provider="twitter", name="paperlantern", image=""),
    ),
    brands=(
        Item(id="cmayw38dz00047apsue9nw4tf", name="Paper Lantern"),
        Item(id="cmayw3m8k00057apsspring00", name="Spring harvest"),
    ),
    libraries=(
        HashtagLibrary(
            id="cmayw7l5200067apsmz2tv7e8",
            name="Tea lovers",
            hashtags=("#teatime", "#looseleaf", "#slowliving"),
        ),
        HashtagLibrary(id="cmayw7x0d00077apslaunch00", name="Launches", hashtags=("#newin", "#launchday")),
    ),
    designs=(
        Item(id="design_123", name="Lantern quote card"),
        Item(id="design_124", name="Product on linen"),
        Item(id="design_125", name="Event poster"),
    ),
)

BAKERY = Workspace(
    id="cmayvs91n00027apsbakery00",
    name="Crumb & Co. Bakery",
    profiles=(Profile(id="clh5b0aa100a28kovcrumbfb0", provider="facebook", name="Crumb & Co.", image=""),),
    brands=(Item(id="cmayx1aa100097apscrumb000", name="Crumb & Co."),),
    libraries=(HashtagLibrary(id="cmayx1bb1000a7apscrumb000", name="Bread", hashtags=("#sourdough",)),),
    designs=(Item(id="design_901", name="Loaf of the week"),),
)

WORKSPACES = (TEAS, BAKERY)
