"""A provider that acts with each person's own permission, and the small vendor that gives it."""

import json
import secrets
from contextlib import asynccontextmanager
from typing import ClassVar
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from pydantic_settings import SettingsConfigDict

from bot.domain.captions import Caption, Finished
from bot.domain.errors import NotConnected, ProviderDenied, UserError
from bot.domain.platforms import Platform
from bot.domain.ports import Asker, Choice
from bot.domain.requests import Request
from providers.settings import BaseUrl, ProviderSettings
from tests.flows.plugins import ParrotRequest, Plugin


class Authority:
    """The vendor: asks who is there, hands out codes, and tokens for codes. Secrets begin with `mark`."""

    def __init__(self, mark="tok"):
        self.mark, self.address = mark, ""
        #: What the next person to come decides, and who they are there.
        self.consents, self.account = True, "Ana Ruiz"
        self.codes, self.tokens, self.withdrawn = {}, {}, []

    def app(self):
        app = web.Application()
        app.add_routes(
            [
                web.get("/authorize", self._authorize),
                web.post("/token", self._token),
                web.get("/me", self._me),
                web.post("/revoke", self._revoke),
            ]
        )
        return app

    async def _authorize(self, request):
        """The consent page, on which somebody has decided at once."""
        answer = {"state": request.query["state"]}
        if self.consents:
            answer["code"] = f"{self.mark}-code-{secrets.token_hex(8)}"
            self.codes[answer["code"]] = self.account
        else:
            answer["error"] = "access_denied"
        raise web.HTTPFound(f"{request.query['redirect_uri']}?{urlencode(answer)}")

    async def _token(self, request):
        account = self.codes.pop((await request.post())["code"], None)
        if account is None:
            raise web.HTTPBadRequest
        token = f"{self.mark}-access-{secrets.token_hex(8)}"
        self.tokens[token] = account
        return web.json_response({"access_token": token})

    async def _me(self, request):
        account = self.tokens.get(request.headers["Authorization"].removeprefix("Bearer "))
        if account is None:
            raise web.HTTPUnauthorized
        return web.json_response({"name": account})

    async def _revoke(self, request):
        if account := self.tokens.pop((await request.post())["token"], None):
            self.withdrawn.append(account)
        return web.Response()


@asynccontextmanager
async def open_authority(**facts):
    authority = Authority(**facts)
    runner = web.AppRunner(authority.app(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        authority.address = "http://{}:{}".format(*runner.addresses[0][:2])
        yield authority
    finally:
        await runner.cleanup()


class EmbassySettings(ProviderSettings):
    """`EMBASSY_ADDRESS`: the vendor's."""

    model_config = SettingsConfigDict(env_prefix="EMBASSY_")

    address: BaseUrl


class Embassy(Plugin):
    """Writes in the name of whoever asks, as the vendor knows them."""

    name: ClassVar[str] = "embassy"
    label: ClassVar[str] = "Embassy"
    request_model: ClassVar[type[Request]] = ParrotRequest
    Settings: ClassVar[type[ProviderSettings]] = EmbassySettings

    def __init__(self, address, vault, asker=None):
        super().__init__()
        self.address, self.vault, self.asker = address, vault, asker
        self.waiting = {}

    @classmethod
    def open(cls, environment, http):  # it has a client of its own
        return cls(environment.read(EmbassySettings).address, environment.vault)

    def acting_for(self, asker):
        return Embassy(self.address, self.vault, asker)

    async def is_connected(self, asker):
        return await self.vault.read(asker, self.name) is not None

    async def sign_in(self, asker, back):
        state = secrets.token_urlsafe(16)
        self.waiting[state] = asker
        return f"{self.address}/authorize?{urlencode({'state': state, 'redirect_uri': back})}"

    async def signed_in(self, answer):
        asker = self.waiting.pop(answer.get("state", ""), None)
        if asker is None:
            raise UserError("Nobody asked Embassy for this.")
        if "error" in answer:
            raise ProviderDenied("You did not allow it at Embassy.", provider=self.label)
        async with self._session() as session, session.post("/token", data={"code": answer["code"]}) as reply:
            await self.vault.write(asker, self.name, json.dumps(await reply.json()))
        return asker

    async def sign_out(self, asker):
        async with (
            self._session() as session,
            session.post("/revoke", data={"token": await self._token(asker)}),
        ):
            await self.vault.forget(asker, self.name)

    async def start(self, request, *, key):  # it takes no such key
        name = await self._who()
        return Finished(captions=(Caption(platform=Platform.ANY, text=f"{request.saying}, says {name}"),))

    async def choices(self, field, given):  # the same for every field
        return [Choice(value="1", label=await self._who())]

    async def _who(self):
        token = await self._token(self.asker)
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session() as session, session.get("/me", headers=headers) as reply:
            if reply.status == 401:
                await self.vault.forget(self.asker, self.name)
                raise NotConnected("Embassy does not know you.", provider=self.label)
            return (await reply.json())["name"]

    async def _token(self, asker: Asker):
        kept = await self.vault.read(asker, self.name)
        return json.loads(kept)["access_token"] if kept else None

    async def knew(self, team, person):
        """Keep a permission that the vendor has withdrawn since: what is asked with it is refused."""
        await self.vault.write(Asker(team, person), self.name, json.dumps({"access_token": "withdrawn"}))

    def _session(self):
        return aiohttp.ClientSession(self.address)
