"""`galley providers` as an operator runs it: what it says of each provider, and how it ends."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot import checkup as checkup_module
from bot.checkup import checkup, report
from bot.domain.errors import ProviderDenied
from bot.domain.money import Balance
from bot.domain.ports import Providers
from bot.manifest import MANIFEST
from bot.services.accounts import Health
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.posteverywhere import NO_AI_KEY
from playground.vendors.powerpost import PowerPostSimulator
from tests.bot.services.conftest import NoteRequest, provider_of
from tests.flows.worlds import open_playground, vendor_settings

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
POWERPOST, OCOYA = PowerPostSimulator(), OcoyaSimulator()


async def galley(folder, **environment):
    """The exit code, and what was printed to the screen and as errors."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "providers"),
        cwd=folder,
        env={"PYTHONPATH": str(MANIFEST.parent), "GALLEY_PORT": "not looked at", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


@pytest.fixture
async def vendors():
    """All simulated vendors, and what leads Galley to them."""
    async with open_playground(extra=[*POWERPOST.routes(), *OCOYA.routes()]) as (playground, vendor):
        yield {
            **vendor_settings(playground, vendor),
            "POWERPOST_API_KEY": POWERPOST.key,
            "POWERPOST_WORKSPACE_ID": POWERPOST.workspace,
            "POWERPOST_BASE_URL": POWERPOST.address(playground.base_url),
            "OCOYA_API_KEY": OCOYA.key,
            "OCOYA_BASE_URL": OCOYA.address(playground.base_url),
            "OCOYA_CAMPAIGNS": "rest",
        }


async def test_with_nothing_set_it_says_what_each_one_needs(tmp_path):
    code, said, complaints = await galley(tmp_path)

    assert (code, complaints) == (0, "")
    assert said.splitlines() == [
        "Sample writer   a sample       free, nothing to count",
        "PostEverywhere  not connected  set POSTEVERYWHERE_API_KEY",
        "PowerPost       not connected  set POWERPOST_API_KEY and POWERPOST_WORKSPACE_ID",
        "Ocoya           not connected  set OCOYA_API_KEY",
        "Ocoya campaign  not connected  set OCOYA_CAMPAIGNS",
    ]


async def test_what_works_is_told_with_its_balance_and_nothing_is_left_behind(tmp_path, vendors):
    code, said, complaints = await galley(tmp_path, **vendors)

    assert (code, complaints) == (0, "")
    assert said.splitlines() == [
        "PostEverywhere  works  200 credits left (just now)",
        f"PowerPost       works  {POWERPOST.credits} credits left (just now)",
        "Ocoya           works  tells no balance",
        "Ocoya campaign  works  tells no balance",
    ]
    assert list(tmp_path.iterdir()) == []


async def test_one_that_does_not_work_is_told_with_the_reason_and_ends_in_1(tmp_path, vendors):
    code, said, complaints = await galley(tmp_path, **{**vendors, "POSTEVERYWHERE_API_KEY": NO_AI_KEY})

    assert (code, complaints) == (1, "")
    assert said.splitlines() == [
        "PostEverywhere  does not work  The key of PostEverywhere lacks the ai scope.",
        f"PowerPost       works          {POWERPOST.credits} credits left (just now)",
        "Ocoya           works          tells no balance",
        "Ocoya campaign  works          tells no balance",
    ]


async def test_settings_that_do_not_add_up_are_told_in_one_sentence(tmp_path):
    wrong = await galley(tmp_path, POWERPOST_API_KEY="pp_live_0123456789")

    said = "galley: POWERPOST_API_KEY is set, so POWERPOST_WORKSPACE_ID must be set too.\n"
    assert wrong == (2, "", said)


async def test_keys_come_from_the_env_file_too(tmp_path, vendors):
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in vendors.items()))

    code, said, _ = await galley(tmp_path)

    assert (code, said.count("works")) == (0, 4)


async def test_what_acts_in_a_persons_name_is_asked_in_nobodys(tmp_path):
    code, said, complaints = await galley(tmp_path, OCOYA_CAMPAIGNS="mcp")

    assert (code, complaints) == (0, "")
    assert "Ocoya campaign  not asked      each person connects an account of their own" in said.splitlines()


async def test_all_are_asked_at_the_same_time(monkeypatch):
    both = asyncio.Barrier(2)

    async def check():
        async with asyncio.timeout(5):
            await both.wait()

    ones = [provider_of(NoteRequest, name, check=check) for name in ("one", "other")]
    monkeypatch.setattr(checkup_module, "configured", lambda http, **_: Providers(tuple(ones)))

    found = await checkup()

    assert found.well
    assert found.rows == [("One", "works", "tells no balance"), ("Other", "works", "tells no balance")]


def rows(*found):
    return report(found, Providers(()), NOW).rows


def test_a_balance_is_told_with_its_age_and_its_doubts():
    balance = Balance(credits=1_100, floor=1_000, at=NOW - timedelta(minutes=3), note="100 of them\nbought")
    health = Health(provider=provider_of(NoteRequest, "one"), balance=balance, tells_balance=True, asked=True)

    told = "1,100 credits left, perhaps only 1,000 (3 minutes ago); 100 of them bought"
    assert rows(health) == [("One", "works", told)]


def test_what_nobody_can_know_is_not_said_to_work():
    health = Health(provider=provider_of(NoteRequest, "one"))

    assert rows(health) == [("One", "not asked", "whether its key works, only a brief can show")]


def test_a_vendors_words_cannot_move_the_cursor():
    problem = ProviderDenied("No.\n\x1b[2Jwipe\r\u202eall").message
    health = Health(provider=provider_of(NoteRequest, "one"), problem=problem, asked=True)

    assert rows(health) == [("One", "does not work", "No. [2Jwipe all.")]


def test_columns_stand_below_each_other_without_blanks_at_the_end():
    found = report(
        [Health(provider=provider_of(NoteRequest, "one"), problem="No.")],
        Providers((), missing={"A long name": ("KEY",), "Odd": ()}),
        NOW,
    )

    assert not found.well
    assert str(found).splitlines() == [
        "One          does not work  No.",
        "A long name  not connected  set KEY",
        "Odd          not connected",
    ]
