"""Ocoya's campaigns: several posts planned and written by one call, in the vendor's background."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import OutcomeUnknown, ProviderError
from bot.domain.money import Price, PriceBasis
from bot.domain.outages import Outage
from bot.domain.ports import Choice
from bot.domain.requests import Request
from providers.http import Api, Http, Timing
from providers.ocoya import vendor_of
from providers.ocoya.campaign_doors import Door
from providers.ocoya.campaign_request import CampaignRequest, campaign_model
from providers.ocoya.campaign_results import Queued, queued_result
from providers.ocoya.campaign_settings import CampaignSettings, Way
from providers.ocoya.campaign_watch import Watch, look, marks, noted
from providers.ocoya.workspaces import Workspaces

NO_KEY = "Galley has no API key for Ocoya any more, so it stopped looking for new drafts."
LOOK = "Look in Ocoya whether the campaign is there before you ask again."


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What the settings decide: what can be asked for, where, and the REST API if there is a key."""

    model: type[CampaignRequest]
    fixed: str | None
    api: Api | None
    timing: Timing

    @classmethod
    def of(cls, settings: CampaignSettings, http: Http) -> Self:
        """The setup of one installation. Only the REST API lists drafts: without it nobody watches."""
        api = http.api(vendor_of(settings)) if settings.api_key else None
        model = campaign_model(
            rest=settings.way is Way.REST,
            fixed=settings.workspace_id is not None,
            watchable=api is not None,
        )
        return cls(model=model, fixed=settings.workspace_id, api=api, timing=http.timing)


class Campaigns:
    """What is true of campaigns whoever asks for them."""

    name: ClassVar[str] = "ocoya_campaign"
    label: ClassVar[str] = "Ocoya campaign"
    sample: ClassVar[bool] = False
    #: Without settings; an opened provider has its own.
    request_model: type[Request] = campaign_model(rest=False, fixed=False, watchable=True)

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.request_model = setup.model

    def price(self, request: Request | None) -> Price:  # noqa: ARG002  # nothing is published
        """Not published, and neither is a way to ask for what is left."""
        return Price(basis=PriceBasis.UNPUBLISHED)


class OcoyaCampaign(Campaigns):
    """Campaigns through one door. What comes of one is in Ocoya; a draft there need not be one's own."""

    def __init__(self, door: Door, setup: Setup) -> None:
        super().__init__(setup)
        self._door = door
        self._workspaces = Workspaces(door, setup.fixed, setup.timing.now)

    @property
    def outage(self) -> Outage | None:
        """Whether the vendor is down, as far as its calls have shown."""
        return self._door.outage

    async def choices(self, field: str, given: Mapping[str, str]) -> Sequence[Choice]:
        """What a workspace has to choose from. Raises a `ProviderError`."""
        return await self._workspaces.choices(field, given.get("workspace"))

    async def start(self, request: Request, *, key: str) -> Finished | Started:  # noqa: ARG002  # takes none
        """Have a campaign taken. Raises a `ProviderError`."""
        brief = self._setup.model.model_validate(request.model_dump())
        workspace = await self._workspaces.of(brief)
        api = self._setup.api if brief.watched else None
        known = await marks(api, workspace) if api else ()
        result = queued_result(brief, workspace, await self._queued(workspace, brief))
        if api is None:
            return result
        if isinstance(known, str):
            return noted(result, known)
        began = self._setup.timing.now()
        watch = Watch(
            workspace=workspace, queued=result, wanted=brief.campaign_posts, known=known, began=began
        )
        return watch.started()

    async def poll(self, remote_id: str) -> Pending | Finished:
        """Look once for new drafts. Raises a `ProviderError` for a remote id that is none."""
        watch = Watch.read(remote_id)
        if self._setup.api is None:
            return noted(watch.queued, NO_KEY)
        return await look(self._setup.api, watch)

    async def _queued(self, workspace: str, brief: CampaignRequest) -> Queued:
        try:
            return await self._door.queue(workspace, brief.arguments)
        except OutcomeUnknown as error:
            raise self._unclear(error) from error

    def _unclear(self, error: ProviderError) -> OutcomeUnknown:
        """No door lists campaigns, so only a person can tell what was done."""
        return OutcomeUnknown(
            f"{error.message} {LOOK}",
            provider=error.provider,
            status=error.status,
            code=error.code,
            request_id=error.request_id,
        )
