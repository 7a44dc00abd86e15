"""The card of a run whose work is at the vendor's: all that the vendor says, and nothing it could mean."""

from bot.blocks.cards import card_of
from bot.blocks.done import done_card
from bot.blocks.progress import progress_card
from bot.domain.captions import Finished, Link
from bot.domain.generations import State
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import LINKEDIN, NOW, buttons, facts, failure, part, run, said, words

QUEUED = Finished(
    facts={"Campaign": "cmay1", "Status": "GENERATING"},
    notes=("It writes in its own background.", "Look there in a while."),
    links=(Link(label="Open it", url="https://vendor.example"),),
)


def test_it_says_what_the_vendor_says_of_its_work():
    card = done_card(run(part(result=QUEUED), state=State.DONE), facts())

    assert words(card.blocks) == [
        "Dark mode launch",
        "<@U1>",
        "PostEverywhere · witty",
        "Campaign: cmay1",
        "Status: GENERATING",
        "It writes in its own background.\nLook there in a while.",
        "Open it",
        "Edit brief",
        "run 8F2K",
    ]
    assert card.text == "Dark mode launch: It writes in its own background."
    assert message_problems(list(card.blocks)) == []


def test_a_run_that_is_done_without_a_draft_has_it():
    card = card_of(run(part(result=QUEUED), state=State.DONE), None, None, now=NOW)
    assert "GENERATING" in said(card.blocks)


def test_what_is_lacking_is_said_beside_it():
    parts = [part(result=QUEUED), part(LINKEDIN, failure=failure("down"))]
    card = done_card(run(*parts, state=State.DONE), facts())
    assert "Not written: LinkedIn" in said(card.blocks)
    assert "Try the rest again" in buttons(card.blocks)


def test_it_takes_whatever_a_vendor_writes():
    long = Finished(
        facts={f"<!channel> {n}": "*x* " * 500 for n in range(30)},
        notes=tuple("<!here> & more\n" * 900 for _ in range(5)),
        links=tuple(Link(label="*a*" * 50, url=f"https://v.example/{n}") for n in range(30)),
    )
    card = done_card(run(part(result=long), state=State.DONE), facts())
    assert message_problems(list(card.blocks)) == []
    assert "<!" not in card.text
    assert not [
        b for b in card.blocks if b["type"] == "section" and b.get("text", {}).get("type") == "mrkdwn"
    ]


def test_what_there_is_so_far_is_on_the_card_with_the_way_to_stop():
    going_on = run(part(so_far=QUEUED, remote_id="r1"), state=State.RUNNING)
    card = progress_card(going_on, facts())
    assert words(card.blocks) == [
        "Dark mode launch",
        "PostEverywhere is at work in its own background… — started by <@U1>",
        "Campaign: cmay1",
        "Status: GENERATING",
        "It writes in its own background.\nLook there in a while.",
        "Open it",
        "Galley looks there now and then, and shows here what is new · run 8F2K",
        "Stop looking",
    ]
    assert message_problems(list(card.blocks)) == []
