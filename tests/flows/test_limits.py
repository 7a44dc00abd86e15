"""How often a vendor is called, by its own log: never more often than allowed."""

from contextlib import asynccontextmanager

from bot.app import open_galley
from bot.play import local_settings
from playground.slack.fixtures import ANA
from providers import posteverywhere
from providers.http import Limit
from providers.posteverywhere import PostEverywhere
from tests.bot.jobs.fakes import until
from tests.flows.person import Person
from tests.flows.worlds import CAPTIONS, connected, open_playground, vendor_settings

CALLS, SECONDS = 3, 2.0
LIMIT = Limit(calls=CALLS, seconds=SECONDS)
#: A brief is one call for each.
PLATFORMS = ["instagram", "linkedin", "x", "facebook", "threads", "bluesky", "tiktok"]


@asynccontextmanager
async def life(folder, playground, vendor):
    """One life of Galley, with the records that an earlier one left."""
    settings = local_settings(playground, folder)
    given = vendor_settings(playground, vendor)
    async with (
        open_galley(settings, given=given, with_sample=True, env_file=None) as galley,
        connected("socket", playground, galley, settings),
    ):
        yield galley


def written(vendor):
    return vendor.calls.to(CAPTIONS)


def most_within(calls, seconds):
    """The most calls that any window of that length saw."""
    times = [call.at for call in calls]
    return max(sum(start <= at < start + seconds for at in times) for start in times)


async def test_no_window_sees_more_briefs_than_allowed_though_galley_restarts_in_one(tmp_path, monkeypatch):
    monkeypatch.setattr(PostEverywhere, "limits", (LIMIT,))
    monkeypatch.setattr(posteverywhere, "LIMITS", ())  # the queue alone: a process forgets its own count
    async with open_playground() as (playground, vendor):
        ana = Person(playground, ANA)
        async with life(tmp_path, playground, vendor):
            await ana.starts("Dark mode is here", "posteverywhere", platforms=PLATFORMS)
            await until(lambda: len(written(vendor)) == CALLS)
        assert len(written(vendor)) == CALLS
        async with life(tmp_path, playground, vendor):
            await ana.sees("Used 7 credits", "Save draft", within=30)

    assert len(written(vendor)) == len(PLATFORMS)
    assert most_within(written(vendor), SECONDS) == CALLS
    assert {call.status for call in written(vendor)} == {200}


async def test_no_window_sees_more_calls_of_any_kind_than_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(PostEverywhere, "limits", (LIMIT,))
    monkeypatch.setattr(posteverywhere, "LIMITS", (LIMIT,))
    async with open_playground() as (playground, vendor):
        ana = Person(playground, ANA)
        async with life(tmp_path, playground, vendor):
            await ana.starts("Dark mode is here", "posteverywhere", platforms=PLATFORMS)
            await ana.says("/galley status")
            await ana.sees("Used 7 credits", "Save draft", within=30)

    assert len(written(vendor)) == len(PLATFORMS)
    assert len(vendor.calls.to("/me")) >= 2
    assert most_within(vendor.calls, SECONDS) == CALLS
