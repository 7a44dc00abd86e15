"""`galley profiles export` and `import`, as an operator runs them."""

import asyncio

import pytest

from bot.domain.people import ChannelProfile
from bot.domain.platforms import Platform
from storage.location import open_store

GENERAL = ChannelProfile(provider="sample", platforms=(Platform.X,), banned_words=("cheap",), revision=1)


async def kept(location, **teams):
    store = await open_store(location)
    for team, profiles in teams.items():
        for key, profile in profiles.items():
            await store.team(team).save_channel(key, profile)
    found = {key: profile for team in teams for key, profile in (await store.team(team).channels()).items()}
    await store.close()
    return found


@pytest.fixture
def url(tmp_path, monkeypatch):
    location = f"sqlite:///{tmp_path}/galley.db"
    own = ChannelProfile(provider="posteverywhere")
    asyncio.run(kept(location, T1={"C1": GENERAL, "U1": own, "C2": ChannelProfile(revision=2)}))
    monkeypatch.setenv("GALLEY_DATABASE_URL", location)
    return location


FILE = """\
# Channel profiles of Galley; `galley profiles import` reads this file back.
version: 1
channels:
  C1:
    provider: sample
    platforms:
    - x
    banned_words:
    - cheap
"""


def test_all_channels_that_say_anything_are_printed_and_nobodys_own(galley, url):
    assert galley("profiles", "export") == (0, FILE, "")


def test_a_file_goes_out_and_comes_back_into_another_team(galley, url, tmp_path):
    assert galley("profiles", "export", "--out", "all.yml")[0] == 0
    code, printed, _ = galley("profiles", "import", "all.yml", "--team", "T2")
    assert (code, printed) == (0, "C1: provider, platforms, banned words\n1 changed, 0 stay as they are.\n")
    (profile,) = asyncio.run(kept(url, T2={})).values()
    assert profile.changes[0].person == "galley profiles import"
    assert (profile.provider, profile.platforms, profile.banned_words) == (
        "sample",
        (Platform.X,),
        ("cheap",),
    )
    assert galley("profiles", "import", "all.yml", "--team", "T1")[1] == "0 changed, 1 stay as they are.\n"


def test_a_dry_run_changes_nothing(galley, url, tmp_path):
    (tmp_path / "all.yml").write_text(FILE.replace("cheap", "synergy"))
    code, printed, _ = galley("profiles", "import", "all.yml", "--dry-run")
    assert (code, printed) == (0, "C1: banned words\n1 would change, 0 stay as they are.\n")
    assert asyncio.run(kept(url, T1={}))["C1"] == GENERAL


def test_a_wrong_file_changes_nothing_and_its_mistakes_are_told(galley, url, tmp_path):
    (tmp_path / "all.yml").write_text(FILE.replace("- x", "- myspace").replace("cheap", "synergy"))
    code, printed, said = galley("profiles", "import", "all.yml")
    assert (code, printed) == (2, "")
    assert "Nothing was changed; this is wrong:\n  all.yml, line 7: “myspace” is not known here" in said
    assert asyncio.run(kept(url, T1={}))["C1"] == GENERAL


def test_where_there_are_several_teams_one_has_to_be_named(galley, url):
    asyncio.run(kept(url, T2={"C1": GENERAL}))
    code, _, said = galley("profiles", "export")
    assert code == 2
    assert "Say which Slack workspace with --team, by its id (T…). It has T1, T2." in said


def test_a_file_or_a_database_that_is_not_there_is_told(galley, url, tmp_path, monkeypatch):
    assert "nowhere.yml cannot be read" in galley("profiles", "import", "nowhere.yml")[2]
    monkeypatch.setenv("GALLEY_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    assert "There is no database" in galley("profiles", "export")[2]
    assert not (tmp_path / "none.db").exists()
