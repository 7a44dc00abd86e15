"""Post groups and campaigns, and how "List posts" shows a group."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.vendors.ocoya.world import Profile, Workspace

DRAFT, SCHEDULED = "DRAFT", "SCHEDULED"


@dataclass(frozen=True, kw_only=True)
class PostGroup:
    """One post, as it is saved for each of its profiles.

    `scheduled_at` is ISO 8601 as the client wrote it, `created_at` in seconds since 1970; `pictures`
    are names of drawn files. That a post came from a campaign is not shown to clients.
    """

    id: str
    workspace: Workspace
    caption: str
    created_at: float
    profiles: tuple[Profile, ...] = ()
    pictures: tuple[str, ...] = ()
    status: str = DRAFT
    scheduled_at: str | None = None
    campaign_id: str | None = None

    def listed(self, address_of: Callable[[str], str]) -> dict[str, Any]:
        """As https://docs.ocoya.com/endpoints/posts/list-posts shows it; `address_of` a picture."""
        creatives = [{"image": address_of(picture)} for picture in self.pictures]
        providers = ["GENERAL", *(profile.provider.upper() for profile in self.profiles)]
        return {
            "id": self.id,
            "postType": "REGULAR",
            "status": self.status,
            "scheduledAt": self.scheduled_at,
            "posts": [
                {"provider": provider, "caption": self.caption, "creatives": creatives}
                for provider in providers
            ],
            "socialProfiles": [{"socialProfile": profile_entry(profile)} for profile in self.profiles],
        }


@dataclass(kw_only=True)
class Campaign:
    """A queued campaign: its posts are written one after the other, `written` so far."""

    id: str
    workspace: Workspace
    order: Mapping[str, Any]
    queued_at: float
    written: int = 0

    @property
    def total(self) -> int:
        return int(self.order["count"])

    def receipt(self) -> dict[str, Any]:
        """The sample reply of https://docs.ocoya.com/api-reference/create-an-ai-generated-campaign.

        The sample's `generation` is empty; the tool is said to return progress, so there is some.
        """
        return {
            "campaignId": self.id,
            "status": "GENERATING",
            "queued": True,
            "generation": {"completed": self.written, "total": self.total},
        }


def profile_entry(profile: Profile) -> dict[str, Any]:
    return {"id": profile.id, "provider": profile.provider, "name": profile.name, "image": profile.image}


def new_id() -> str:
    """An id of the vendor's kind, such as `cmayxcmpn00087aps2m7hjs9z`."""
    return f"cm{secrets.token_hex(12)[:23]}"
