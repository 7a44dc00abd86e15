"""The two ways to a campaign, behind one port: the REST API with a key, and tools in a person's name."""

import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlencode

from bot.domain.errors import ProviderRejected
from bot.domain.outages import Outage
from providers.http import Api
from providers.mcp import Tools
from providers.ocoya.campaign_results import Queued, unwrapped
from providers.ocoya.listings import Entry, Listing, entries_in
from providers.ocoya.wire import UNKNOWN_WORKSPACE, field_in
from providers.ocoya.workspaces import LABEL, Lists, RestLists

#: Seconds for a campaign to be taken; how long it takes is not published.
QUEUEING = 60.0
TOOL = "ocoya_create_ai_campaign"
#: The tool of each list, as `ocoya_create_ai_campaign` names them; that of profiles is named nowhere.
LISTING_TOOLS: Mapping[Listing, str] = {
    Listing.WORKSPACES: "ocoya_list_workspaces",
    Listing.BRAND_KITS: "ocoya_list_brand_kits",
    Listing.HASHTAG_LIBRARIES: "ocoya_list_hashtag_libraries",
    Listing.STUDIO_TEMPLATES: "ocoya_list_studio_templates",
}
_PROFILES = re.compile(r"list.*social.*profiles?", re.IGNORECASE)


class Door(Lists, Protocol):
    """A way to campaigns, and to the lists to choose from."""

    @property
    def outage(self) -> Outage | None:
        """Whether it is known to be closed just now."""
        ...

    async def queue(self, workspace: str, arguments: Mapping[str, Any]) -> Queued:
        """Have a campaign taken, once. Raises a `ProviderError`."""
        ...


class RestDoor(RestLists):
    """The REST API."""

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self._api = api

    @property
    def outage(self) -> Outage | None:
        return self._api.outage

    async def queue(self, workspace: str, arguments: Mapping[str, Any]) -> Queued:
        """`POST /campaigns`; two versions of its page call the brief `prompt` and `topic`.

        So the other name is tried when the vendor refuses the first and speaks of it: nothing was queued.
        """
        path = f"/campaigns?{urlencode({'workspaceId': workspace})}"
        try:
            reply = await self._api.paid(path, arguments, read_timeout=QUEUEING)
        except ProviderRejected as error:
            if error.status not in {400, 422} or not re.search(r"\btopic\b", error.message):
                raise
            renamed = {"topic" if name == "prompt" else name: value for name, value in arguments.items()}
            reply = await self._api.paid(path, renamed, read_timeout=QUEUEING)
        return Queued.read(reply.body, request_id=reply.request_id)


class McpDoor:
    """The tools of the MCP server, in one person's name."""

    def __init__(self, tools: Tools, fixed: str | None) -> None:
        self._tools = tools
        self._fixed = fixed

    @property
    def outage(self) -> Outage | None:
        return self._tools.outage

    async def queue(self, workspace: str, arguments: Mapping[str, Any]) -> Queued:
        try:
            data = await self._tools.work(TOOL, {"workspaceId": workspace, **arguments})
        except ProviderRejected as error:
            raise self._placed(error) from error
        return Queued.read(data)

    async def listed(self, listing: Listing, workspace: str | None = None) -> tuple[Entry, ...]:
        where = {"workspaceId": workspace} if workspace else {}
        data = await self._tools.look(await self._tool(listing), **where)
        return entries_in(unwrapped(data), listing, label=LABEL)

    async def _tool(self, listing: Listing) -> str:
        known = LISTING_TOOLS.get(listing)
        if known:
            return known
        found = next(filter(_PROFILES.search, sorted(await self._tools.names())), None)
        if found is None:
            message = f"{LABEL} has no tool that lists {listing.words}. Leave this empty."
            raise ProviderRejected(message, provider=LABEL)
        return found

    def _placed(self, error: ProviderRejected) -> ProviderRejected:
        """A refusal at our field, by the argument it names, or else by its words."""
        said = error.message.partition("“")[2] or error.message
        error.field = field_in(error.field or said)
        if error.field == "workspace" and self._fixed:
            # The person cannot change it in the form, but may have left it out when they signed in.
            message = f"{UNKNOWN_WORKSPACE} Or connect {LABEL} again, and allow that workspace."
            return ProviderRejected(message, provider=LABEL, status=error.status)
        return error
