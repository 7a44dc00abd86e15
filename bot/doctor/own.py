"""What the settings say by themselves, before anybody is asked."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot.blocks.text import listing
from bot.doctor.findings import Finding, note, ok, problem
from bot.domain.urls import LOOPBACK
from bot.settings import Settings

#: What Slack's signing secrets look like, on "Basic Information".
SIGNING = re.compile(r"[0-9a-f]{32}")
WAY, KEY, ADDRESS = "Way to Slack", "Secret key", "Public address"


def way(settings: Settings) -> Iterator[Finding]:
    """How Slack reaches Galley, and whether all is set that this takes."""
    if settings.mode == "playground":
        yield _no_way(settings)
        return
    if settings.slack_bot_token is None:
        yield problem(WAY, "SLACK_BOT_TOKEN is not set. It is at api.slack.com/apps, OAuth & Permissions.")
    if settings.mode == "socket":
        yield ok(WAY, "Socket Mode, because SLACK_APP_TOKEN is set.")
        if settings.slack_signing_secret:
            yield note(WAY, "SLACK_SIGNING_SECRET is not used in Socket Mode.")
        return
    yield ok(
        WAY, f"HTTP, at port {settings.port}, because SLACK_SIGNING_SECRET is set and SLACK_APP_TOKEN is not."
    )
    secret = settings.slack_signing_secret
    if secret and not SIGNING.fullmatch(secret.get_secret_value()):
        words = "does not look like one of Slack's, which are 32 of 0-9 and a-f"
        yield note("Signing secret", f"{words}. Copy it from Basic Information, App Credentials.")


def _no_way(settings: Settings) -> Finding:
    if settings.slack_bot_token:
        words = (
            "SLACK_BOT_TOKEN is set, but nothing by which Slack reaches Galley: set SLACK_APP_TOKEN as well"
        )
        return problem(WAY, f"{words}, for Socket Mode, or SLACK_SIGNING_SECRET, for HTTP.")
    words = "no Slack tokens are set, so `galley run` starts the playground, which needs none"
    return note(
        WAY, f"{words}. For a real workspace set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, as README.md says."
    )


def addresses(settings: Settings, personal: Sequence[str]) -> Iterator[Finding]:
    """What people's own accounts take: a key to encrypt with, and an address for their browsers.

    `personal` are the providers that have such accounts.
    """
    whose = listing([*personal]) or "No provider"
    if settings.secret_keys:
        yield ok(KEY, "is set, and long enough.")
    elif personal:
        words = f"{whose} takes people's own accounts, which GALLEY_SECRET_KEY encrypts; it is not set"
        yield problem(
            KEY, f'{words}. Make one: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    if settings.public_url:
        yield _public(settings.public_url)
    elif personal:
        words = "GALLEY_PUBLIC_URL is not set, so people are told to run `galley connect`"
        yield note(ADDRESS, f"{words} on this machine to connect an account of theirs.")


def _public(url: str) -> Finding:
    if urlsplit(url).hostname not in LOOPBACK:
        return ok(ADDRESS, url)
    return note(
        ADDRESS, f"{url} is reached from this machine only. For everybody it must be an https address."
    )


def measured(settings: Settings) -> Iterator[Finding]:
    """Who can read the measurements."""
    if settings.metrics_port is None:
        return
    where = f"{settings.metrics_host}, port {settings.metrics_port}"
    if settings.metrics_token or settings.metrics_host in LOOPBACK:
        yield ok("Measurements", f"at {where}.")
    else:
        words = "for everybody who can connect. GALLEY_METRICS_TOKEN makes them ask"
        yield note("Measurements", f"at {where}, {words}.")
