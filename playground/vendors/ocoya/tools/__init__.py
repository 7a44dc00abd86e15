"""The tools, on a real MCP server made with the official SDK."""
