"""The authorization server: clients, codes, tokens, as the SDK's handlers ask for them."""

from collections.abc import Sequence

from mcp.server.auth.provider import (
    AuthorizationParams,
    AuthorizeError,
    OAuthAuthorizationServerProvider,
    RegistrationError,
    construct_redirect_uri,
)
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken
from pydantic import AnyUrl

from playground.vendors.limits import Clock
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.oauth.grants import (
    SCOPES,
    Access,
    Code,
    Grant,
    Refresh,
    Request,
    new_secret,
)
from playground.vendors.ocoya.oauth.keyring import Keyring
from playground.vendors.ocoya.variants import Variants
from playground.vendors.ocoya.world import ANA, WORKSPACES, Person, Workspace

#: Seconds that an undecided wish is good for.
WISH_LASTS = 600

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class ConfiguredClient(OAuthClientInformationFull):
    """A client set up by hand: it may be sent back to any address of its own computer (RFC 8252)."""

    def validate_redirect_uri(self, redirect_uri: AnyUrl | None) -> AnyUrl:
        if redirect_uri is not None and redirect_uri.host in _LOOPBACK:
            return redirect_uri
        return super().validate_redirect_uri(redirect_uri)


CONFIGURED = ConfiguredClient(
    client_id="galley-playground",
    client_name="Galley",
    client_secret="not-a-secret",  # noqa: S106 - it opens a simulator on this computer
    token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a method's name
    scope=" ".join(SCOPES),
)


class Authority(OAuthAuthorizationServerProvider[Code, Refresh, Access]):
    """Nothing it issued is lost when the tools' server restarts.

    Tokens are good for one `resource`, whose address is known once the server is: `settle` tells.
    """

    def __init__(self, variants: Variants, keyring: Keyring, clock: Clock) -> None:
        self._issuer = self._resource = ""
        self.grants: list[Grant] = []
        self.keyring = keyring
        self.variants = variants
        self._clock = clock
        self._wishes: dict[str, Request] = {}
        self._clients: dict[str, OAuthClientInformationFull] = {CONFIGURED.client_id: CONFIGURED}

    def settle(self, *, issuer: str, resource: str) -> None:
        """Say whose tokens these are, below whose address the consent page stands too, and for whom."""
        self._issuer, self._resource = issuer, resource

    async def get_client(self, client_id: str) -> OAuthClientInformationFull | None:
        return self._clients.get(client_id)

    async def register_client(self, client_info: OAuthClientInformationFull) -> None:
        """Only https, or this computer: which redirects the vendor takes is not published."""
        for uri in client_info.redirect_uris or ():
            if uri.scheme != "https" and uri.host not in _LOOPBACK:
                raise RegistrationError("invalid_redirect_uri", "Redirects need https, or a loopback address")
        self._clients[client_info.client_id] = client_info

    async def authorize(self, client: OAuthClientInformationFull, params: AuthorizationParams) -> str:
        """Where the browser goes next: to the person's decision, if it is not already known."""
        if (params.resource or "").rstrip("/") != self._resource:
            raise AuthorizeError("invalid_target", f"resource must be {self._resource}")
        name = new_secret()
        self._wishes[name] = Request(client=client, params=params, asked_at=self._clock())
        match self.variants.of(forms.CONSENT):
            case "given":
                return self.approve(name, ANA, WORKSPACES)
            case "denied":
                return self.deny(name)
            case _:
                return f"{self._issuer}/consent/{name}"

    def wish(self, name: str) -> Request | None:
        """A wish that can still be decided upon."""
        wish = self._wishes.get(name)
        return wish if wish and self._clock() <= wish.asked_at + WISH_LASTS else None

    def approve(self, name: str, person: Person, workspaces: Sequence[Workspace]) -> str:
        """Where the browser goes with the code; raises `KeyError`."""
        wish = self._wishes.pop(name)
        scopes = wish.params.scopes or (wish.client.scope or SCOPES[0]).split()
        grant = Grant(
            person=person,
            client_id=wish.client.client_id,
            workspaces=tuple(workspaces),
            scopes=tuple(scopes),
            resource=self._resource,
        )
        self.grants.append(grant)
        return construct_redirect_uri(
            str(wish.params.redirect_uri),
            code=self.keyring.issue_code(grant, wish.params),
            state=wish.params.state,
        )

    def deny(self, name: str) -> str:
        """Where the browser goes without one; raises `KeyError`."""
        params = self._wishes.pop(name).params
        return construct_redirect_uri(str(params.redirect_uri), error="access_denied", state=params.state)

    async def load_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: str
    ) -> Code | None:
        code = self.keyring.code(authorization_code)
        return code if code and code.client_id == client.client_id else None

    async def exchange_authorization_code(
        self,
        client: OAuthClientInformationFull,  # noqa: ARG002 - the SDK's signature
        authorization_code: Code,
    ) -> OAuthToken:
        self.keyring.use_code(authorization_code)
        refreshable = self.variants.of(forms.REFRESH) != "none"
        return self.keyring.issue(
            authorization_code.grant, authorization_code.scopes, refreshable=refreshable
        )

    async def load_refresh_token(
        self, client: OAuthClientInformationFull, refresh_token: str
    ) -> Refresh | None:
        token = self.keyring.refresh(refresh_token)
        return token if token and token.client_id == client.client_id else None

    async def exchange_refresh_token(
        self,
        client: OAuthClientInformationFull,  # noqa: ARG002 - the SDK's signature
        refresh_token: Refresh,
        scopes: list[str],
    ) -> OAuthToken:
        rotated = self.variants.of(forms.REFRESH) == "rotated"
        if rotated:
            self.keyring.use_refresh(refresh_token)
        return self.keyring.issue(refresh_token.grant, scopes, refreshable=rotated)

    async def load_access_token(self, token: str) -> Access | None:
        return self.keyring.access(token)

    async def verify_token(self, token: str) -> Access | None:
        return self.keyring.access(token)

    async def revoke_token(self, token: Access | Refresh) -> None:
        token.grant.revoked = True

    def revoke_all(self) -> None:
        """Every person withdraws every consent, as they can in the vendor's settings."""
        for grant in self.grants:
            grant.revoked = True
