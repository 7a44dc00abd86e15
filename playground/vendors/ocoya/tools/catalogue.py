"""The tools with their input schemas, as `tools/list` answers them."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcp_types import Tool

from playground.vendors.ocoya.contract import draft_body
from playground.vendors.ocoya.schemas import Schema, campaign_arguments, closed
from playground.vendors.ocoya.tools.names import CAMPAIGN, DRAFT, LISTING_TOOLS

#: What a tool needs of a grant; of no tool it is published.
SCOPES = {
    **dict.fromkeys(LISTING_TOOLS, "workspace:read"),
    "ocoya_list_social_profiles": "social_profiles:read",
    CAMPAIGN: "posts:write",
    DRAFT: "posts:write",
}


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What is offered; `schemas` by the tool's name."""

    schemas: Mapping[str, Schema]

    def listed(self) -> list[Tool]:
        return [
            Tool(
                name=name,
                description=_DESCRIPTIONS.get(name, _LISTS),
                input_schema=schema,
            )
            for name, schema in self.schemas.items()
        ]


def catalogue(form: str) -> Catalogue:
    """All tools; "older" ones, which know less; or those "without_campaigns"."""
    older = form == "older"
    schemas = {name: _listing(name, older=older) for name in LISTING_TOOLS}
    schemas[DRAFT] = _draft()
    if form != "without_campaigns":
        schemas[CAMPAIGN] = _campaign(older=older)
    return Catalogue(schemas=schemas)


def _listing(name: str, *, older: bool) -> Schema:
    if name == "ocoya_list_workspaces" or older:
        return closed({})
    return closed({"workspaceId": {"type": "string"}}, "workspaceId")


def _draft() -> Schema:
    """`POST /post/ai` and two defaults (https://docs.ocoya.com/mcp/tools/ocoya-create-ai-post)."""
    fields = dict(draft_body()["properties"])
    fields["tone"] = {**fields["tone"], "default": "professional"}
    fields["length"] = {**fields["length"], "default": "medium"}
    return closed({"workspaceId": {"type": "string"}, **fields}, "workspaceId", "prompt")


def _campaign(*, older: bool) -> Schema:
    schema = campaign_arguments()
    if older:
        del schema["properties"]["imageCount"], schema["properties"]["referenceDesignIds"]
    return schema


_LISTS = "List what can be chosen in a workspace."
_DESCRIPTIONS = {
    CAMPAIGN: (
        "Start generating a multi-post Ocoya AI campaign and return immediately while background "
        "generation continues."
    ),
    DRAFT: "Generate a post caption from a prompt and create a draft post.",
    "ocoya_list_workspaces": "List the workspaces that this connection may use.",
}
