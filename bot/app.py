"""The composition root: settings to storage, providers, engine and Slack app; opens and closes them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from aiohttp import ClientSession, web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import ConfigurationError
from bot.domain.planned import campaign_forms
from bot.domain.ports import Notifier, Providers, Runner, Store
from bot.jobs.engine import open_engine
from bot.offering import check_forms
from bot.services import Services
from bot.services.accounts import Accounts
from bot.services.briefs import Briefs
from bot.services.choices import RemoteChoices
from bot.services.connections import Connections
from bot.services.deliveries import Deliveries
from bot.services.drafts import Drafts
from bot.services.home import Home
from bot.services.leftovers import Leftovers
from bot.services.news import News
from bot.services.runs import Runs
from bot.services.tickets import Tickets
from bot.services.vault import SealedVault, derived
from bot.services.visits import Visits
from bot.settings import Settings
from handlers import attach, open_desk
from handlers.browser import connect_routes, telling
from handlers.clients import build_client, build_posting_client
from handlers.files import SlackFiles
from handlers.limits import RateLimits
from handlers.notifier import SlackNotifier
from providers import configured
from providers.http import Http
from storage.location import open_store

NOT_LET_IN = (
    "Set SLACK_BOT_TOKEN as well: the bot token (xoxb-…) from “OAuth & Permissions” of the app in Slack. "
    "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET only say how Slack reaches Galley."
)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What Galley stands on, open: there is no engine in it, and no Slack.

    `visits` are there where people can connect their accounts in a browser.
    """

    store: Store
    providers: Providers
    choices: RemoteChoices
    connections: Connections
    visits: Visits | None


@dataclass(frozen=True, kw_only=True)
class Galley:
    """The application, open: the Slack app to connect, the pages it has for browsers, what its health is."""

    slack: AsyncApp
    services: Services
    store: Store
    runner: Runner
    pages: Sequence[web.RouteDef]

    async def ready(self) -> None:
        """Return when the database and the engine take work; raise when one does not."""
        await self.store.ready()
        await self.runner.ready()


def now() -> datetime:
    """The present moment, aware UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_galley(
    settings: Settings,
    *,
    given: Mapping[str, str] = MappingProxyType({}),
    with_sample: bool = False,
    env_file: str | Path | None = ".env",
) -> AsyncIterator[Galley]:
    """Open everything, and close it in the opposite order.

    `given` overrides the providers' environment, by variable name; `with_sample` offers the sample
    beside the real ones. Raises `ConfigurationError`.
    """
    if settings.mode != "playground" and not settings.slack_bot_token:
        raise ConfigurationError(NOT_LET_IN)
    async with (
        open_ground(settings, given=given, with_sample=with_sample, env_file=env_file) as ground,
        ClientSession(middlewares=[RateLimits(settings.slack_api_url)]) as session,
        AsyncExitStack() as opened,
    ):
        yield await _wired(opened, settings, ground, session)


@asynccontextmanager
async def open_ground(
    settings: Settings,
    *,
    given: Mapping[str, str] = MappingProxyType({}),
    with_sample: bool = False,
    env_file: str | Path | None = ".env",
) -> AsyncIterator[Ground]:
    """Open what Galley stands on; the same names mean the same. Raises `ConfigurationError`."""
    async with AsyncExitStack() as opened:
        store = await open_store(settings.database_url)
        opened.push_async_callback(store.close)
        http = await opened.enter_async_context(Http())
        keys = settings.secret_keys
        vault = SealedVault(store, keys, now) if keys else None
        providers = configured(http, env_file=env_file, given=given, vault=vault, with_sample=with_sample)
        check_forms(providers)
        choices = RemoteChoices(now)
        opened.push_async_callback(choices.close)
        url = settings.public_url
        tickets = Tickets(store, derived(keys[0], "tickets"), url, now) if keys and url else None
        connections = Connections(store, providers, choices, tickets)
        yield Ground(
            store=store,
            providers=providers,
            choices=choices,
            connections=connections,
            visits=Visits(connections, tickets) if tickets else None,
        )


async def _wired(
    opened: AsyncExitStack, settings: Settings, ground: Ground, session: ClientSession
) -> Galley:
    store, providers = ground.store, ground.providers
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    client = build_client(token, settings.slack_api_url, session)
    poster = build_posting_client(token, settings.slack_api_url, session)
    notifier = SlackNotifier(client, poster, providers, now)
    runner = await opened.enter_async_context(
        open_engine(
            database_url=settings.database_url,
            store=store,
            providers=providers,
            notifier=notifier,
            files=SlackFiles(session, token, settings.slack_api_url),
            clock=now,
            stop_seconds=settings.stop_seconds,
        )
    )
    services = _services(ground, notifier, runner)
    opened.push_async_callback(services.accounts.close)
    slack = _slack(settings, client)
    desk = open_desk(services, client, now)
    opened.push_async_callback(attach(slack, desk).end)
    pages = connect_routes(ground.visits, telling(poster, desk)) if ground.visits else ()
    return Galley(slack=slack, services=services, store=store, runner=runner, pages=pages)


def _services(ground: Ground, notifier: Notifier, runner: Runner) -> Services:
    store, providers = ground.store, ground.providers
    accounts, drafts = Accounts(store, providers, now), Drafts(store, notifier, now)
    return Services(
        providers=providers,
        briefs=Briefs(store, providers),
        campaign_briefs=Briefs(store, campaign_forms(providers), campaigns=True),
        runs=Runs(store, providers, runner, now),
        drafts=drafts,
        leftovers=Leftovers(store, providers, drafts, now),
        accounts=accounts,
        choices=ground.choices,
        connections=ground.connections,
        home=Home(store, accounts),
        news=News(providers, runner),
        deliveries=Deliveries(store, now),
    )


def _slack(settings: Settings, client: AsyncWebClient) -> AsyncApp:
    secret = settings.slack_signing_secret
    return AsyncApp(
        client=client,
        # Bolt verifies signatures of HTTP requests only; in Socket Mode there is nothing to verify.
        signing_secret=secret.get_secret_value() if secret else None,
        request_verification_enabled=secret is not None,
    )
