from datetime import timedelta

from bot.blocks.home import HomeFacts, home_view
from bot.blocks.ids import Action
from bot.blocks.values import CardValue, ListValue
from bot.domain.generations import State
from bot.domain.ports import Page
from playground.blockkit.check import view_problems
from tests.bot.blocks.scenes import LINKEDIN, NOW, X, buttons, kept, part, run, said, words, written

EMPTY = HomeFacts()


def home(**known):
    return home_view(HomeFacts(**known), now=NOW + timedelta(minutes=2))


def draft(number):
    return kept(written((X, "Hi"), id=f"RUN{number}"), f"Post {number}")


def test_a_newcomer_sees_three_steps_to_the_first_draft():
    view = home()

    assert view_problems(view) == []
    assert "Your first draft in three steps" in words(view["blocks"])
    assert all(f"*{n}.*" in said(view["blocks"]) for n in (1, 2, 3))
    assert buttons(view["blocks"])["Compose a post"]["action_id"] == Action.COMPOSE


def test_my_work_stands_in_its_order(working_provider):
    view = home(
        needs=[run(part(LINKEDIN), state=State.FAILED)],
        unsaved=[draft(3)],
        running=[run(part(LINKEDIN), state=State.RUNNING)],
        mine=Page(drafts=(draft(1),), after=None, total=1),
        team=[draft(2)],
        providers=[working_provider],
    )

    assert view_problems(view) == []
    titles = [b["text"]["text"] for b in view["blocks"] if b["type"] == "header"]
    assert titles == [
        "Galley",
        "Needs you",
        "My drafts",
        "Running now",
        "Recent team drafts",
        "Providers",
        "Help",
    ]
    assert "Vendor: 194 credits left (just now)" not in words(view["blocks"])
    assert "Vendor: 194 credits left (2 minutes ago)" in words(view["blocks"])


def test_a_run_can_be_stopped_from_home():
    view = home(running=[run(part(LINKEDIN), state=State.RUNNING)])

    assert "Writing for LinkedIn" in words(view["blocks"])
    assert CardValue.read(buttons(view["blocks"])["Cancel"]["value"]).run == "8F2KABCDEFGHIJKL"


def test_lists_stop_at_five():
    drafts = [draft(n) for n in range(30)]
    mine = Page(drafts=tuple(drafts), after="1 x", total=30)
    runs = [run(part(X), id=f"RUN{n}") for n in range(30)]
    at = ListValue().following("0 y")
    view = home(
        running=runs, needs=runs, unsaved=drafts, mine=mine, team=[draft(n) for n in range(40, 70)], at=at
    )

    assert view_problems(view) == []
    assert words(view["blocks"]).count("Open") == 15
    assert {"Previous", "Next"} <= buttons(view["blocks"]).keys()
    assert words(view["blocks"]).count("Cancel") == 5


def test_no_drafts_of_mine_yet_is_said():
    assert "None yet. Keep one with *Save draft* on its card." in words(home(team=[draft(1)])["blocks"])


def test_what_is_mine_alone_is_not_listed_twice():
    mine = Page(drafts=(draft(1), draft(2)), after=None, total=2)
    assert "Recent team drafts" not in words(home(mine=mine, team=[draft(2), draft(1)])["blocks"])
    assert "Recent team drafts" in words(home(mine=mine, team=[draft(3), draft(1)])["blocks"])
