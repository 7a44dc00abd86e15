"""How a person gives a permission, and takes it back: the authorization code grant with PKCE.

Nothing waits while the browser is away: what is needed then is in the vault, so that a restart, or
another process, does not lose the sign-in.
"""

import logging
from collections.abc import Mapping

import httpx2
from mcp.client.auth import OAuthFlowError, PKCEParameters
from mcp.client.auth.utils import validate_authorization_response_iss
from mcp.shared.auth import OAuthToken
from pydantic import AnyUrl, ValidationError

from bot.domain.errors import ProviderDenied, ProviderDown, ProviderError, UserError
from bot.domain.ports import Asker
from providers.http import Timing
from providers.mcp.permits import Permits
from providers.mcp.sdk.answers import is_refusal, named, refusal_in, tokens_in
from providers.mcp.sdk.clients import client_of, revocation_request, scope_of, token_request
from providers.mcp.sdk.discovery import discover
from providers.mcp.sdk.records import Authority, Permission, SignIn
from providers.mcp.sdk.web import Web, client
from providers.mcp.states import asker_in, new_state, same
from providers.mcp.vendor import McpVendor

log = logging.getLogger(__name__)

#: Seconds that a sign-in may take.
LASTS = 600.0
NOBODY = "Nobody asked for this sign-in, or it was used already. Begin it again from Slack."
TOO_LATE = "This sign-in took too long. Begin it again from Slack."


class SigningIn:
    """Sign-ins at one server."""

    def __init__(self, vendor: McpVendor, permits: Permits, timing: Timing) -> None:
        self._vendor = vendor
        self._permits = permits
        self._timing = timing

    async def begin(self, asker: Asker, back: str) -> str:
        """The address to open in the person's browser. Raises a `ProviderError`."""
        back = str(AnyUrl(back))  # as it is registered, letter for letter
        async with client() as http:
            web = self._web(http)
            found = await discover(self._vendor, web)
            authority = Authority(
                resource=found.resource,
                metadata=found.metadata,
                client=await client_of(self._vendor, found, back, web),
            )
        proof = PKCEParameters.generate()
        sign_in = SignIn(
            server=self._vendor.url,
            authority=authority,
            state=new_state(asker),
            verifier=proof.code_verifier,
            back=back,
            scope=scope_of(self._vendor, found),
            ends_at=self._timing.now().timestamp() + LASTS,
        )
        await self._permits.begin(asker, sign_in)
        return _address(sign_in, proof.code_challenge)

    async def end(self, answer: Mapping[str, str]) -> Asker:
        """Keep what the browser brought back; returns whose it is. Raises as `Personal.signed_in` does."""
        asker = asker_in(answer.get("state", ""))
        if asker is None:
            raise UserError(NOBODY)
        async with self._permits.lock(asker):
            sign_in = await self._taken(asker, answer)
            tokens = await self._exchanged(sign_in, self._code(sign_in, answer))
            now = self._timing.now().timestamp()
            permission = Permission.given(sign_in.server, sign_in.authority, tokens, now)
            await self._permits.write(asker, permission)
        return asker

    async def sign_out(self, asker: Asker) -> None:
        """Forget a permission, and end it at the server's where that is possible."""
        async with self._permits.lock(asker):
            permission = Permission.read(await self._permits.read(asker), self._vendor.url)
            await self._permits.forget(asker)
            await self._permits.end(asker)
        if permission:
            await self._revoke(permission)

    async def _taken(self, asker: Asker, answer: Mapping[str, str]) -> SignIn:
        """The sign-in that an answer belongs to, which no other answer is taken for from now on."""
        sign_in = _read(await self._permits.begun(asker))
        if sign_in is None or sign_in.server != self._vendor.url:
            raise UserError(NOBODY)
        if not same(sign_in.state, answer.get("state", "")):
            raise UserError(NOBODY)
        await self._permits.end(asker)
        if self._timing.now().timestamp() > sign_in.ends_at:
            raise UserError(TOO_LATE)
        return sign_in

    def _code(self, sign_in: SignIn, answer: Mapping[str, str]) -> str:
        """The code in an answer; raises when it is another server's, or a refusal."""
        label = self._vendor.label
        try:
            validate_authorization_response_iss(answer.get("iss"), sign_in.authority.metadata)
        except OAuthFlowError as error:
            message = f"The answer did not come from where {label} gives permissions. Nothing was kept."
            raise ProviderDenied(message, provider=label) from error
        match answer.get("error"):
            case None | "":
                pass
            case "access_denied":
                raise UserError(f"{label} was not connected: the permission was declined.")
            case refusal:
                message = f"{label} did not give the permission ({named(refusal)})."
                raise ProviderDenied(message, provider=label)
        if code := answer.get("code"):
            return code
        raise ProviderDenied(f"{label} sent no code along. Connect {label} again.", provider=label)

    async def _exchanged(self, sign_in: SignIn, code: str) -> OAuthToken:
        """Tokens for a code; what the server does not say was asked for is given (RFC 6749, 5.1)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": sign_in.back,
            "code_verifier": sign_in.verifier,
            "resource": sign_in.authority.resource,
        }
        async with client() as http:
            request = token_request(sign_in.authority.metadata, sign_in.authority.client, form)
            response = await self._web(http).send(request)
        tokens = tokens_in(response)
        if tokens is None:
            raise self._not_exchanged(response)
        return tokens if tokens.scope else tokens.model_copy(update={"scope": sign_in.scope})

    def _not_exchanged(self, response: httpx2.Response) -> ProviderError:
        label, status = self._vendor.label, response.status_code
        if is_refusal(response):
            message = f"{label} did not accept the sign-in ({refusal_in(response)}). Connect {label} again."
            return ProviderDenied(message, provider=label, status=status)
        message = f"{label} could not finish the sign-in (error {status}). Connect {label} again."
        return ProviderDown(message, provider=label, status=status)

    async def _revoke(self, permission: Permission) -> None:
        tokens, authority = permission.tokens, permission.authority
        form = {"token": tokens.refresh_token or tokens.access_token}
        form["token_type_hint"] = "refresh_token" if tokens.refresh_token else "access_token"
        request = revocation_request(authority.metadata, authority.client, form)
        if request is None:
            return
        try:
            async with client() as http:
                response = await self._web(http).send(request)
        except ProviderError as error:
            log.warning("%s did not hear that a permission has ended: %s", self._vendor.label, error.message)
            return
        if not response.is_success:
            log.warning("%s did not end a permission, status %s", self._vendor.label, response.status_code)

    def _web(self, http: httpx2.AsyncClient) -> Web:
        return Web(http, self._vendor.label, self._vendor.url)


def _read(text: str | None) -> SignIn | None:
    try:
        return SignIn.model_validate_json(text) if text else None
    except ValidationError:
        return None


def _address(sign_in: SignIn, challenge: str) -> str:
    """Where the person decides; what the server's own address asks for stays (RFC 6749, 3.1)."""
    wanted = {
        "response_type": "code",
        "client_id": sign_in.authority.client.client_id,
        "redirect_uri": sign_in.back,
        "state": sign_in.state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "resource": sign_in.authority.resource,
    }
    if sign_in.scope:
        wanted["scope"] = sign_in.scope
    if "offline_access" in (sign_in.scope or "").split():
        wanted["prompt"] = "consent"  # OpenID Connect Core, 11
    url = httpx2.URL(str(sign_in.authority.metadata.authorization_endpoint))
    return str(url.copy_merge_params(wanted))
