"""What the uses of one MCP server have in common."""

from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True, kw_only=True)
class McpVendor:
    """One MCP server, as its adapter describes it.

    `name` is what people's permissions are kept under, and `scopes` are all that is asked for. Without a
    `client_id` Galley registers itself; `variables` says in words which settings would name one.
    """

    name: str
    label: str
    url: str
    scopes: tuple[str, ...] = ()
    client_id: str | None = None
    client_secret: SecretStr | None = None
    variables: str = "a client id"
