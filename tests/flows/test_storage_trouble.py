"""Galley's own database fails while people work: they are told, and everything is there afterwards."""

import pytest

from tests.flows.ways import both_ways


@pytest.fixture
def fails(world):
    """Lets the database refuse every change, or none."""
    connection = world.galley.store._connection

    async def set_to(state):
        await connection._run(lambda: connection._database.execute(f"PRAGMA query_only = {state}"))

    world.expects("SQLITE_READONLY")
    return set_to


@both_ways
async def test_a_button_says_that_nothing_was_saved_and_works_later(ana, fails):
    card = await ana.composes("Dark mode is here")
    await fails("ON")
    await card.click("Save draft")
    await ana.sees_privately("may not write to its database, so nothing was saved or charged")
    await fails("OFF")
    await card.click("Save draft")
    await ana.sees("saved as draft")


@both_ways
async def test_a_form_stays_open_with_all_that_was_typed(ana, fails):
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    await fails("ON")
    assert await ana.submits(tone="witty") == {}
    notice = await ana.sees_form("That did not work", "nothing was saved or charged", "try again when")
    await ana.people.close(ana.id, notice.address)
    await fails("OFF")
    form = await ana.sees_form("Compose a post")
    assert (form.value("topic"), form.value("tone")) == ("Dark mode is here", "witty")
    assert await ana.submits() == {}
    await ana.sees("Dark mode is here", "Save draft")
