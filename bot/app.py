"""The composition root: settings to storage, providers, engine and Slack app; opens and closes them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp

from bot.domain.planned import campaign_forms
from bot.domain.ports import Providers, Runner, Store
from bot.jobs.engine import open_engine
from bot.offering import check_forms
from bot.services import Services
from bot.services.accounts import Accounts
from bot.services.briefs import Briefs
from bot.services.choices import RemoteChoices
from bot.services.drafts import Drafts
from bot.services.home import Home
from bot.services.runs import Runs
from bot.services.vault import SealedVault
from bot.settings import Settings
from handlers import attach
from handlers.clients import build_client, build_posting_client
from handlers.files import SlackFiles
from handlers.notifier import SlackNotifier
from providers import configured
from providers.http import Http
from storage.sqlite import open_sqlite


@dataclass(frozen=True, kw_only=True)
class Galley:
    """The application, open: the Slack app to connect, and what its health depends on."""

    slack: AsyncApp
    services: Services
    store: Store
    runner: Runner

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
    async with AsyncExitStack() as opened:
        store = await open_sqlite(settings.database_url)
        opened.push_async_callback(store.close)
        http = await opened.enter_async_context(Http())
        vault = SealedVault(store, settings.secret_keys, now) if settings.secret_keys else None
        providers = configured(http, env_file=env_file, given=given, vault=vault, with_sample=with_sample)
        check_forms(providers)
        session = await opened.enter_async_context(ClientSession())
        yield await _wired(opened, settings, providers, store, session)


async def _wired(
    opened: AsyncExitStack, settings: Settings, providers: Providers, store: Store, session: ClientSession
) -> Galley:
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
        )
    )
    choices = RemoteChoices(now)
    opened.push_async_callback(choices.close)
    accounts = Accounts(store, providers, now)
    services = Services(
        providers=providers,
        briefs=Briefs(store, providers),
        campaign_briefs=Briefs(store, campaign_forms(providers), campaigns=True),
        runs=Runs(store, providers, runner, now),
        drafts=Drafts(store, notifier, now),
        accounts=accounts,
        choices=choices,
        home=Home(store, accounts),
    )
    secret = settings.slack_signing_secret
    slack = AsyncApp(
        client=client,
        # Bolt verifies signatures of HTTP requests only; in Socket Mode there is nothing to verify.
        signing_secret=secret.get_secret_value() if secret else None,
        request_verification_enabled=secret is not None,
    )
    opened.push_async_callback(attach(slack, services, client, now).end)
    return Galley(slack=slack, services=services, store=store, runner=runner)
