"""The one way to tools over MCP (Model Context Protocol), with each person's own permission (OAuth).

A provider describes the server as an `McpVendor` and makes an `McpServer` of it and the vault. People
sign in there, and `tools` are then used in their name: `look` for what is free, `work` for what may cost
something. Both return an object of data or raise a `ProviderError`. Nothing of the SDK is seen outside
this package, and nothing of it is imported before it is needed.
"""

from providers.mcp.server import McpServer, Tools
from providers.mcp.vendor import McpVendor

__all__ = ["McpServer", "McpVendor", "Tools"]
