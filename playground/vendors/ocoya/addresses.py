"""Where the simulated Ocoya plays what, on one server."""

#: Plays `https://app.ocoya.com/api/_public/v1`.
BASE = "/vendors/ocoya/api/_public/v1"
#: Where pictures are served, beside the API.
MEDIA = "/vendors/ocoya/media"
#: Where the tools are, and who gives out tokens for them.
MCP, ISSUER = "/vendors/ocoya/mcp", "/vendors/ocoya/oauth"
#: Well-known addresses stand before the path of what they describe (RFC 8414 and RFC 9728, 3.1).
RESOURCE_METADATA = f"/.well-known/oauth-protected-resource{MCP}"
ISSUER_METADATA = f"/.well-known/oauth-authorization-server{ISSUER}"
