"""The tools' names, and what kind of call using one is."""

from playground.vendors.ocoya.kinds import CAMPAIGN_TOOL, DRAFT_TOOL, LOOKUP

CAMPAIGN, DRAFT = "ocoya_create_ai_campaign", "ocoya_create_ai_post"

#: Which list each listing tool gives. The name of the one for profiles is not published.
LISTING_TOOLS = {
    "ocoya_list_workspaces": "workspaces",
    "ocoya_list_social_profiles": "social-profiles",
    "ocoya_list_brand_kits": "brand-kits",
    "ocoya_list_hashtag_libraries": "hashtag-libraries",
    "ocoya_list_studio_templates": "studio-templates",
}

#: Where in a request's ASGI scope the fault stands that strikes it.
FAULT = "ocoya.fault"


def kind_of(tool: str) -> str:
    """The kind of call that using a tool is."""
    return {CAMPAIGN: CAMPAIGN_TOOL, DRAFT: DRAFT_TOOL}.get(tool, LOOKUP)
