"""The five lists to choose from, whose bodies are not documented, in every form that is likely."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playground.vendors.ocoya.posts import profile_entry
from playground.vendors.ocoya.world import Workspace

Entries = list[dict[str, Any]]

#: Each list's name in addresses, in bodies, and what its ids are called where they are not called `id`.
LISTS = {
    "workspaces": ("workspaces", "workspaceId"),
    "social-profiles": ("socialProfiles", "socialProfileId"),
    "brand-kits": ("brandKits", "brandId"),
    "hashtag-libraries": ("hashtagLibraries", "hashtagLibraryId"),
    "studio-templates": ("studioTemplates", "designId"),
}


def entries(what: str, workspaces: Sequence[Workspace]) -> Entries:
    """What is in a list, before it takes a form."""
    if what == "workspaces":
        return [_named(workspace) for workspace in workspaces]
    return [entry for workspace in workspaces for entry in _READERS[what](workspace)]


def formed(form: str, what: str, found: Entries) -> Any:
    """The body of a listing."""
    key, id_name = LISTS[what]
    return _FORMS[form](found, key, id_name)


def _named(thing: Any) -> dict[str, Any]:
    return {"id": thing.id, "name": thing.name}


_READERS: Mapping[str, Callable[[Workspace], Entries]] = {
    "social-profiles": lambda workspace: [profile_entry(profile) for profile in workspace.profiles],
    "brand-kits": lambda workspace: [_named(brand) for brand in workspace.brands],
    "hashtag-libraries": lambda workspace: [
        {**_named(library), "hashtags": list(library.hashtags)} for library in workspace.libraries
    ],
    "studio-templates": lambda workspace: [_named(design) for design in workspace.designs],
}


def _other_keys(found: Entries, _key: str, id_name: str) -> Any:
    return [_renamed(entry, id_name) for entry in found]


def _renamed(entry: Mapping[str, Any], id_name: str) -> dict[str, Any]:
    names = {"id": id_name, "name": "displayName", "provider": "network"}
    return {names.get(name, name): value for name, value in entry.items()}


def _wrapped(found: Entries, key: str, _id_name: str) -> Any:
    """As "List posts" wraps profiles; the other lists have the names that databases give."""
    if key == "socialProfiles":
        return [{"socialProfile": entry} for entry in found]
    return [{"_id": entry["id"], "title": entry["name"]} for entry in found]


def _gaps(found: Entries, key: str, _id_name: str) -> Any:
    """One entry has no id, one no name, and all have fields nobody has heard of."""
    extra = {"createdAt": "2026-01-05T09:00:00.000Z", "_count": {"posts": 3}}
    nameless = [{"id": entry["id"], **extra} for entry in found[-1:]]
    return {key: [{"name": "No id", **extra}, *({**entry, **extra} for entry in found[:-1]), *nameless]}


_FORMS: Mapping[str, Callable[[Entries, str, str], Any]] = {
    "bare": lambda found, _key, _id_name: found,
    "data": lambda found, _key, _id_name: {"data": found},
    "items": lambda found, _key, _id_name: {"items": found, "total": len(found)},
    "results": lambda found, _key, _id_name: {"results": found, "next": None},
    "named": lambda found, key, _id_name: {key: found},
    "only_list": lambda found, _key, _id_name: {"ok": True, "everything": found},
    "other_keys": _other_keys,
    "wrapped": _wrapped,
    "gaps": _gaps,
    "unrecognised": lambda found, _key, _id_name: {"total": len(found)},
}
