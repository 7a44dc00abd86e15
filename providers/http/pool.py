"""The one client behind all vendors, and the one place where httpx's errors become ours."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import Self

import httpx

from bot.domain.deadlines import PAID, READ, UPLOAD, Deadline
from bot.domain.errors import ConfigurationError, OutcomeUnknown, ProviderDown, ProviderUnreachable
from bot.domain.ports import UNREAD, Meter
from providers.http.api import Api
from providers.http.circuits import Circuit
from providers.http.limits import ON_ITS_WAY, Limiter
from providers.http.metering import metered
from providers.http.redirects import onward
from providers.http.reply import LARGEST, Reply, read_json, request_id
from providers.http.retries import Timing
from providers.http.rooms import KEPT, Rooms
from providers.http.uploads import form_of
from providers.http.vendor import Call, Vendor

#: Raised before the first byte of a request has left.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

#: Hosts that an environment's proxy could not reach anyway, so they are called directly.
DIRECT: Mapping[str, None] = MappingProxyType(
    {"all://localhost": None, "all://127.0.0.1": None, "all://[::1]": None}
)


class Http:
    """The pool of connections, open inside `async with`. `transport` and `timing` are for tests."""

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timing: Timing | None = None,
        meter: Meter = UNREAD,
    ) -> None:
        self.timing = timing or Timing()
        self.meter = meter
        self._client = _client(transport)
        self._rooms = Rooms()
        self._limiters: dict[tuple[object, ...], Limiter] = {}
        self._circuits: dict[tuple[str, str], Circuit] = {}

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._client.aclose()

    def api(self, vendor: Vendor) -> Api:
        """The calls to one vendor: all that use one key are counted together."""
        new = Limiter((), self.timing.clock, ON_ITS_WAY)
        limiter = self._limiters.setdefault(vendor.account, new)
        limiter.keep(vendor.limits)
        circuit = self.circuit(vendor.label, vendor.base_url)
        send = metered(self._send, self.meter, self.timing.clock)
        return Api(vendor=vendor, send=send, limiter=limiter, circuit=circuit, timing=self.timing)

    def circuit(self, label: str, address: str) -> Circuit:
        """What is known of a vendor at an address: whether it is down."""
        return self._circuits.setdefault((label, address), Circuit(label, self.timing))

    async def _send(self, vendor: Vendor, call: Call) -> Reply:
        request = self._request(vendor, call, vendor.base_url + call.path)
        with _translated(vendor.label, paid=call.paid):
            async with self._rooms.room(vendor, call), asyncio.timeout(_total(vendor, call)):
                response, raw = await self._exchange(request)
                url = None if call.upload else onward(vendor, response)  # a file comes only once
                if url:
                    response, raw = await self._exchange(self._request(vendor, call, str(url)))
        body = read_json(raw)
        return Reply(
            status=response.status_code,
            body=body,
            request_id=vendor.quoted(request_id(response.headers.get("x-request-id"), body), 80) or None,
            headers=dict(response.headers),
            at=self.timing.now(),
            paid=call.paid,
        )

    async def _exchange(self, request: httpx.Request) -> tuple[httpx.Response, bytes | None]:
        """Send a request; the answer, and its body as far as it is of use."""
        response = await self._client.send(request, stream=True)
        try:
            return response, await _body(response)
        finally:
            await response.aclose()

    def _request(self, vendor: Vendor, call: Call, url: str) -> httpx.Request:
        headers = {name: value.get_secret_value() for name, value in vendor.headers.items()}
        if call.upload is None:
            timeout = _timeout(PAID if call.paid else READ, _reading(vendor, call))
            return self._client.build_request(
                call.method, url, json=call.body, headers=headers, timeout=timeout
            )
        form = form_of(call.upload)
        return self._client.build_request(
            call.method,
            url,
            content=form.pieces(vendor.label),
            headers={**headers, **form.headers},
            timeout=_timeout(UPLOAD, call.upload.read_timeout),
        )


def _reading(vendor: Vendor, call: Call) -> float:
    """Seconds that the answer to a call may take."""
    return call.read_timeout or (PAID.read if call.paid else vendor.read_timeout)


def _total(vendor: Vendor, call: Call) -> float:
    """Seconds for a whole attempt at a call."""
    if call.upload:
        return call.upload.total
    return (PAID if call.paid else READ).whole(_reading(vendor, call))


def _timeout(deadline: Deadline, read: float) -> httpx.Timeout:
    """The deadline as httpx takes it, for an answer that may take `read` seconds."""
    return httpx.Timeout(deadline.write, connect=deadline.connect, pool=deadline.connect, read=read)


def _client(transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """The client; keeps no cookies, because vendors share it. Raises `ConfigurationError`."""
    try:
        return httpx.AsyncClient(
            transport=transport,
            mounts=DIRECT,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"Accept": "application/json", "User-Agent": "Galley"},
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=KEPT),  # see rooms
        )
    except (ImportError, ValueError, OSError, httpx.InvalidURL):
        message = "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY or SSL_CERT_FILE in the environment cannot be used."
        raise ConfigurationError(message) from None


async def _body(response: httpx.Response) -> bytes | None:
    """The body, or `None` when it is too large or breaks off: then the status must do."""
    parts = bytearray()
    try:
        async for part in response.aiter_bytes():
            parts += part
            if len(parts) > LARGEST:
                return None
    except httpx.HTTPError:
        return None
    return bytes(parts)


@contextmanager
def _translated(label: str, *, paid: bool) -> Iterator[None]:
    """Raise what happened to a request in our words; what may have been sent is unclear when paid."""
    try:
        yield
    except NOT_SENT as error:
        raise ProviderUnreachable(f"{label} could not be reached.", provider=label) from error
    except (httpx.HTTPError, TimeoutError) as error:
        if paid:
            message = f"{label} got the brief but did not answer, so it may have done the work."
            raise OutcomeUnknown(message, provider=label) from error
        raise ProviderDown(f"{label} did not answer.", provider=label) from error
