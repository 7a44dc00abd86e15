"""Every store gives back exactly what was kept: any text, any record, aware times."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.drafts import Draft
from bot.domain.generations import Generation
from bot.domain.money import Balance
from bot.domain.platforms import Platform
from tests.storage.records import draft, edited, generation
from tests.storage.strategies import whole

TEXTS = {
    "empty": "",
    "family": "👩‍👩‍👧‍👦 at the beach 🏖️",
    "right to left": "\u202bمرحبا بالعالم — שלום\u202c",  # noqa: RUF001  # Arabic is meant
    "markup": "<!channel> *bold* <@U123> &amp; 'quoted' \"twice\" \\ %s :id",
    "lines": "one\ntwo\r\nthree\t\u2028four",
    "combining": "e\u0301 is not \u00e9",
    "NUL": "before\0after",
    "long": "Ünïcödé 🎉 " * 454,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_text_comes_back_letter_by_letter(team, text):
    await team.add_draft(draft(text=text, title=text, prompt=text))
    changed = await team.change_draft("D1", edited(text + "!"))
    assert await team.draft("D1") == changed
    assert [v.texts[Platform.X] for v in await team.versions("D1")] == [text, text + "!"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_an_id_is_told_apart_letter_by_letter(team, text):
    await team.add_draft(draft(text + "1"))
    await team.add_draft(draft(text + "2", title="Second"))
    assert (await team.draft(text + "2")).title == "Second"


async def test_half_a_character_is_refused_and_harms_nothing(team):
    with pytest.raises(ValueError, match="surrogate"):
        await team.add_generation(generation(request={"topic": "\ud83d"}))
    assert list(await team.generations()) == []


async def test_a_time_of_another_zone_comes_back_aware_and_equal(team):
    there = datetime(2026, 4, 10, 23, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    await team.save_balance("sample", Balance(credits=1, at=there))
    kept = (await team.balance("sample")).at
    assert kept == there
    assert kept.tzinfo is not None


async def test_times_of_different_zones_are_ordered_as_times(team):
    late = datetime(2026, 4, 10, 12, tzinfo=timezone(timedelta(hours=-5)))
    early = datetime(2026, 4, 10, 16, tzinfo=UTC)
    await team.save_balance("sample", Balance(credits=1, at=late))
    await team.save_balance("sample", Balance(credits=2, at=early))
    assert (await team.balance("sample")).credits == 1


async def test_a_naive_time_is_refused(team):
    with pytest.raises(ValueError, match="time zone"):
        await team.save_balance("sample", Balance(credits=1, at=datetime(2026, 4, 10)))  # noqa: DTZ001  # the point


ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(record=whole(Generation))
async def test_any_generation_comes_back_equal(store, record):
    name = uuid4().hex
    team, kept = store.team(name), record.model_copy(update={"team": name})
    await team.add_generation(kept)
    assert await team.generation(record.id) == kept


@ANY
@given(record=whole(Draft))
async def test_any_draft_comes_back_equal_with_its_version(store, record):
    name = uuid4().hex
    team, kept = store.team(name), record.model_copy(update={"team": name})
    await team.add_draft(kept)
    assert await team.draft(record.id) == kept
    assert list(await team.versions(record.id)) == [kept.latest]
