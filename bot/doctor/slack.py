"""What Slack says of the tokens, and of the clock of this machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.blocks.text import listing, one_line
from bot.doctor.findings import Finding, note, ok, problem
from bot.domain.ports import Clock
from bot.manifest import manifest_for
from bot.settings import Settings

#: Seconds that Slack has for an answer.
PATIENCE = 10.0
#: Seconds that the clock may be off. Slack's signatures count for five minutes
#: (docs.slack.dev, verifying requests).
OFF = 60.0
BOT, APP, SCOPES, CLOCK, NETWORK = "Bot token", "App token", "Scopes", "Clock", "Slack"

COPY = "Copy the xoxb-… token of OAuth & Permissions."
AGAIN = (
    "At api.slack.com/apps, choose the app, Install App, Reinstall to Workspace, and copy the token again."
)
#: What to do about Slack's errors, by their name (docs.slack.dev, auth.test and apps.connections.open).
BOT_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "invalid_auth": f"Slack does not know it. {COPY}",
        "not_allowed_token_type": f"It is another kind of token. {COPY}",
        "account_inactive": f"The app is not installed any more. {AGAIN}",
        "token_revoked": f"It was revoked. {AGAIN}",
        "token_expired": f"It has expired: switch token rotation off. {AGAIN}",
    }
)
FRESH = "Generate one at Basic Information, App-Level Tokens, with the scope connections:write."
APP_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "invalid_auth": f"Slack does not know it. {FRESH}",
        "not_allowed_token_type": f"It is another kind of token; this one begins with xapp-. {FRESH}",
        "missing_scope": f"It lacks the scope connections:write. {FRESH}",
        "token_revoked": f"It was revoked. {FRESH}",
        "forbidden_team": "The workspace does not let the app connect; its administrators decide that.",
    }
)


class Unreached(Exception):
    """Slack gave no answer; the words say why."""


async def at_slack(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Ask Slack about each token that is set."""
    async with ClientSession() as session:
        client = AsyncWebClient(base_url=settings.slack_api_url, session=session, retry_handlers=[])
        try:
            if settings.slack_bot_token:
                async for found in _bot(
                    client, settings.slack_bot_token.get_secret_value(), settings.thread_mode, clock
                ):
                    yield found
            if settings.slack_app_token:
                yield await _app(client, settings.slack_app_token.get_secret_value())
        except Unreached as error:
            yield problem(NETWORK, str(error))


async def _bot(client: AsyncWebClient, token: str, mode: str, clock: Clock) -> AsyncIterator[Finding]:
    try:
        answer = await _answered(client, client.auth_test(token=token))
    except SlackApiError as error:
        yield _refused(BOT, error, BOT_ADVICE)
        answer = error.response
    else:
        yield ok(BOT, one_line(f"works, as @{answer.get('user')} in the workspace {answer.get('team')}."))
        for found in scopes(answer.headers.get("x-oauth-scopes", ""), mode):
            yield found
    if date := answer.headers.get("Date"):
        yield punctual(date, clock())


async def _app(client: AsyncWebClient, token: str) -> Finding:
    try:
        await _answered(client, client.apps_connections_open(app_token=token))
    except SlackApiError as error:
        return _refused(APP, error, APP_ADVICE)
    return ok(APP, "works: Slack gives an address to connect to.")


async def _answered(client: AsyncWebClient, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """What Slack answers; raises `SlackApiError` when it refuses, and `Unreached`."""
    host = urlsplit(client.base_url).netloc
    try:
        async with asyncio.timeout(PATIENCE):
            return await call
    except SlackApiError:
        raise
    except (ClientError, SlackClientError, OSError, ValueError) as error:  # a `TimeoutError` is an `OSError`
        message = f"{host} does not answer ({type(error).__name__}). Let this machine make https calls to it"
        raise Unreached(f"{message}, or name the proxy in HTTPS_PROXY.") from error


def _refused(what: str, error: SlackApiError, advice: Mapping[str, str]) -> Finding:
    # An answer that is no JSON is bytes or text to the client.
    body = error.response.get("error") if isinstance(error.response, AsyncSlackResponse) else None
    said = str(body or "no reason given")
    return problem(what, f"Slack refuses it ({one_line(said)}). {advice.get(said, 'Try again in a while.')}")


def scopes(granted: str, mode: str) -> list[Finding]:
    """What was granted (joined by commas, as Slack's header has it), beside what the manifest asks for."""
    given = {scope.strip() for scope in granted.split(",")} - {""}
    wanted = set(manifest_for(mode)["oauth_config"]["scopes"]["bot"])
    found = []
    if missing := sorted(wanted - given):
        words = f"{listing(missing)} not granted. Paste manifest.yml at App Manifest, save it, then: {AGAIN}"
        found.append(problem(SCOPES, words))
    if more := sorted(given - wanted):
        found.append(
            note(SCOPES, f"Galley has no use for {listing(more)}; manifest.yml does not ask for it.")
        )
    return found or [ok(SCOPES, "all that manifest.yml asks for are granted.")]


def punctual(date: str, now: datetime) -> Finding:
    """How this machine's clock compares with the `Date` of Slack's answer (RFC 9110, 6.6.1)."""
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return note(CLOCK, "cannot be compared: Slack's answer has no readable date.")
    off = (now - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()
    if abs(off) <= OFF:
        return ok(CLOCK, "agrees with Slack's.")
    way = "ahead of" if off > 0 else "behind"
    words = f"{abs(off):.0f} seconds {way} Slack's, whose signatures count for five minutes"
    return problem(CLOCK, f"is {words}. Have the machine keep its time by NTP.")
