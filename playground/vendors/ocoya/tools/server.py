"""The MCP server itself: what it answers to `tools/list` and `tools/call`."""

from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
)

from playground.vendors.ocoya.faults import OcoyaFault
from playground.vendors.ocoya.tools import results
from playground.vendors.ocoya.tools.names import FAULT
from playground.vendors.ocoya.tools.workbench import Workbench

Context = ServerRequestContext[Any, Any]


def mcp_server(workbench: Workbench) -> Server[dict[str, Any]]:
    """A server for any number of sessions."""

    async def list_tools(_context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=workbench.catalogue.listed())

    async def call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
        request = context.request
        if request is None:
            raise MCPError(INTERNAL_ERROR, "Tools are used over HTTP.")
        fault: OcoyaFault = request.scope[FAULT]
        if fault.rpc:
            raise MCPError(fault.rpc, fault.label)
        if fault.complaint:
            return results.failure(fault.complaint)
        return workbench.use(params.name, params.arguments or {}, request.user.access_token)

    return Server("Ocoya", version="1.1.0", on_list_tools=list_tools, on_call_tool=call_tool)
