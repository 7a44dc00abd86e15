"""The one way to tools over MCP (Model Context Protocol), with each person's own permission (OAuth)."""
