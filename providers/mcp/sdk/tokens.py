"""One person's access token, renewed a minute before it ends, or once when it is refused."""

import logging

from bot.domain.errors import NotConnected, ProviderDown, ProviderUnreachable
from bot.domain.ports import Asker
from providers.http import Timing
from providers.mcp.permits import Permits
from providers.mcp.sdk.answers import is_refusal, refusal_in, tokens_in
from providers.mcp.sdk.clients import token_request
from providers.mcp.sdk.records import Permission
from providers.mcp.sdk.web import Web, client
from providers.mcp.vendor import McpVendor

log = logging.getLogger(__name__)

#: Seconds before its end from which on a token is renewed.
EARLY = 60.0


class Tokens:
    """A person's tokens during one use; another use, or another process, may renew them meanwhile."""

    def __init__(self, vendor: McpVendor, permits: Permits, asker: Asker, timing: Timing) -> None:
        self._vendor = vendor
        self._permits = permits
        self._asker = asker
        self._timing = timing
        self._held: Permission | None = None

    async def good(self) -> str:
        """A token that should be good. Raises a `ProviderError`, `NotConnected` above all."""
        if self._held is None:
            held = await self._kept()
            self._held = await self._early(held) if self._left(held) <= EARLY else held
        return self._held.tokens.access_token

    async def instead_of(self, refused: str) -> str:
        """Another token than the one that the server does not take. Raises a `ProviderError`."""
        self._held = held = await self._renewed(refused)
        return held.tokens.access_token

    async def end(self) -> NotConnected:
        """Forget a permission that is good for nothing, and say so."""
        async with self._permits.lock(self._asker):
            return await self._ended()

    async def _early(self, held: Permission) -> Permission:
        """New tokens; while these are still good, they do, whatever keeps the server from giving others."""
        over = self._left(held) <= 0
        if not over and not held.renewable:
            return held
        try:
            return await self._renewed(held.tokens.access_token)
        except (ProviderDown, ProviderUnreachable):
            if over:
                raise
            return held

    async def _renewed(self, seen: str) -> Permission:
        """New tokens in place of one that was seen: whoever comes first asks, the others find them."""
        async with self._permits.lock(self._asker):
            held = await self._kept()
            if held.tokens.access_token != seen:
                return held
            if held.tokens.refresh_token is None:
                raise await self._ended()
            renewed = await self._asked(held, held.tokens.refresh_token)
            await self._permits.write(self._asker, renewed)
            return renewed

    async def _asked(self, held: Permission, refresh_token: str) -> Permission:
        authority = held.authority
        form = {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "resource": authority.resource,
        }
        async with client() as http:
            web = Web(http, self._vendor.label, self._vendor.url)
            response = await web.send(token_request(authority.metadata, authority.client, form))
        if tokens := tokens_in(response):
            return held.renewed(tokens, self._timing.now().timestamp())
        label, status = self._vendor.label, response.status_code
        log.info("%s does not renew a permission: %s", label, refusal_in(response))
        if is_refusal(response):
            raise await self._ended()
        message = f"{label} cannot renew your permission just now (error {status}). Nothing was sent."
        raise ProviderDown(message, provider=label, status=status)

    async def _ended(self) -> NotConnected:
        await self._permits.forget(self._asker)
        label = self._vendor.label
        return NotConnected(f"Your permission at {label} has ended. Connect {label} again.", provider=label)

    async def _kept(self) -> Permission:
        held = Permission.read(await self._permits.read(self._asker), self._vendor.url)
        if held is None:
            label = self._vendor.label
            message = f"{label} needs your permission first. Connect {label}."
            raise NotConnected(message, provider=label)
        return held

    def _left(self, held: Permission) -> float:
        """Seconds until its token ends; for ever where the server does not say."""
        ends = held.expires_at
        return float("inf") if ends is None else ends - self._timing.now().timestamp()
