"""Finding out who gives permissions for a server: RFC 9728, then RFC 8414, then the oldest custom.

The order of the addresses and the checks are the SDK's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx2
from mcp.client.auth import OAuthFlowError
from mcp.client.auth.utils import (
    build_oauth_authorization_server_metadata_discovery_urls,
    build_protected_resource_metadata_discovery_urls,
    create_oauth_metadata_request,
    extract_resource_metadata_from_www_auth,
    handle_auth_metadata_response,
    handle_protected_resource_response,
    validate_metadata_issuer,
)
from mcp.shared.auth import OAuthMetadata, ProtectedResourceMetadata
from mcp.shared.auth_utils import check_resource_allowed, resource_url_from_server_url
from pydantic import AnyHttpUrl

from bot.domain.errors import ProviderDown
from providers.mcp.sdk.web import ACCEPT, Web
from providers.mcp.vendor import McpVendor


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found out. `scopes` are those that the server knows, `None` when it does not say."""

    resource: str
    metadata: OAuthMetadata
    scopes: Sequence[str] | None


async def discover(vendor: McpVendor, web: Web) -> Found:
    """Ask the server who gives permissions for it. Raises a `ProviderError`."""
    told = await _resource(vendor, web)
    resource = _resource_url(vendor, told)
    metadata = await _metadata(vendor, web, str(told.authorization_servers[0]) if told else None)
    for endpoint in (metadata.authorization_endpoint, metadata.token_endpoint):
        web.check(str(endpoint))
    return Found(
        resource=resource,
        metadata=metadata,
        scopes=(told and told.scopes_supported) or metadata.scopes_supported,
    )


async def _resource(vendor: McpVendor, web: Web) -> ProtectedResourceMetadata | None:
    """What the server says of itself; `None` when it says nothing."""
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    refused = await web.send(httpx2.Request("POST", vendor.url, json=ping, headers=ACCEPT))
    named = extract_resource_metadata_from_www_auth(refused) if refused.status_code == 401 else None
    for url in build_protected_resource_metadata_discovery_urls(named, vendor.url):
        response = await _asked(vendor, web, url)
        if told := await handle_protected_resource_response(response):
            return told
    return None


async def _metadata(vendor: McpVendor, web: Web, issuer: str | None) -> OAuthMetadata:
    """The addresses of whoever gives the permissions; where nobody is named, the server does it itself."""
    for url in build_oauth_authorization_server_metadata_discovery_urls(issuer, vendor.url):
        response = await _asked(vendor, web, url)
        _, metadata = await handle_auth_metadata_response(response)
        if metadata:
            return _checked(vendor, metadata, issuer)
    if issuer:
        raise _unknown(vendor)
    parts = urlsplit(vendor.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    authorize, token, register = (
        AnyHttpUrl(urljoin(origin, path)) for path in ("/authorize", "/token", "/register")
    )
    return OAuthMetadata(
        issuer=AnyHttpUrl(origin),
        authorization_endpoint=authorize,
        token_endpoint=token,
        registration_endpoint=register,
    )


async def _asked(vendor: McpVendor, web: Web, url: str) -> httpx2.Response:
    """An answer that is an answer: a server in trouble has not said that there is nothing."""
    response = await web.send(create_oauth_metadata_request(url))
    if response.status_code >= 500 or response.status_code == 429:
        message = f"{vendor.label} does not say just now how to sign in (error {response.status_code})."
        raise ProviderDown(message, provider=vendor.label, status=response.status_code)
    return response


def _checked(vendor: McpVendor, metadata: OAuthMetadata, issuer: str | None) -> OAuthMetadata:
    if issuer is not None:
        try:
            validate_metadata_issuer(metadata, issuer)
        except OAuthFlowError as error:
            raise _unknown(vendor) from error
    return metadata


def _resource_url(vendor: McpVendor, told: ProtectedResourceMetadata | None) -> str:
    """What permission is asked for; raises `ProviderDown` when the server calls itself another one."""
    own = resource_url_from_server_url(vendor.url)
    if told is None:
        return own
    if not check_resource_allowed(requested_resource=own, configured_resource=str(told.resource)):
        raise _unknown(vendor)
    return str(told.resource)


def _unknown(vendor: McpVendor) -> ProviderDown:
    message = f"{vendor.label} does not say how to sign in, or says it of another address."
    return ProviderDown(message, provider=vendor.label)
