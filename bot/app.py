"""The composition root: settings to storage, providers, engine and Slack app; opens and closes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from aiohttp import ClientSession, web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import ConfigurationError, NotReady
from bot.domain.planned import campaign_forms
from bot.domain.ports import UNREAD, Homes, Meter, Providers, Runner, Store
from bot.jobs.engine import open_engine
from bot.offering import check_forms
from bot.services import Services
from bot.services.accounts import Accounts
from bot.services.briefs import Briefs
from bot.services.choices import RemoteChoices
from bot.services.connections import Connections
from bot.services.deliveries import Deliveries
from bot.services.drafts import Drafts
from bot.services.editing import Editing
from bot.services.exports import Exports
from bot.services.home import Home
from bot.services.leftovers import Leftovers
from bot.services.news import News
from bot.services.profiles import Profiles
from bot.services.runs import Runs
from bot.services.sharing import Sharing
from bot.services.thread import Thread
from bot.services.tickets import Tickets
from bot.services.vault import SealedVault, derived
from bot.services.visits import Visits
from bot.settings import Settings
from handlers import attach, open_desk
from handlers.arrivals import WatchedApp
from handlers.browser import connect_routes, telling
from handlers.calls import watching
from handlers.clients import build_client, build_posting_client
from handlers.files import SlackFiles
from handlers.homes import FollowedNotifier, SlackHomes
from handlers.limits import RateLimits
from handlers.notifier import SlackNotifier
from providers import configured
from providers.http import Http
from storage.location import open_store

NOT_LET_IN = (
    "Set SLACK_BOT_TOKEN as well: the bot token (xoxb-…) from “OAuth & Permissions” of the app in Slack. "
    "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET only say how Slack reaches Galley."
)

#: Seconds that the database and the engine have to answer whether they take work.
PATIENCE = 5.0


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
    meter: Meter


@dataclass(frozen=True, kw_only=True)
class Galley:
    """The application, open: the Slack app to connect, the pages it has for browsers, what its health is."""

    slack: AsyncApp
    services: Services
    store: Store
    runner: Runner
    pages: Sequence[web.RouteDef]

    async def ready(self) -> None:
        """Return when the database and the engine take work; raises `NotReady` when one does not."""
        for what, answers in (("database", self.store.ready), ("engine", self.runner.ready)):
            try:
                async with asyncio.timeout(PATIENCE):
                    await answers()
            except NotReady:
                raise
            except Exception as error:
                raise NotReady(f"The {what} does not answer ({type(error).__name__}).") from error

    async def depth(self) -> tuple[int, Mapping[tuple[str, str], int]]:
        """How many runs are not over, and their stages in the engine, by queue and state."""
        return len(await self.store.open_runs()), await self.runner.depth()


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
    meter: Meter = UNREAD,
) -> AsyncIterator[Galley]:
    """Open everything, and close it in the opposite order.

    `given` overrides the providers' environment, by variable name; `with_sample` offers the sample
    beside the real ones. Raises `ConfigurationError`.
    """
    if settings.mode != "playground" and not settings.slack_bot_token:
        raise ConfigurationError(NOT_LET_IN)
    api = settings.slack_api_url
    async with (
        open_ground(settings, given=given, with_sample=with_sample, env_file=env_file, meter=meter) as ground,
        ClientSession(middlewares=[RateLimits(api), watching(meter, api)]) as session,
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
    meter: Meter = UNREAD,
) -> AsyncIterator[Ground]:
    """Open what Galley stands on; the same names mean the same. Raises `ConfigurationError`."""
    async with AsyncExitStack() as opened:
        store = await open_store(settings.database_url)
        opened.push_async_callback(store.close)
        http = await opened.enter_async_context(Http(meter=meter))
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
            meter=meter,
        )


async def _wired(
    opened: AsyncExitStack, settings: Settings, ground: Ground, session: ClientSession
) -> Galley:
    store, providers = ground.store, ground.providers
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    client = build_client(token, settings.slack_api_url, session)
    poster = build_posting_client(token, settings.slack_api_url, session)
    accounts = Accounts(store, providers, now, ground.meter)
    homes = SlackHomes(client, Home(store, accounts, now), now)
    opened.push_async_callback(homes.end)
    profiles = Profiles(store, now)
    reads = settings.thread_mode == "verbs"
    cards = SlackNotifier(client, poster, providers, profiles.of_run, now, reads_channels=reads)
    notifier = FollowedNotifier(cards, homes)
    runner = await opened.enter_async_context(
        open_engine(
            database_url=settings.database_url,
            store=store,
            providers=providers,
            notifier=notifier,
            files=SlackFiles(session, token, settings.slack_api_url),
            clock=now,
            stop_seconds=settings.stop_seconds,
            keep=timedelta(days=settings.retention_days) if settings.retention_days else None,
            meter=ground.meter,
        )
    )
    services = _services(settings, ground, notifier, runner, Shown(accounts, homes, profiles))
    slack = _slack(settings, client, ground.meter)
    desk = open_desk(services, client, poster, now)
    opened.push_async_callback(attach(slack, desk).end)
    pages = connect_routes(ground.visits, telling(poster, desk)) if ground.visits else ()
    return Galley(slack=slack, services=services, store=store, runner=runner, pages=pages)


@dataclass(frozen=True)
class Shown:
    """Services that cards and Homes are drawn with, which are there before the engine."""

    accounts: Accounts
    homes: Homes
    profiles: Profiles


def _services(
    settings: Settings, ground: Ground, notifier: FollowedNotifier, runner: Runner, shown: Shown
) -> Services:
    store, providers, profiles = ground.store, ground.providers, shown.profiles
    drafts = Drafts(store, notifier, now, ground.meter)
    runs = Runs(store, providers, runner, now)
    mentions_only = settings.thread_mode == "mention"
    return Services(
        providers=providers,
        briefs=Briefs(store, profiles, providers),
        campaign_briefs=Briefs(store, profiles, campaign_forms(providers), campaigns=True),
        runs=runs,
        drafts=drafts,
        editing=Editing(store, now),
        thread=Thread(store, providers, drafts, runs, now, mentions_only=mentions_only),
        exports=Exports(store),
        leftovers=Leftovers(store, providers, drafts, now),
        accounts=shown.accounts,
        choices=ground.choices,
        connections=ground.connections,
        homes=shown.homes,
        profiles=profiles,
        sharing=Sharing(store, notifier, drafts, now),
        news=News(providers, runner),
        deliveries=Deliveries(store, now),
    )


def _slack(settings: Settings, client: AsyncWebClient, meter: Meter) -> AsyncApp:
    secret = settings.slack_signing_secret
    return WatchedApp(
        meter=meter,
        name="galley",
        # Bolt gives its loggers this one's level; without it the root's, and at DEBUG it prints payloads.
        logger=logging.getLogger("slack_bolt"),
        client=client,
        # Bolt verifies signatures of HTTP requests only; in Socket Mode there is nothing to verify.
        signing_secret=secret.get_secret_value() if secret else None,
        request_verification_enabled=secret is not None,
    )
