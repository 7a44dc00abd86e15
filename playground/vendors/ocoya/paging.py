"""`GET /post`: which posts are asked for, and a page of them.

https://docs.ocoya.com/endpoints/posts/list-posts: pages begin at 0 and hold 50 at the most. How many
they hold when nothing is said is not published (here 20), nor is their order (here newest first).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from multidict import MultiMapping

from playground.vendors.ocoya import refusals
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.variants import Variants
from playground.vendors.ocoya.world import Workspace

MOST, USUAL = 50, 20


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One page of the posts in these states; none of them means all."""

    workspace: Workspace
    statuses: frozenset[str]
    page: int
    per_page: int


def wanted(query: MultiMapping[str], workspace: Workspace) -> Wanted:
    """What a query asks for; statuses may be repeated or joined by commas. Raises `Refused`."""
    if unknown := sorted(set(query) - {"workspaceId", "statuses", "page", "perPage"}):
        raise refusals.invalid(f"Unknown parameter: {unknown[0]}")
    return Wanted(
        workspace=workspace,
        statuses=frozenset(",".join(query.getall("statuses", [])).split(",")) - {""},
        page=_number(query, "page", 0, least=0),
        per_page=min(MOST, _number(query, "perPage", USUAL, least=1)),
    )


def page_of(
    production: Production, asked: Wanted, variants: Variants, address_of: Callable[[str], str]
) -> Any:
    """The page, in the form that holds."""
    groups = production.groups(asked.workspace)
    if variants.of(forms.STATUSES) == "kept" and asked.statuses:
        groups = [group for group in groups if group.status in asked.statuses]
    start = _index(asked.page, variants) * asked.per_page
    shown = [group.listed(address_of) for group in groups[start : start + asked.per_page]]
    if variants.of(forms.POSTS) == "object":
        return {"data": shown, "hasMore": start + asked.per_page < len(groups)}
    return shown


def _index(page: int, variants: Variants) -> int:
    """Where pages begin at one, page 0 is the first as well."""
    return page if variants.of(forms.PAGES) == "zero" else max(0, page - 1)


def _number(query: MultiMapping[str], name: str, default: int, *, least: int) -> int:
    text = query.get(name, str(default))
    if not (text.isascii() and text.isdecimal()) or int(text) < least:
        raise refusals.invalid(f"{name} must be an integer of at least {least}")
    return int(text)
