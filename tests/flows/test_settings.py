"""`/galley settings`: a channel's defaults and rules, and a person's own."""

from playground.slack.fixtures import RANDOM
from tests.flows.person import PATIENCE
from tests.flows.ways import both_ways


async def sets(person, **fields):
    """Open the settings, type, save."""
    form = await person.opens("/galley settings", "Settings")
    if "provider" in fields:
        await with_provider(person, fields.pop("provider"))
    typed = {f"_set.{name}": value for name, value in fields.items()}
    assert await person.submits(**typed) == {}
    await person.sees_no_form()
    return form


async def with_provider(person, name):
    """Choose the default provider, and wait for its own choices."""
    await person.chooses("_set.provider", name)
    await person._until(
        lambda: f'"provider":"{name}"' in person.form.body["private_metadata"], "its choices", PATIENCE
    )


@both_ways
async def test_a_channels_settings_are_what_its_forms_begin_with_for_everybody(ana, ben):
    await sets(ana, provider="sample", tone="witty", platforms=["x", "bluesky"], where="only me")
    await ben.sees(
        "<@U1ANA> changed Galley's settings of #general: provider, platforms, tone and length, where"
    )
    form = await ben.opens("/compose Dark mode is here")
    assert form.value("_provider") == "sample"
    assert (form.value("tone"), sorted(form.value("platforms"))) == ("witty", ["bluesky", "x"])
    assert form.value("_where") == "me"
    await ben.sees_form("Defaults of #general: Sample writer", "Witty", "results only to you")


async def test_campaigns_begin_with_them_as_well(ana):
    await sets(ana, provider="sample", tone="witty")
    form = await ana.opens("/campaign A launch", "Plan a campaign")
    assert (form.value("_provider"), form.value("tone")) == ("sample", "witty")
    await ana.sees_form("Defaults of #general: Sample writer · Witty")


async def test_they_mean_nothing_in_another_channel(ana):
    await sets(ana, provider="sample", tone="witty")
    ana.people.invite(ana.id, RANDOM)
    ana.channel = RANDOM
    form = await ana.opens("/compose Dark mode is here")
    assert form.value("_provider") == "posteverywhere"
    assert "Defaults" not in form.text


async def test_each_provider_keeps_its_own_tone(ana):
    await sets(ana, provider="sample", tone="witty")
    await sets(ana, provider="posteverywhere", tone="casual")
    form = await ana.opens("/compose Dark mode is here")
    assert form.value("tone") == "casual"
    await ana.writes_with("sample")
    assert ana.form.value("tone") == "witty"


async def test_a_person_has_settings_of_their_own_beside_channels(ana, ben):
    ana.channel = ana.direct
    await ana.opens("/galley settings", "Settings")
    await ana.sees_form("What *your own* forms begin with")
    await with_provider(ana, "sample")
    assert await ana.submits(**{"_set.tone": "witty"}) == {}
    await ana.people.shortcut(ana.id, "compose")
    form = await ana.sees_form("Compose a post", "Your own defaults: Sample writer · Witty")
    assert (form.value("_provider"), form.value("tone")) == ("sample", "witty")
    await ben.people.shortcut(ben.id, "compose")
    assert (await ben.sees_form("Compose a post")).value("_provider") == "posteverywhere"


async def test_wrong_input_is_told_at_its_field_and_nothing_is_lost(world, ana):
    await ana.opens("/galley settings", "Settings")
    wrong = await ana.submits(
        **{
            "_set.banned_words": "cheap, synergy",
            "_set.required_phrases": "Cheap",
            "_set.required_hashtags": "#launch party!",
        }
    )
    assert wrong == {
        "_set.banned_words": "“Cheap” is required as well: take it out here or there.",
        "_set.required_hashtags": "“#party!” is no hashtag: use letters, digits and _ only.",
    }
    assert ana.form.value("_set.banned_words") == "cheap, synergy"
    assert (await world.store.channel(ana.channel)).revision == 0


@both_ways
async def test_two_people_at_once_lose_nothing_and_see_whose_came_between(world, ana, ben):
    await ana.opens("/galley settings", "Settings")
    await ben.opens("/galley settings", "Settings")
    assert await ben.submits(**{"_set.banned_words": "cheap"}) == {}
    assert await ana.submits(**{"_set.banned_words": "synergy", "_set.platforms": ["x"]}) == {}
    form = await ana.sees_form("<@U2BEN> changed banned words while you were here, so nothing was saved")
    assert form.value("_set.banned_words") == "synergy"
    assert (await world.store.channel(ana.channel)).banned_words == ("cheap",)
    assert await ana.submits() == {}
    await ben.sees("<@U1ANA> changed Galley's settings of #general: platforms, banned words")
    assert (await world.store.channel(ana.channel)).banned_words == ("synergy",)


async def test_who_changed_what_stands_in_the_settings_and_reset_empties_them(world, ana, ben):
    await sets(ana, banned_words="cheap\nsynergy", where="only me")
    form = await ben.opens("/galley settings", "Settings")
    assert form.value("_set.banned_words") == "cheap\nsynergy"
    form = await ben.sees_form("Changed by <@U1ANA> just now: where results go, banned words")
    ben.fills(**{"_set.required_phrases": "Typed and not saved"})
    await form.click("Reset", agreeing="All settings of #general are emptied")
    await ana.sees("<@U2BEN> reset Galley's settings of #general.")
    form = await ben.sees_form("Changed by <@U2BEN> just now")
    assert (form.value("_set.banned_words"), form.value("_set.required_phrases")) == ("", "")
    assert form.value("_set.where") == "_none"
    assert (await world.store.channel(ana.channel)).banned_words == ()


async def test_nothing_changed_is_nothing_told(world, ana):
    await sets(ana)
    assert world.sent("chat.postMessage") == 0
    assert (await world.store.channel(ana.channel)).revision == 0


async def test_where_galley_is_no_member_the_person_is_told(world, ana):
    ana.channel = RANDOM
    await sets(ana, banned_words="cheap")
    await ana.sees("changed Galley's settings of #random", where=ana.direct)


async def test_the_help_and_the_home_open_them(ana):
    await ana.says("/galley help")
    seen = await ana.sees_privately("/galley settings")
    await seen.click("Settings")
    await ana.sees_form("#general", "Banned words")
    await ana.people.close(ana.id, ana.form.address)
    home = await ana.opens_home("Compose a post")
    await home.click("My settings")
    await ana.sees_form("What *your own* forms begin with")
