"""`galley doctor`: every check of an installation, each with what to do where it finds something."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

from bot.checkup import checkup
from bot.doctor.findings import Finding, State, ok, problem
from bot.doctor.own import addresses, measured, way
from bot.doctor.records import at_database
from bot.doctor.slack import at_slack
from bot.doctor.vendors import at_vendors
from bot.domain.errors import ConfigurationError
from bot.domain.ports import Clock
from bot.settings import Settings, read_settings

__all__ = ["Finding", "State", "examined"]

NOW = partial(datetime.now, UTC)


async def examined(clock: Clock = NOW) -> AsyncIterator[Finding]:
    """Check everything, one after the other; nothing is changed, and a Galley that runs is not disturbed."""
    try:
        settings = read_settings()
    except ConfigurationError as error:
        yield problem("Settings", f"{error.message}. The rest can be checked once they do.")
        return
    yield ok("Settings", "can be read.")
    for found in way(settings):
        yield found
    async for found in at_slack(settings, clock):
        yield found
    async for found in at_database(settings.database_url):
        yield found
    async for found in _around(settings):
        yield found


async def _around(settings: Settings) -> AsyncIterator[Finding]:
    """The providers, and what depends on which there are."""
    try:
        vendors = await checkup()
    except ConfigurationError as error:
        yield problem("Providers", error.message)
        return
    for found in (*at_vendors(vendors), *addresses(settings, vendors.personal), *measured(settings)):
        yield found
