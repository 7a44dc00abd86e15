"""Ocoya in a world of its own, and what people do there again and again."""

from contextlib import asynccontextmanager

from bot.app import open_galley
from bot.manifest import MANIFEST
from bot.play import local_settings
from playground.server import Playground
from playground.slack.fixtures import fresh_workspace
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya.world import TEAS
from tests.flows.person import PATIENCE, settled
from tests.flows.worlds import World, connected
from tests.patient import PATIENT

PROMPT = "We are moving to a bigger kitchen"


def telling():
    """An Ocoya whose reply to a new draft holds its text, which is as likely as any."""
    simulator = OcoyaSimulator()
    simulator.variants.choose(created="full")
    return simulator


@asynccontextmanager
async def open_ocoya(vendor, folder, base=""):
    """Galley with Ocoya, looked for at `base` instead of where it is, and with the sample."""
    playground = Playground(fresh_workspace(MANIFEST), extra_routes=vendor.routes(), timing=PATIENT)
    await playground.start()
    given = {"OCOYA_API_KEY": vendor.key, "OCOYA_BASE_URL": base or vendor.address(playground.base_url)}
    settings = local_settings(playground, folder)
    try:
        async with (
            open_galley(settings, given=given, with_sample=True, env_file=None) as galley,
            connected("socket", playground, galley, settings),
        ):
            world = World(playground, vendor, galley)
            yield world
            assert world.refused() == []
    finally:
        await playground.stop()


async def form(ana, workspace=TEAS):
    """Ana's form, with a workspace chosen."""
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("ocoya")
    await chooses_workspace(ana, workspace)
    return ana.form


async def chooses_workspace(ana, workspace):
    """Choose it, and wait for the form whose lists are those of this workspace."""
    await offered(ana, "workspace")
    before = _brand(ana)
    await ana.chooses("workspace", workspace.id)
    await ana.workspace.until(lambda: _brand(ana) != before, PATIENCE)


async def offered(ana, field, words=""):
    """What a menu offers, once the vendor has answered: a slow list is there for the next key press."""
    found = []
    for _ in range(10):
        found = await ana.searches(field, words)
        if found not in ([], ["No preference"]):
            break
        await settled()
    return found


def _brand(ana):
    """The brand kit's menu: another one for each workspace."""
    return ana.form.input("brand")["element"]["action_id"]


async def submitted(ana, **fields):
    """Ana's card, ready."""
    assert await ana.submits(**fields) == {}
    return await ana.sees("Save draft", "run")


async def composed(ana):
    await form(ana)
    return await submitted(ana)
