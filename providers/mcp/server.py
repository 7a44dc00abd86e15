"""A server's tools for everybody who has given their permission."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from bot.domain.outages import Outage
from bot.domain.ports import UNREAD, Asker, Meter, Vault
from providers.http import Circuit, Timing
from providers.http.limits import Limiter
from providers.http.metering import timed
from providers.mcp.listings import Listings
from providers.mcp.loading import sdk, warm
from providers.mcp.permits import Permits
from providers.mcp.schemas import Order
from providers.mcp.traffic import Traffic
from providers.mcp.vendor import McpVendor

if TYPE_CHECKING:
    from providers.mcp.sdk.sessions import Sessions


class McpServer:
    """One server. What people have allowed is in the vault, so any number of processes may share it."""

    def __init__(
        self, vendor: McpVendor, vault: Vault, timing: Timing | None = None, meter: Meter = UNREAD
    ) -> None:
        self.vendor = vendor
        self._meter = meter
        self._permits = Permits(vault, vendor.name)
        self._timing = timing or Timing()
        self._listings = Listings(self._timing.clock)
        self._circuit = Circuit(vendor.label, self._timing)
        #: What the server asked for when somebody's permission was used too often.
        self._limiters: dict[Asker, Limiter] = {}

    @property
    def outage(self) -> Outage | None:
        """Whether it is known to be down."""
        return self._circuit.outage

    def tools(self, asker: Asker) -> "Tools":
        """The tools in one person's name."""
        return Tools(self, asker)

    async def is_connected(self, asker: Asker) -> bool:
        """Whether a person has given permission, as far as is known here; who asks will soon use it."""
        warm()
        kept = await self._permits.kept(asker)
        return bool(kept and kept.server == self.vendor.url and kept.usable(self._timing.now().timestamp()))

    async def sign_in(self, asker: Asker, back: str) -> str:
        """As `Personal.sign_in`."""
        signing_in = (await sdk()).signing_in
        return await signing_in(self.vendor, self._permits, self._timing).begin(asker, back)

    async def signed_in(self, answer: Mapping[str, str]) -> Asker:
        """As `Personal.signed_in`."""
        signing_in = (await sdk()).signing_in
        asker = await signing_in(self.vendor, self._permits, self._timing).end(answer)
        self._listings.forget(asker)
        return asker

    async def sign_out(self, asker: Asker) -> None:
        """As `Personal.sign_out`."""
        signing_in = (await sdk()).signing_in
        await signing_in(self.vendor, self._permits, self._timing).sign_out(asker)
        self._listings.forget(asker)

    async def use(self, asker: Asker, order: Order) -> dict[str, Any]:
        """Use a tool in a person's name. Raises a `ProviderError`."""
        sessions = await self._sessions(asker)
        with timed(self._meter, self._timing.clock, self.vendor.label, "paid" if order.work else "read"):
            return await sessions.use(order)

    async def names(self, asker: Asker) -> Collection[str]:
        """What the tools are called that a person may use. Raises a `ProviderError`."""
        sessions = await self._sessions(asker)
        with timed(self._meter, self._timing.clock, self.vendor.label, "read"):
            return await sessions.tools()

    async def _sessions(self, asker: Asker) -> "Sessions":
        limiter = self._limiters.setdefault(asker, Limiter((), self._timing.clock))
        traffic = Traffic(
            label=self.vendor.label, circuit=self._circuit, limiter=limiter, timing=self._timing
        )
        return (await sdk()).sessions(self.vendor, self._permits, asker, traffic, self._listings)


class Tools:
    """The tools of a server in one person's name; without a permission they raise `NotConnected`."""

    def __init__(self, server: McpServer, asker: Asker) -> None:
        self._server = server
        self._asker = asker

    async def names(self) -> Collection[str]:
        """What they are called. Raises a `ProviderError`."""
        return await self._server.names(self._asker)

    @property
    def outage(self) -> Outage | None:
        """Whether the server is known to be down."""
        return self._server.outage

    async def look(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Use a tool that costs nothing; what it does not take is left out. Raises a `ProviderError`."""
        return await self._server.use(self._asker, Order(tool=tool, arguments=arguments))

    async def work(self, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Use a tool that may cost something, once. Raises a `ProviderError`.

        `OutcomeUnknown` means that it may have worked; `ProviderRejected` may name an argument as `field`.
        """
        return await self._server.use(self._asker, Order(tool=tool, arguments=arguments, work=True))
