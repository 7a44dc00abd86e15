"""Galley as a client of an authorization server: registered there, or set up by hand."""

import base64
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

import httpx2
from mcp.client.auth import OAuthRegistrationError
from mcp.client.auth.oauth2 import check_registration_usable
from mcp.client.auth.utils import create_client_registration_request, handle_registration_response
from mcp.shared.auth import (
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthMetadata,
    TokenEndpointAuthMethod,
)
from pydantic import AnyUrl

from bot.domain.errors import ProviderDenied, ProviderDown
from bot.domain.urls import LOOPBACK
from providers.mcp.sdk.discovery import Found
from providers.mcp.sdk.web import Web
from providers.mcp.vendor import McpVendor

#: How a client may prove who it is (RFC 7591, 2), in the order of preference.
_IN_FORM: TokenEndpointAuthMethod = "client_secret_post"
_IN_HEADER: TokenEndpointAuthMethod = "client_secret_basic"
_NOT: TokenEndpointAuthMethod = "none"
_METHODS = (_IN_FORM, _IN_HEADER, _NOT)
#: Why nobody can be registered where that is not because of who asks.
_TROUBLE = {404: "here", 405: "here", 408: "just now", 429: "just now"}


async def client_of(vendor: McpVendor, found: Found, back: str, web: Web) -> OAuthClientInformationFull:
    """The client that asks for a permission. Raises a `ProviderError`.

    It is registered anew for each sign-in: that a server has forgotten one shows only in the person's
    browser, where nobody could mend it.
    """
    if vendor.client_id:
        return _configured(vendor, found.metadata)
    if found.metadata.registration_endpoint is None:
        raise _closed(vendor)
    web.check(str(found.metadata.registration_endpoint))
    about = OAuthClientMetadata(
        redirect_uris=[AnyUrl(back)],
        client_name="Galley",
        scope=scope_of(vendor, found),
        token_endpoint_auth_method=_method(found.metadata),
        application_type="native" if urlsplit(back).hostname in LOOPBACK else "web",
    )
    response = await web.send(create_client_registration_request(found.metadata, about, vendor.url))
    status = response.status_code
    if trouble := _TROUBLE.get(status, "just now" if status >= 500 else ""):
        message = f"{vendor.label} does not let anybody sign in {trouble} (error {status})."
        raise ProviderDown(message, provider=vendor.label, status=status)
    try:
        client = await handle_registration_response(response)
        check_registration_usable(client)
    except OAuthRegistrationError as error:
        raise _closed(vendor) from error
    return client


def scope_of(vendor: McpVendor, found: Found) -> str | None:
    """What to ask for: of what the server knows only what is needed, and to be let in again later."""
    wanted = [scope for scope in vendor.scopes if found.scopes is None or scope in found.scopes]
    if "offline_access" in (found.metadata.scopes_supported or ()):
        wanted.append("offline_access")
    return " ".join(wanted) or None


def token_request(
    metadata: OAuthMetadata, client: OAuthClientInformationFull, form: Mapping[str, str]
) -> httpx2.Request:
    """A request for tokens."""
    return _as_client(str(metadata.token_endpoint), client, form)


def revocation_request(
    metadata: OAuthMetadata, client: OAuthClientInformationFull, form: Mapping[str, str]
) -> httpx2.Request | None:
    """A request to end a token (RFC 7009); `None` where the server has no place for it."""
    if metadata.revocation_endpoint is None:
        return None
    return _as_client(str(metadata.revocation_endpoint), client, form)


def _as_client(url: str, client: OAuthClientInformationFull, form: Mapping[str, str]) -> httpx2.Request:
    """A form that says who sends it, in the way the client was registered for (RFC 6749, 2.3.1)."""
    headers, fields = {"Accept": "application/json"}, dict(form)
    secret = client.client_secret
    if secret and client.token_endpoint_auth_method == _IN_HEADER:
        pair = f"{quote(client.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields["client_id"] = client.client_id
        if secret and client.token_endpoint_auth_method != _NOT:
            fields["client_secret"] = secret
    return httpx2.Request("POST", url, data=fields, headers=headers)


def _configured(vendor: McpVendor, metadata: OAuthMetadata) -> OAuthClientInformationFull:
    secret = vendor.client_secret.get_secret_value() if vendor.client_secret else None
    method = (_method(metadata) or _IN_HEADER) if secret else _NOT
    return OAuthClientInformationFull(
        client_id=vendor.client_id or "", client_secret=secret, token_endpoint_auth_method=method
    )


def _method(metadata: OAuthMetadata) -> TokenEndpointAuthMethod | None:
    supported = metadata.token_endpoint_auth_methods_supported or ()
    return next((method for method in _METHODS if method in supported), None)


def _closed(vendor: McpVendor) -> ProviderDenied:
    label = vendor.label
    message = f"{label} does not let Galley register itself: whoever runs Galley must set {vendor.variables}."
    return ProviderDenied(message, provider=label)
