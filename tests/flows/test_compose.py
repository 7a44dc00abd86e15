"""Every way into the compose form, and where its result goes."""

from playground.slack.fixtures import RANDOM
from tests.flows.person import settled
from tests.flows.ways import both_ways


@both_ways
async def test_a_brief_becomes_a_card_and_a_saved_draft(ana):
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    assert await ana.submits() == {}
    await ana.sees_no_form()
    card = await ana.sees("Dark mode is here", "LinkedIn", "variant 1 of 2", "not saved yet")
    await card.click("Save draft")
    await ana.sees("saved as draft", without=["Save draft"])
    await ana.says("/drafts")
    await ana.sees_privately("Dark mode is here", "LinkedIn, X", "saved as draft", "Open")


async def test_compose_alone_opens_an_empty_form(ana):
    form = await ana.opens("/compose")
    assert form.value("topic") == ""


async def test_what_follows_compose_becomes_the_prompt(ana):
    form = await ana.opens("/compose  Tell *everyone* about “dark mode” ")
    assert form.value("topic") == "Tell *everyone* about “dark mode”"


@both_ways
async def test_a_prompt_may_hold_any_word_of_slacks_protocol(ana):
    form = await ana.opens("/compose Our payload=7 & token, ssl_check=1 {or} challenge")
    assert form.value("topic") == "Our payload=7 & token, ssl_check=1 {or} challenge"


async def test_a_prompt_longer_than_the_vendor_takes_is_kept_and_refused_at_its_field(ana):
    form = await ana.opens(f"/compose {'word ' * 300}end")
    assert form.value("topic").endswith("word end")
    assert "takes 1,000 at most" in (await ana.submits())["topic"]


@both_ways
async def test_compose_help_answers_privately(ana, ben):
    await ana.says("/compose help")
    await ana.sees_privately("/compose", "opens the form", "Nothing is written or charged")
    assert ana.form is None
    assert not any("opens the form" in m.text for m in ben.messages())


@both_ways
async def test_the_global_shortcut_opens_the_form_and_answers_directly(ana):
    await ana.people.shortcut(ana.id, "compose")
    await ana.sees_form("Compose a post", "The result comes to you as a direct message.")
    await ana.writes_with("sample")
    assert await ana.submits(topic="Dark mode is here") == {}
    await ana.sees("Dark mode is here", "Save draft", where=ana.direct)
    assert ana.cards() == []


@both_ways
async def test_the_message_shortcut_starts_with_the_messages_words(ana, ben):
    said = await ben.says("We *shipped* <https://example.com/dark|dark mode> & more, @galley: 1 < 2")
    await ana.people.message_shortcut(ana.id, ana.channel, said["ts"], "compose_from_message")
    form = await ana.sees_form("This channel (#general)")
    assert form.value("topic").startswith("We shipped ")
    for escape in ("&amp;", "&lt;", "<@"):
        assert escape not in form.value("topic")


async def test_the_button_on_the_home_opens_the_form(ana):
    home = await ana.opens_home("Compose a post")
    await home.click("Compose a post")
    await ana.sees_form("The result comes to you as a direct message.")


@both_ways
async def test_where_galley_is_not_a_member_the_form_says_so_and_the_card_comes_directly(world, ana):
    world.expects("not_in_channel")
    ana.channel = RANDOM
    await ana.opens("/compose Dark mode is here")
    await ana.sees_form("Galley is not in #random yet", "/invite @Galley")
    await ana.writes_with("sample")
    await ana.sees_form("Galley is not in #random yet")
    assert await ana.submits() == {}
    await ana.sees("Save draft", "Galley is not in", where=ana.direct)
    assert ana.cards(RANDOM) == []


async def test_after_an_invitation_the_card_comes_to_the_channel(ana):
    ana.channel = RANDOM
    ana.people.invite(ana.id, RANDOM)
    await ana.composes("Dark mode is here")
    assert len(ana.cards(RANDOM)) == 1


async def test_in_the_conversation_with_galley_the_card_stays_there(ana):
    ana.channel = ana.direct
    await ana.opens("/compose Dark mode is here")
    await ana.sees_form("This conversation")
    await ana.writes_with("sample")
    await ana.submits()
    await ana.sees("Dark mode is here", "Save draft")


@both_ways
async def test_only_me_keeps_the_card_from_the_channel(ana):
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    await ana.submits(_where="me")
    await ana.sees("Dark mode is here", "Save draft", where=ana.direct)
    assert ana.cards() == []


async def test_the_person_is_told_in_words_when_slack_was_too_slow(world, ana):
    world.expects("expired_trigger_id")
    now = world.workspace.clock
    world.workspace.triggers._clock = lambda: now() + 60 * world.sent("views.open")
    world.workspace.triggers.issue = _expired(world.workspace.triggers)
    await ana.says("/compose Dark mode")
    await ana.sees_privately("Slack took too long", "try once more")


def _expired(triggers):
    issue = triggers.issue

    def expired(user, channel=None):
        trigger = issue(user, channel)
        triggers._known[trigger].at -= 60
        return trigger

    return expired


async def test_closing_the_form_starts_nothing(world, ana):
    form = await ana.opens("/compose Dark mode is here")
    await ana.people.close(ana.id, form.address)
    await settled()
    assert ana.cards() == []
    assert world.paid_calls == 0
