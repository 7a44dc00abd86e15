"""The vendor's work behind both doors: drafts at once, campaigns in the background."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from playground.vendors.limits import Clock
from playground.vendors.ocoya.posts import DRAFT, SCHEDULED, Campaign, PostGroup, new_id
from playground.vendors.ocoya.world import Workspace
from playground.vendors.ocoya.writing import Style, write_campaign_caption, write_caption
from playground.vendors.pictures import draw
from playground.vendors.words import Turns


class Production:
    """All posts and campaigns. A campaign's posts come to be `pace` seconds apart, by `clock`."""

    def __init__(self, clock: Clock, pace: float) -> None:
        self.campaigns: list[Campaign] = []
        self.pace = pace
        self._clock = clock
        self._groups: dict[str, PostGroup] = {}
        self._pictures: dict[str, bytes] = {}
        self._drawn = count(1)
        self._turns = Turns()

    def draft(self, workspace: Workspace, order: Mapping[str, Any]) -> PostGroup:
        """Write one draft; for tone and length the MCP twin's defaults hold."""
        style = _style(workspace, order, length=order.get("length", "medium"))
        return self._save(
            PostGroup(
                id=new_id(),
                workspace=workspace,
                caption=write_caption(order["prompt"], style, self._turns.of((order["prompt"], style))),
                created_at=self._clock(),
                profiles=workspace.attached(order.get("socialProfileIds", ())),
                pictures=self._draw(1 if order.get("generateImage") else 0, order["prompt"]),
            )
        )

    def queue(self, workspace: Workspace, order: Mapping[str, Any]) -> Campaign:
        """Take in a campaign, whose order has every default filled in."""
        campaign = Campaign(id=new_id(), workspace=workspace, order=order, queued_at=self._clock())
        self.campaigns.append(campaign)
        return campaign

    def groups(self, workspace: Workspace) -> list[PostGroup]:
        """The posts of a workspace, newest first."""
        self._deliver()
        return [group for group in reversed(self._groups.values()) if group.workspace == workspace]

    def find(self, id_: str) -> PostGroup | None:
        self._deliver()
        return self._groups.get(id_)

    def delete(self, group: PostGroup) -> None:
        del self._groups[group.id]

    def schedule(self, group: PostGroup, at: str) -> None:
        self._groups[group.id] = replace(group, status=SCHEDULED, scheduled_at=at)

    def picture(self, name: str) -> bytes | None:
        """The PNG file of this name."""
        return self._pictures.get(name)

    def drafts(self) -> int:
        """How many drafts there are, in all workspaces."""
        self._deliver()
        return sum(group.status == DRAFT for group in self._groups.values())

    def _deliver(self) -> None:
        """Write what is due of each campaign."""
        for campaign in self.campaigns:
            due = (self._clock() - campaign.queued_at) // self.pace if self.pace else campaign.total
            for group in self._due(campaign, min(int(due), campaign.total)):
                self._save(group)

    def _due(self, campaign: Campaign, written: int) -> Iterator[PostGroup]:
        order, workspace = campaign.order, campaign.workspace
        style = _style(workspace, order, length=order["postLength"])
        for number in range(campaign.written, written):
            campaign.written += 1
            yield PostGroup(
                id=new_id(),
                workspace=workspace,
                caption=write_campaign_caption(number, order["prompt"], order["goal"], style),
                created_at=campaign.queued_at + self.pace * (number + 1),
                profiles=workspace.attached(order.get("socialProfileIds", ())),
                pictures=self._draw(_images(order), f"{order['prompt']}{number}"),
                campaign_id=campaign.id,
            )

    def _save(self, group: PostGroup) -> PostGroup:
        self._groups[group.id] = group
        return group

    def _draw(self, many: int, seed: str) -> tuple[str, ...]:
        names = tuple(f"{next(self._drawn)}.png" for _ in range(many))
        self._pictures.update({name: draw(f"{seed}{name}") for name in names})
        return names


def _style(workspace: Workspace, order: Mapping[str, Any], *, length: str) -> Style:
    return Style(
        tone=order.get("tone", "professional"),
        length=length,
        brand=workspace.brand(order.get("brandId")),
        library=workspace.library(order.get("hashtagLibraryId")),
    )


def _images(order: Mapping[str, Any]) -> int:
    """Images for each post of a campaign; the REST twin knows "one image for each campaign post"."""
    return int(order.get("imageCount", 1)) if order.get("generateMedia") else 0
