"""What the messages of one use travel on: each with the person's token, each reply looked at.

The SDK tells its caller no status, so what a status says is raised here, where replies come in. It
passes through the SDK's tasks and is found again by `troubles`.
"""

import json
from collections.abc import AsyncGenerator

import httpx2
from mcp.client.auth.utils import extract_field_from_www_auth
from pydantic import SecretStr

from bot.domain.errors import NotConnected, OutcomeUnknown, ProviderDenied, ProviderDown, ProviderRejected
from providers.http import Timing, Vendor
from providers.mcp.sdk.tokens import Tokens
from providers.mcp.sdk.web import bound, busy
from providers.mcp.traffic import Stumbled

#: What the server says goes elsewhere with the message unchanged, so nothing was done with it.
_MOVED = frozenset({301, 307, 308})
#: Characters of a server's words.
WORDS = 200
#: What is said before anything is done.
_UNDONE = frozenset({401, 403, 429, *_MOVED})


class Line(httpx2.Auth):
    """One use of a server by one person.

    `under_way` is the request that uses the tool, from before it is sent until the server surely did not
    do it; `status` is what was answered to it. `moved`: the server is at another address by now.
    """

    def __init__(self, label: str, tokens: Tokens, timing: Timing, *, work: bool) -> None:
        self.label = label
        self.work = work
        self.under_way: httpx2.Request | None = None
        self.status: int | None = None
        self.moved = False
        self._token = ""
        self._tokens = tokens
        self._timing = timing

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        uses = await _is_use(request)
        token = await self._tokens.good()
        response = yield self._addressed(request, token, uses=uses)
        if response.status_code == 401:
            self.under_way = None
            token = await self._tokens.instead_of(token)
            response = yield self._addressed(request, token, uses=uses)
        if uses:
            self.status = response.status_code
        if request.method == "POST":
            await self._judge(request, response)
        bound(response)

    def refused(self, said: str) -> ProviderRejected:
        """The error for what the server will not do, in its words; without them if they hold the token."""
        headers = {"Authorization": SecretStr(self._token)}
        words = Vendor(label=self.label, base_url="", headers=headers).quoted(said, WORDS)
        what = "this brief" if self.work else "to answer"
        message = f"{self.label} refused {what}" + (f": “{words}”" if words else ".")
        return ProviderRejected(message, provider=self.label, status=self.status)

    def unknown(self) -> OutcomeUnknown:
        """The error for work that may have been done."""
        message = f"{self.label} was asked but gave no usable answer, so it may have done the work."
        return OutcomeUnknown(message, provider=self.label, status=self.status)

    def _addressed(self, request: httpx2.Request, token: str, *, uses: bool) -> httpx2.Request:
        self._token = token
        request.headers["Authorization"] = f"Bearer {token}"
        if uses:
            self.under_way = request
        return request

    async def _judge(self, request: httpx2.Request, response: httpx2.Response) -> None:
        """Raise what a status says; a 4xx without a meaning of its own may have an error in its body."""
        status = response.status_code
        forgotten = status == 404 and "mcp-session-id" in request.headers
        if forgotten or status in _UNDONE:
            self.under_way = None
        if status == 401:
            raise await self._tokens.end()
        if status == 403:
            raise self._forbidden(response)
        if status == 429:
            raise busy(response, self.label, self._timing)
        if status >= 500 or status == 408:
            raise self._failed(status)
        if forgotten:
            raise Stumbled(f"{self.label} ended the connection.", provider=self.label, status=status)
        self.moved = status in _MOVED

    def _forbidden(self, response: httpx2.Response) -> ProviderDenied:
        label, status = self.label, response.status_code
        if extract_field_from_www_auth(response, "error") == "insufficient_scope":
            message = f"Your permission at {label} does not include this. Connect {label} again."
            return NotConnected(message, provider=label, status=status)
        return ProviderDenied(f"{label} does not allow you to do this.", provider=label, status=status)

    def _failed(self, status: int) -> ProviderDown | OutcomeUnknown:
        if self.work and self.under_way is not None:
            message = (
                f"{self.label} failed (error {status}) after it had the brief, so it may have done the work."
            )
            return OutcomeUnknown(message, provider=self.label, status=status)
        return Stumbled(
            f"{self.label} is having trouble (error {status}).", provider=self.label, status=status
        )


async def _is_use(request: httpx2.Request) -> bool:
    """Whether a request uses a tool."""
    if request.method != "POST":
        return False
    message = json.loads(await request.aread())  # one that follows a redirect has not been read
    return isinstance(message, dict) and message.get("method") == "tools/call"
