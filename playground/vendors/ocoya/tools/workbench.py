"""What each tool does, for the grant that it is used with."""

from collections.abc import Mapping
from typing import Any

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult

from playground.vendors.ocoya import listings
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.oauth.grants import Access
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.schemas import complaint, with_defaults
from playground.vendors.ocoya.tools import results
from playground.vendors.ocoya.tools.catalogue import SCOPES, Catalogue, catalogue
from playground.vendors.ocoya.tools.names import CAMPAIGN, LISTING_TOOLS
from playground.vendors.ocoya.variants import Variants
from playground.vendors.ocoya.world import Workspace

Arguments = Mapping[str, Any]


class ToolFailed(Exception):
    """A tool says why it could not do its work."""


class Workbench:
    """Checks the arguments of tools against their schemas, and does their work."""

    def __init__(self, production: Production, variants: Variants) -> None:
        self._production = production
        self._variants = variants

    @property
    def catalogue(self) -> Catalogue:
        return catalogue(self._variants.of(forms.TOOLS))

    def use(self, tool: str, arguments: Arguments, access: Access) -> CallToolResult:
        """The tool's answer; raises `MCPError` for what is no tool, or not its arguments."""
        schema = self.catalogue.schemas.get(tool)
        if schema is None:
            raise MCPError(INVALID_PARAMS, f"Tool {tool} not found")
        if wrong := complaint(schema, arguments):
            raise MCPError(INVALID_PARAMS, f"Invalid arguments for tool {tool}: {wrong}")
        try:
            data = self._data(tool, with_defaults(schema, arguments), access)
        except ToolFailed as failed:
            return results.failure(str(failed))
        return results.result(self._variants.of(forms.RESULT), data)

    def _data(self, tool: str, order: Arguments, access: Access) -> Mapping[str, Any]:
        _check_scope(tool, access)
        if what := LISTING_TOOLS.get(tool):
            return self._list(what, order, access)
        workspace = _workspace(order["workspaceId"], access)
        _check_order(workspace, order)
        if tool == CAMPAIGN:
            return self._production.queue(workspace, order).receipt()
        group = self._production.draft(workspace, order)
        return {"postGroupId": group.id, "status": group.status, "scheduledAt": group.scheduled_at}

    def _list(self, what: str, order: Arguments, access: Access) -> Mapping[str, Any]:
        """A list needs a name to be structured content, so it has the list's own."""
        id_ = order.get("workspaceId")
        workspaces = [_workspace(id_, access)] if id_ else access.grant.workspaces
        return {listings.LISTS[what][0]: listings.entries(what, workspaces)}


def _check_scope(tool: str, access: Access) -> None:
    if SCOPES[tool] not in access.scopes:
        raise ToolFailed(f"This connection does not include {SCOPES[tool]}.")


def _workspace(id_: str, access: Access) -> Workspace:
    for workspace in access.grant.workspaces:
        if workspace.id == id_:
            return workspace
    raise ToolFailed(f"Workspace {id_} was not found, or this connection does not include it.")


def _check_order(workspace: Workspace, order: Arguments) -> None:
    if unknown := workspace.first_unknown(order):
        raise ToolFailed(unknown)
    for name in ("duration", "count", "imageCount"):
        if name in order and order[name] != int(order[name]):
            raise ToolFailed(f"{name} must be a whole number")
