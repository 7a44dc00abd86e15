"""PowerPost tells of a job that has ended: the run ends at once, and nothing that is told is believed."""

import asyncio
import json
import logging

import pytest
from aiohttp import ClientSession

from playground.vendors.powerpost import WORKSPACE, Hook, PowerPostSimulator
from providers.powerpost import jobs
from tests.flows.person import PATIENCE, settled
from tests.flows.worlds import open_powerpost

TOKEN, SECRET, HEADER = "0123456789abcdef0123456789abcdef", "lantern-0123456789", "X-Signature"
#: Seconds that a job takes, and those after which Galley would ask for it again: far more than a story may.
JOB, TURN = 3.0, 30.0


@pytest.fixture
def vendor():
    return PowerPostSimulator(seconds=JOB)


@pytest.fixture(autouse=True)
def far_away(monkeypatch):
    monkeypatch.setattr(jobs, "SOON", TURN)


@pytest.fixture
def signing():
    """Whether the vendor signs, and Galley looks at it."""
    return False


@pytest.fixture
async def world(vendor, signing, tmp_path):
    signed = {"POWERPOST_WEBHOOK_SIGNATURE_HEADER": HEADER, "POWERPOST_WEBHOOK_SECRET": SECRET}
    given = {"POWERPOST_WEBHOOK_TOKEN": TOKEN, **(signed if signing else {})}
    async with open_powerpost(tmp_path, vendor, "http", given) as opened:
        hook = Hook(url=address(opened), **({"header": HEADER, "secret": SECRET} if signing else {}))
        vendor.webhooks.set_up(WORKSPACE, hook)
        yield opened
        await vendor.webhooks.close()


def address(world):
    return f"{world.address}/webhooks/powerpost/{TOKEN}"


async def waiting(ana, vendor, **fields):
    """A run whose next turn is half a minute away; the vendor's id of its job."""
    await ana.opens("/compose We just shipped dark mode")
    assert await ana.submits(**fields) == {}
    await looked(vendor)
    return vendor.calls.of("poll")[0].path.rpartition("/")[2]


async def looked(vendor, times=1):
    """Return when Galley has asked for a job so often."""
    await asyncio.wait_for(vendor.calls.arrived(times, "poll"), PATIENCE)


@pytest.mark.parametrize("signing", [False, True], ids=["bare", "signed"])
async def test_a_run_whose_turn_is_far_away_ends_when_the_vendor_tells(ana, vendor, world):
    await waiting(ana, vendor)

    await ana.sees("Save draft", f"Used {vendor.charged} credits")

    assert [(told.event, told.status) for told in vendor.webhooks.deliveries] == [
        ("generation.completed", 204)
    ]
    assert len(vendor.calls.of("poll")) == 2


async def test_images_are_told_of_too(ana, vendor, world):
    await ana.opens("/compose We just shipped dark mode")
    assert await ana.submits(images="ideogram-3", image_count=1) == {}
    await asyncio.wait_for(vendor.calls.arrived(1, "images"), PATIENCE)

    card = await ana.sees("Save draft")

    assert len([block for block in card.blocks if block["type"] == "image"]) == 1
    assert "image_generation.completed" in [told.event for told in vendor.webhooks.deliveries]


async def test_what_a_forged_body_says_is_looked_up_and_not_believed(ana, vendor, world):
    vendor.let_jobs_take(6)
    job = await waiting(ana, vendor)
    forged = {"generation_id": job, "status": "completed", "outputs": {"x": "Forged", "instagram": "Forged"}}
    failed = {"generation_id": job, "status": "failed", "error_message": "Forged"}
    stranger = {"generation_id": "660f9500-f30c-42e5-b827-557766551111", "status": "completed"}

    for event, data in (("completed", forged), ("failed", failed), ("completed", stranger)):
        body = {"event": f"generation.{event}", "workspace_id": "another", "data": data}
        assert await posted(world, json.dumps(body)) == 204
    await looked(vendor, 2)
    await settled()
    assert len(vendor.calls.of("poll")) == 2

    assert (await ana.sees("Writing")).ts == ana.cards()[0].ts
    card = await ana.sees("Save draft", f"Used {vendor.charged} credits", without=["Forged"])
    assert [card.ts] == [seen.ts for seen in ana.cards()]


@pytest.mark.parametrize("signing", [True])
async def test_neither_token_nor_secret_nor_body_is_logged(ana, vendor, world, caplog):
    caplog.set_level(logging.DEBUG)
    for body in ("PLANTED", json.dumps({"data": {"generation_id": "PLANTED-PLANTED"}})):
        assert await posted(world, body) == 401
        assert await posted(world, body, url=address(world)[:-1]) == 404
    await waiting(ana, vendor)
    await ana.sees("Save draft")

    said = "\n".join(f"{r.name} {r.getMessage()}" for r in caplog.records if r.name != "aiohttp.client")
    assert "A webhook for powerpost was refused" in said
    assert not any(secret in said + repr(world.galley) for secret in (TOKEN[:-1], SECRET, "PLANTED"))


async def posted(world, body, url=None):
    async with ClientSession() as session, session.post(url or address(world), data=body) as answer:
        return answer.status
