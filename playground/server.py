"""The playground as one server: the workspace, its people, the wire, and whatever routes join them."""

from collections.abc import Iterable

from aiohttp import ClientSession, web

from playground.slack.backend import Backend
from playground.slack.background import Background
from playground.slack.delivery import Timing
from playground.slack.events import Events
from playground.slack.http_delivery import HttpDelivery
from playground.slack.limits import Limits
from playground.slack.local_only import LOOPBACK, local_only
from playground.slack.outbox import Outbox
from playground.slack.people import People
from playground.slack.schedule import Schedule
from playground.slack.socket_mode import Sockets
from playground.slack.web_api import WebApi
from playground.slack.wire import Wire
from playground.slack.workspace import Workspace

#: Ten files of 10 MB in one form, and room for the rest.
_MOST_BODY = 128 * 1024 * 1024
#: Seconds an open request may take at shutdown.
_GRACE = 0.2


class Playground:
    """A local Slack with one app, reached over Socket Mode until `use_http` says otherwise.

    `workspace` is its state, `people` acts for the persons in it, `limits` makes calls fail on demand,
    `sockets` and `api` are for those who look closer.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        extra_routes: Iterable[web.AbstractRouteDef] = (),
        timing: Timing | None = None,
        enforce_limits: bool = False,
    ) -> None:
        self.workspace = workspace
        self._timing = timing or Timing()
        self._background = Background()
        self.limits = Limits(workspace.clock, enforced=enforce_limits)
        self.sockets = Sockets(workspace, self._timing)
        self.outbox = Outbox(workspace, self.sockets, self._background, self._timing)
        events = Events(workspace, self.outbox)
        backend = Backend(
            workspace=workspace,
            outbox=self.outbox,
            events=events,
            schedule=Schedule(workspace, events, self._background),
            sockets=self.sockets,
        )
        self.api = WebApi(backend, self.limits)
        self.people = People(backend)
        self._routes = [*Wire(backend, self.api, self.people).routes(), *extra_routes]
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None

    @property
    def base_url(self) -> str:
        """Such as `http://127.0.0.1:3999`; empty before `start`."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What an app is given as Slack's base URL."""
        return f"{self.base_url}/api/"

    def add_routes(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve more from the same address; before `start`."""
        self._routes.extend(routes)

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Listen; port 0 takes any free one.

        Raises:
            ValueError: the host is not this computer.
        """
        if host not in LOOPBACK:
            raise ValueError(f"The playground serves this computer only, not {host}.")
        app = web.Application(middlewares=[local_only], client_max_size=_MOST_BODY)
        app.add_routes(self._routes)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE)
        await runner.setup()
        self._runner = runner
        await web.TCPSite(runner, host, port).start()
        taken = runner.addresses[0][1]
        self.workspace.base_url = f"http://{f'[{host}]' if ':' in host else host}:{taken}"

    async def use_http(self, request_url: str) -> bool:
        """Reach the app by HTTP from now on; whether it answered the `url_verification` challenge.

        Until it does, it gets no events; commands and interactions are sent all the same.
        """
        if self._session is None:
            self._session = ClientSession()
        delivery = HttpDelivery(self.workspace, self._timing, self._session, request_url)
        self.outbox.delivery = delivery
        return await delivery.verify()

    async def stop(self) -> None:
        """Close everything that `start` and `use_http` opened."""
        await self._background.close()
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
