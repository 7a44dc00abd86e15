"""Opening Ocoya's campaigns, for everybody with one key or for each person with their own permission."""

from collections.abc import Mapping
from typing import ClassVar

from bot.domain.captions import Finished
from bot.domain.errors import ConfigurationError, NotConnected
from bot.domain.outages import Outage
from bot.domain.ports import Asker, Provider, RateLimit
from bot.domain.requests import Request
from providers.http import Http
from providers.mcp import McpServer, McpVendor
from providers.ocoya import LIMITS, Ocoya
from providers.ocoya.campaign import Campaigns, OcoyaCampaign, Setup
from providers.ocoya.campaign_doors import McpDoor, RestDoor
from providers.ocoya.campaign_settings import CampaignSettings, Way
from providers.ocoya.workspaces import LABEL
from providers.settings import Environment, ProviderSettings

#: What a permission includes, of what https://docs.ocoya.com/mcp/get-started lists. Which of them the
#: tool needs is not published; publishing it surely does not.
SCOPES = ("workspace:read", "social_profiles:read", "posts:read", "posts:write")


class SharedCampaign(OcoyaCampaign):
    """Campaigns with the key that everybody shares, and that drafts are made with."""

    limits: ClassVar[tuple[RateLimit, ...]] = LIMITS
    limited_by: ClassVar[str] = Ocoya.name

    async def check(self) -> None:
        """Raise a `ProviderError` unless the key works, and opens a workspace."""
        await self._workspaces.check()


class OcoyaCampaigns(Campaigns):
    """Campaigns over MCP, in the name of each person who asks for one."""

    Settings: ClassVar[type[ProviderSettings]] = CampaignSettings

    def __init__(self, server: McpServer, setup: Setup) -> None:
        super().__init__(setup)
        self._server = server

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Provider | None:
        """Campaigns in the way that the settings choose, if any. Raises `ConfigurationError`."""
        settings = environment.read(CampaignSettings)
        settings.check()
        if settings.way is Way.OFF or settings.missing():
            return None
        setup = Setup.of(settings, http)
        if settings.way is Way.REST and setup.api:
            return SharedCampaign(RestDoor(setup.api), setup)
        if environment.vault is None:
            message = (
                "Ocoya’s campaigns over MCP need GALLEY_SECRET_KEY, with which people’s permissions are "
                "encrypted. Set it, or set OCOYA_CAMPAIGNS to rest or off."
            )
            raise ConfigurationError(message)
        return cls(McpServer(_server(settings), environment.vault, http.timing, http.meter), setup)

    @property
    def outage(self) -> Outage | None:
        """Whether the vendor is down, as far as its calls have shown."""
        return self._server.outage

    def acting_for(self, asker: Asker) -> OcoyaCampaign:
        """As `Personal`."""
        return OcoyaCampaign(McpDoor(self._server.tools(asker), self._setup.fixed), self._setup)

    async def start(self, request: Request, *, key: str) -> Finished:  # noqa: ARG002  # nobody asks here
        """Raise `NotConnected`: only somebody can ask for a campaign."""
        message = f"{LABEL} makes campaigns in a person’s name only. Connect {LABEL}."
        raise NotConnected(message, provider=LABEL)

    async def is_connected(self, asker: Asker) -> bool:
        """As `Personal`."""
        return await self._server.is_connected(asker)

    async def sign_in(self, asker: Asker, back: str) -> str:
        """As `Personal`."""
        return await self._server.sign_in(asker, back)

    async def signed_in(self, answer: Mapping[str, str]) -> Asker:
        """As `Personal`."""
        return await self._server.signed_in(answer)

    async def sign_out(self, asker: Asker) -> None:
        """As `Personal`."""
        await self._server.sign_out(asker)


def _server(settings: CampaignSettings) -> McpVendor:
    return McpVendor(
        name=Campaigns.name,
        label=LABEL,
        url=settings.server,
        scopes=SCOPES,
        client_id=settings.client_id.get_secret_value() if settings.client_id else None,
        client_secret=settings.client_secret,
        variables="OCOYA_CLIENT_ID and OCOYA_CLIENT_SECRET",
    )
