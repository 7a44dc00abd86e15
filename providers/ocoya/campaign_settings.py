"""Whether an installation offers Ocoya's campaigns, and by which way."""

from enum import StrEnum
from typing import ClassVar

from bot.domain.errors import ConfigurationError
from providers.ocoya.settings import OcoyaSettings
from providers.settings import BaseUrl, Key

#: https://docs.ocoya.com/mcp/get-started
SERVER = "https://mcp.ocoya.com"


class Way(StrEnum):
    """How campaigns are reached."""

    MCP = "mcp"
    REST = "rest"
    OFF = "off"


class CampaignSettings(OcoyaSettings):
    """`OCOYA_CAMPAIGNS`: `mcp`, `rest` or `off`.

    - `mcp`, or no word but an `OCOYA_MCP_URL`: the vendor's tool, as it is documented, with each person's
      own permission. It needs `GALLEY_SECRET_KEY`, with which the permissions are encrypted; a client id
      only where the vendor does not let Galley register itself.
    - `rest`: the same with `OCOYA_API_KEY`, for everybody who may use Galley, without several images a
      post.
    - `off`, or no word: none. A key alone is no word: it was given for single drafts, and a campaign
      makes thirty posts at once in the name of whoever made the key.
    """

    required: ClassVar[tuple[str, ...]] = ("campaigns",)

    campaigns: Way | None = None
    mcp_url: BaseUrl | None = None
    client_id: Key | None = None
    client_secret: Key | None = None

    @property
    def way(self) -> Way:
        """The way that these settings choose."""
        return self.campaigns or (Way.MCP if self.mcp_url else Way.OFF)

    @property
    def server(self) -> str:
        """The MCP server."""
        return self.mcp_url or SERVER

    @property
    def refused(self) -> bool:
        """Whether they are switched off."""
        return self.campaigns is Way.OFF

    def missing(self) -> tuple[str, ...]:
        """What must be set before campaigns can be offered; nothing when they are switched off."""
        if self.way is Way.OFF:
            return () if self.refused else (self.variable("campaigns"),)
        lacks_key = self.way is Way.REST and self.api_key is None
        return (self.variable("api_key"),) if lacks_key else ()

    def check(self) -> None:
        """Raise `ConfigurationError` for settings that do not go together."""
        if self.client_secret and not self.client_id:
            message = "OCOYA_CLIENT_SECRET is set, so OCOYA_CLIENT_ID must be set too."
            raise ConfigurationError(message)
