"""Codes and tokens: issued, found again, used up, expired."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mcp.server.auth.provider import AuthorizationParams
from mcp.shared.auth import OAuthToken

from playground.vendors.limits import Clock
from playground.vendors.ocoya.oauth.grants import Access, Code, Grant, Refresh, new_secret

#: Seconds that a code is good for.
CODE_LASTS = 60

T = TypeVar("T")


@dataclass
class _Once(Generic[T]):
    """Things that are good for one use, by their secret; what was used is remembered."""

    fresh: dict[str, T] = field(default_factory=dict)
    used: dict[str, T] = field(default_factory=dict)

    def use(self, secret: str) -> None:
        if thing := self.fresh.pop(secret, None):
            self.used[secret] = thing


class Keyring:
    """Everything that was issued; `lasts` is how long access tokens are good for, in whole seconds.

    A code or a rotated refresh token that comes a second time is in two hands: its grant ends
    (RFC 6749, 4.1.2 and RFC 9700, 4.14).
    """

    def __init__(self, clock: Clock, lasts: int) -> None:
        self.lasts = lasts
        self._clock = clock
        self._codes: _Once[Code] = _Once()
        self._refresh: _Once[Refresh] = _Once()
        self._access: dict[str, Access] = {}

    def issue_code(self, grant: Grant, params: AuthorizationParams) -> str:
        secret = new_secret()
        self._codes.fresh[secret] = Code(
            code=secret,
            scopes=list(grant.scopes),
            # The SDK would look at the computer's clock; `until` goes by ours.
            expires_at=math.inf,
            until=self._clock() + CODE_LASTS,
            client_id=grant.client_id,
            code_challenge=params.code_challenge,
            redirect_uri=params.redirect_uri,
            redirect_uri_provided_explicitly=params.redirect_uri_provided_explicitly,
            resource=grant.resource,
            subject=grant.person.id,
            grant=grant,
        )
        return secret

    def code(self, secret: str) -> Code | None:
        """A code that is still good."""
        if used := self._codes.used.get(secret):
            used.grant.revoked = True
        code = self._codes.fresh.get(secret)
        return code if code and self._clock() < code.until else None

    def use_code(self, code: Code) -> None:
        self._codes.use(code.code)

    def refresh(self, secret: str) -> Refresh | None:
        """A refresh token that is still good."""
        if used := self._refresh.used.get(secret):
            used.grant.revoked = True
        token = self._refresh.fresh.get(secret)
        return token if token and not token.grant.revoked else None

    def use_refresh(self, token: Refresh) -> None:
        self._refresh.use(token.token)

    def access(self, secret: str) -> Access | None:
        """An access token that is still good."""
        token = self._access.get(secret)
        good = token and self._clock() < token.until and not token.grant.revoked
        return token if good else None

    def expire(self, secret: str | None = None) -> None:
        """End one access token, or all; refresh tokens stay good."""
        if secret is None:
            self._access.clear()
        else:
            self._access.pop(secret, None)

    def issue(self, grant: Grant, scopes: Sequence[str], *, refreshable: bool) -> OAuthToken:
        """New tokens, as the token endpoint answers them."""
        access = Access(
            token=new_secret(),
            client_id=grant.client_id,
            scopes=list(scopes),
            resource=grant.resource,
            subject=grant.person.id,
            until=self._clock() + self.lasts,
            grant=grant,
        )
        self._access[access.token] = access
        return OAuthToken(
            access_token=access.token,
            expires_in=self.lasts,
            scope=" ".join(scopes),
            refresh_token=self._issue_refresh(grant) if refreshable else None,
        )

    def _issue_refresh(self, grant: Grant) -> str:
        secret = new_secret()
        self._refresh.fresh[secret] = Refresh(
            token=secret,
            client_id=grant.client_id,
            scopes=list(grant.scopes),
            resource=grant.resource,
            subject=grant.person.id,
            grant=grant,
        )
        return secret
