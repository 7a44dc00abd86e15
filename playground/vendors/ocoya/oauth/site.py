"""The SDK's own routes for discovery, registration, authorization and tokens, at our addresses."""

from collections.abc import Sequence

from mcp.server.auth.middleware.auth_context import AuthContextMiddleware
from mcp.server.auth.middleware.bearer_auth import BearerAuthBackend, RequireAuthMiddleware
from mcp.server.auth.routes import (
    build_resource_metadata_url,
    create_auth_routes,
    create_protected_resource_routes,
)
from mcp.server.auth.settings import ClientRegistrationOptions, RevocationOptions
from pydantic import AnyHttpUrl
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import BaseRoute, Mount, Route

from playground.vendors.asgi import App
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.addresses import ISSUER, ISSUER_METADATA, MCP
from playground.vendors.ocoya.oauth.authority import Authority
from playground.vendors.ocoya.oauth.grants import SCOPES


class Site:
    """Tools and sign-in together, in the form that the variants hold."""

    def __init__(self, authority: Authority, tools: App, base_url: str) -> None:
        self._authority = authority
        self._tools = tools
        self._resource = AnyHttpUrl(f"{base_url}{MCP}")
        self._issuer = AnyHttpUrl(f"{base_url}{ISSUER}")
        self._built: dict[tuple[bool, bool], Starlette] = {}

    def app(self) -> Starlette:
        """The whole of it as an ASGI application."""
        variants = self._authority.variants
        form = variants.of(forms.REGISTRATION) == "open", variants.of(forms.CHALLENGE) == "named"
        if form not in self._built:
            self._built[form] = self._build(*form)
        return self._built[form]

    def _build(self, registration: bool, named: bool) -> Starlette:
        metadata_url = build_resource_metadata_url(self._resource) if named else None
        tools = RequireAuthMiddleware(self._tools, required_scopes=[], resource_metadata_url=metadata_url)
        backend = BearerAuthBackend(self._authority, resource_server_url=self._resource)
        return Starlette(
            routes=[Route(MCP, endpoint=tools), *self._signing_in(registration)],
            middleware=[
                Middleware(AuthenticationMiddleware, backend=backend),
                Middleware(AuthContextMiddleware),
            ],
        )

    def _signing_in(self, registration: bool) -> Sequence[BaseRoute]:
        metadata, *endpoints = create_auth_routes(
            self._authority,
            self._issuer,
            client_registration_options=ClientRegistrationOptions(
                enabled=registration, valid_scopes=list(SCOPES), default_scopes=list(SCOPES)
            ),
            revocation_options=RevocationOptions(enabled=True),
        )
        return (
            *create_protected_resource_routes(self._resource, [self._issuer], list(SCOPES)),
            Route(ISSUER_METADATA, endpoint=metadata.endpoint, methods=["GET", "OPTIONS"]),
            Mount(ISSUER, routes=endpoints),
        )
