"""A whole Slack with Galley connected to it, opened for one story."""

from contextlib import asynccontextmanager
from types import MappingProxyType

from bot import serve
from bot.app import open_galley
from bot.manifest import manifest_for
from bot.metrics import Metrics
from bot.play import local_settings
from bot.probes import Standing, metrics_routes
from playground.server import Playground
from playground.slack.fixtures import ANA, BEN, fresh_workspace
from playground.vendors.posteverywhere import PostEverywhereSimulator
from tests.flows.person import Person
from tests.patient import PATIENT

CAPTIONS = "/ai/generate-caption"
NOTHING = MappingProxyType({})
#: Somebody closed or changed a form while it was being drawn anew; and what a story made Slack refuse.
HARMLESS = ("views.update: not_found", "views.update: hash_conflict", "failed on demand")


class World:
    """A playground with Galley connected to it, and the two people in it."""

    def __init__(self, playground, vendor, galley, address="", probes=""):
        self.playground, self.vendor, self.galley = playground, vendor, galley
        #: Where Galley listens, over HTTP, and for machines that look after it.
        self.address, self.probes = address, probes
        self.workspace = playground.workspace
        self.ana, self.ben = Person(playground, ANA), Person(playground, BEN)
        self.team = self.workspace.team.id
        self.ana.world = self.ben.world = self
        self.store = galley.store.team(self.team)
        #: What Slack may refuse in this story, and what Galley may log as an error.
        self.expected = set(HARMLESS)

    def expects(self, *words):
        """Let this trouble pass at the end of the story."""
        self.expected.update(words)

    def provider(self, name):
        """A provider as Galley has it."""
        return self.galley.services.providers[name]

    @property
    def paid_calls(self):
        """The caption calls that reached the simulated PostEverywhere."""
        return len(self.vendor.calls.to(CAPTIONS))

    def refused(self):
        """What Slack refused, but for what was to be expected."""
        wrong = [f"{e.kind}: {e.error}" for e in self.workspace.traffic if e.error]
        return [error for error in wrong if not any(words in error for words in self.expected)]

    def sent(self, kind):
        """How often the app called that method of the Web API."""
        return sum(e.kind == kind and e.direction == "from app" for e in self.workspace.traffic)

    def delivered(self, kind):
        """The newest payload of that kind that Slack delivered."""
        found = [e for e in self.workspace.traffic if e.kind == kind and e.direction == "to app"]
        return found[-1].payload


@asynccontextmanager
async def connected(transport, playground, galley, settings, besides=()):
    """Yields the address that Galley listens at, empty over Socket Mode."""
    if transport == "socket":
        token = settings.slack_app_token.get_secret_value()
        async with (
            serve.by_browser(galley.pages, (settings.host, settings.port)),
            serve.by_socket(galley, token),
        ):
            yield ""
    else:
        async with serve.by_http(galley, settings.host, settings.port, besides) as address:
            assert await playground.use_http(f"{address}/slack/events")
            yield address


@asynccontextmanager
async def open_world(folder, transport="socket", given=NOTHING, vendor_facts=NOTHING, own=NOTHING):
    """Galley with PostEverywhere, simulated, and the sample.

    `given` overrides the providers' settings, `vendor_facts` what the simulated vendor is made with, `own`
    Galley's own settings.
    """
    mode = own.get("thread_mode", "verbs")
    async with open_playground(mode=mode, **vendor_facts) as (playground, vendor):
        settings = local_settings(playground, folder, **own)
        keys = {**vendor_settings(playground, vendor), **given}
        standing = Standing(Metrics())
        ground = {"given": keys, "with_sample": True, "env_file": None, "meter": standing.metrics}
        async with (
            serve.by_probe(standing, settings) as probes,
            open_galley(settings, **ground) as galley,
            connected(transport, playground, galley, settings, metrics_routes(standing, settings)) as address,
            standing.up(galley),
        ):
            yield World(playground, vendor, galley, address, probes)


@asynccontextmanager
async def open_powerpost(folder, vendor, transport="socket", given=NOTHING):
    """Galley with a simulated PowerPost and nothing else; `given` are more of its settings."""
    async with beside(vendor) as playground:
        settings = local_settings(playground, folder)
        keys = {**powerpost_settings(playground, vendor), **given}
        async with (
            open_galley(settings, given=keys, env_file=None) as galley,
            connected(transport, playground, galley, settings) as address,
        ):
            yield World(playground, vendor, galley, address)


@asynccontextmanager
async def open_playground(*, extra=(), mode="verbs", **vendor_facts):
    """A playground with a simulated PostEverywhere, and the `extra` routes of others."""
    vendor = PostEverywhereSimulator(**vendor_facts)
    async with beside(vendor, extra, mode) as playground:
        yield playground, vendor


@asynccontextmanager
async def beside(vendor, extra=(), mode="verbs"):
    """A Slack, at the same address as a simulated vendor and the `extra` routes of others.

    Galley was installed there for that `mode` of hearing people in threads.
    """
    playground = Playground(
        fresh_workspace(manifest_for(mode)), extra_routes=[*vendor.routes(), *extra], timing=PATIENT
    )
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()


def vendor_settings(playground, vendor):
    return {
        "POSTEVERYWHERE_API_KEY": vendor.key,
        "POSTEVERYWHERE_BASE_URL": vendor.address(playground.base_url),
    }


def powerpost_settings(playground, vendor):
    return {
        "POWERPOST_API_KEY": vendor.key,
        "POWERPOST_WORKSPACE_ID": vendor.workspace,
        "POWERPOST_BASE_URL": vendor.address(playground.base_url),
    }
