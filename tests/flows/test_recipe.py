"""CONTRIBUTING's provider, taken from the page, installed, and written with; no line of Galley is changed."""

import asyncio
import os
import sys
from importlib.metadata import distributions

import pytest

from providers import GROUP
from tests.flows import recipe
from tests.flows.acme import KEY, AcmeServer
from tests.flows.ways import both_ways

TOPIC = "Dark mode is here for everyone"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The recipe's files, written down."""
    folder = tmp_path_factory.mktemp("galley-acme")
    assert recipe.write(folder) == ["pyproject.toml", "src/galley_acme/__init__.py", "tests/test_acme.py"]
    return folder


@pytest.fixture(scope="module")
def site(package, tmp_path_factory):
    """Where it is installed."""
    folder = tmp_path_factory.mktemp("site")
    recipe.install(package, folder)
    return folder


@pytest.fixture
def installed(site, monkeypatch):
    """It can be imported, and what its metadata says can be found."""
    monkeypatch.syspath_prepend(site)
    yield
    sys.modules.pop("galley_acme", None)


@pytest.fixture
def acme():
    return AcmeServer()


@pytest.fixture
async def keys(acme):
    """What leads Galley to Acme."""
    async with acme.served() as address:
        yield {"ACME_API_KEY": KEY, "ACME_BASE_URL": address}


@pytest.fixture
def given(installed, keys):
    return keys


def environment(site, **more):
    return {"PYTHONPATH": os.pathsep.join([str(site), str(recipe.ROOT)]), **more}


def test_the_package_says_where_its_provider_is(site):
    (found,) = [d for d in distributions(path=[str(site)]) if d.name == "galley-acme"]

    (point,) = found.entry_points.select(group=GROUP)
    assert (point.name, point.value) == ("acme", "galley_acme:Acme")


def test_its_own_tests_pass(package, site):
    command = (sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", package)

    assert " passed" in recipe.run(*command, env=environment(site))


def test_it_is_written_as_galley_is(package):
    rules = ("--no-cache", "--config", recipe.ROOT / "pyproject.toml")
    ruff = (sys.executable, "-m", "ruff")

    recipe.run(*ruff, "check", *rules, package / "src")
    recipe.run(*ruff, "format", "--check", *rules, package / "src", package / "tests")


@both_ways
async def test_its_form_is_drawn_from_its_model(ana):
    await ana.opens(f"/compose {TOPIC}")
    form = await ana.writes_with("acme")

    assert form.value("topic") == TOPIC
    assert form.menu("platforms") == ["LinkedIn", "X"]
    assert form.value("platforms") == ["linkedin"]
    assert (form.menu("tone"), form.value("tone")) == (["Warm", "Dry"], "warm")
    for words in ("What should the post be about?", "Platforms", "1 credit each.", "Tone"):
        assert words in form.text


async def test_its_price_and_balance_are_told_before_anything_is_sent(ana, acme):
    await ana.opens(f"/compose {TOPIC}")
    await ana.writes_with("acme")
    await ana.sees_form("Price: 1 credit, exact (1 credit per caption)", "5 credits left, just now")

    await ana.chooses("platforms", "linkedin", "x")

    await ana.sees_form("Price: 2 credits, exact (1 credit per caption)")
    assert acme.asked == []


async def test_what_it_would_refuse_is_said_at_the_fields(ana, acme):
    await ana.opens("/compose Too short")
    await ana.writes_with("acme")

    short = "Write at least 10 characters — Acme needs that much to work with."
    assert await ana.submits(platforms=["x"]) == {"topic": short}
    assert await ana.submits(topic=TOPIC, platforms=[]) == {
        "platforms": "Please complete this required field."
    }
    assert acme.asked == []


@both_ways
async def test_a_brief_becomes_a_card_with_its_receipt(ana, acme):
    await ana.starts(TOPIC, "acme", platforms=["linkedin", "x"], tone="dry")

    card = await ana.sees("*LinkedIn*", "*X*", "Used 2 credits, 3 left", "Acme · dry", "Save draft")
    assert card.captions == [f"dry for linkedin: {TOPIC}", f"dry for x: {TOPIC}"]
    (brief,) = acme.asked
    assert brief.pop("reference")
    assert brief == {"topic": TOPIC, "platforms": ["linkedin", "x"], "tone": "dry"}


@both_ways
async def test_without_enough_credits_the_card_says_so_and_can_be_tried_again(ana, acme):
    acme.credits = 1
    card = await ana.starts(TOPIC, "acme", platforms=["linkedin", "x"])
    await ana.sees("Acme refused: not enough credits", "This needs 2 credits.", "Nothing was charged.")
    assert card.buttons == ["Try again", "Use another provider", "Edit brief"]

    acme.credits = 10
    await card.click("Try again")

    await ana.sees("Used 2 credits, 8 left", without=["not enough"])
    assert (len(ana.cards()), len(acme.asked)) == (1, 2)


async def test_status_tells_how_it_stands(ana, acme):
    await ana.says("/galley status")
    await ana.sees_privately("✓ Acme: works", "Balance: 5 credits left (just now)")

    acme.may_write = False
    await ana.says("/galley status")
    await ana.sees_privately("⚠ Acme: does not work now", "The key of Acme may not write.")


@pytest.mark.parametrize("keys", [{}], ids=["no key"])
async def test_without_its_key_status_tells_what_it_needs(ana):
    await ana.says("/galley status")
    await ana.sees_privately("Acme: not connected. Whoever runs Galley sets ACME_API_KEY")


async def test_the_command_line_tells_how_it_stands(site, keys, tmp_path):
    command = (sys.executable, "-m", "bot", "providers")

    printed = await asyncio.to_thread(recipe.run, *command, env=environment(site, **keys), cwd=tmp_path)

    assert "Acme            works          5 credits left (just now)" in printed.splitlines()
