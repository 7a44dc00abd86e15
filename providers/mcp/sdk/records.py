"""What is kept of a sign-in and of a permission, made of the SDK's own models."""

from typing import Self

from mcp.shared.auth import OAuthClientInformationFull, OAuthMetadata, OAuthToken
from pydantic import BaseModel, ConfigDict, ValidationError

from providers.mcp.permits import Kept


class Authority(BaseModel):
    """Who gives permissions for a server, and as which client Galley asks there."""

    model_config = ConfigDict(frozen=True)

    #: The address that permissions are asked for (RFC 8707).
    resource: str
    metadata: OAuthMetadata
    client: OAuthClientInformationFull


class SignIn(BaseModel):
    """A sign-in that a person's browser is away for, until `ends_at` (seconds since 1970)."""

    model_config = ConfigDict(frozen=True)

    server: str
    authority: Authority
    state: str
    verifier: str
    back: str
    scope: str | None = None
    ends_at: float


class Permission(Kept):
    """A person's permission. The SDK's tokens say how long they last, not when they were given."""

    authority: Authority
    tokens: OAuthToken

    @classmethod
    def given(cls, server: str, authority: Authority, tokens: OAuthToken, now: float) -> Self:
        """A permission that was given just now."""
        lasts = tokens.expires_in
        return cls(
            server=server,
            authority=authority,
            tokens=tokens,
            expires_at=None if lasts is None else now + lasts,
            renewable=bool(tokens.refresh_token),
        )

    @classmethod
    def read(cls, text: str | None, server: str) -> Self | None:
        """A kept permission; `None` for none, for another server's, or for one that cannot be read."""
        try:
            found = cls.model_validate_json(text) if text else None
        except ValidationError:
            return None
        return found if found and found.server == server else None

    def renewed(self, tokens: OAuthToken, now: float) -> Self:
        """This permission with new tokens; what they do not say stays as it was (RFC 6749, 6)."""
        kept = {
            "refresh_token": tokens.refresh_token or self.tokens.refresh_token,
            "scope": tokens.scope or self.tokens.scope,
        }
        return self.given(self.server, self.authority, tokens.model_copy(update=kept), now)
