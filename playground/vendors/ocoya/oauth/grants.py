"""What people have allowed, and the codes and tokens that stand for it."""

import secrets
from dataclasses import dataclass

from mcp.server.auth.provider import AccessToken, AuthorizationCode, AuthorizationParams, RefreshToken
from mcp.shared.auth import OAuthClientInformationFull

from playground.vendors.ocoya.world import Person, Workspace

#: https://docs.ocoya.com/mcp/get-started; what each tool needs of them is not published.
SCOPES = (
    "workspace:read",
    "social_profiles:read",
    "posts:read",
    "posts:write",
    "posts:publish",
    "workflows:read",
    "workflows:run",
)


@dataclass(eq=False, kw_only=True)
class Grant:
    """One person's consent that one client uses these workspaces, until it is revoked."""

    person: Person
    client_id: str
    workspaces: tuple[Workspace, ...]
    scopes: tuple[str, ...]
    resource: str
    revoked: bool = False


class Code(AuthorizationCode):
    """An authorization code, with the grant that it stands for; `until` is when it ends."""

    grant: Grant
    until: float


class Access(AccessToken):
    """An access token; `until` is when it ends, in seconds since 1970, exactly."""

    grant: Grant
    until: float


class Refresh(RefreshToken):
    """A refresh token, with the grant that it renews."""

    grant: Grant


@dataclass(frozen=True, kw_only=True)
class Request:
    """A client's wish for a grant, which a person has not decided upon."""

    client: OAuthClientInformationFull
    params: AuthorizationParams
    asked_at: float


def new_secret() -> str:
    """256 bits, as text."""
    return secrets.token_urlsafe(32)
