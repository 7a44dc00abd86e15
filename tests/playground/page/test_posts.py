import datetime as dt

import pytest

from playground.page.place import Place
from playground.page.posts import Posts, day_name
from playground.slack.fixtures import ANA, BEN, GENERAL, fresh_workspace
from tests.playground.page.conftest import MANIFEST


class Clock:
    def __init__(self):
        self.now = 1_795_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def workspace(clock):
    workspace = fresh_workspace(MANIFEST, clock)
    workspace.channels[GENERAL].messages.clear()
    return workspace


@pytest.fixture
def say(workspace):
    def say(text, user=ANA, only_for=None, **more):
        message = {"user": user, "text": text, **more}
        return workspace.post(workspace.channels[GENERAL], message, only_for)["ts"]

    return say


@pytest.fixture
def posts(workspace):
    return lambda me=ANA, **place: Posts(
        workspace, workspace.channels[GENERAL], Place(me=me, channel=GENERAL, **place)
    )


def test_messages_of_one_author_stand_together_for_five_minutes(say, posts, clock):
    say("one")
    clock.now += 299
    say("two")
    clock.now += 301
    say("three")
    say("four", user=BEN)

    assert [p.first for p in posts().main_line()] == [True, False, True, True]


def test_a_private_message_stands_alone_and_is_for_one_person(say, posts, workspace):
    say("public", user=workspace.app.user_id)
    say("private", user=workspace.app.user_id, only_for=ANA)

    assert [(p.private, p.first) for p in posts().main_line()] == [(False, True), (True, True)]
    assert [p.said["text"] for p in posts(me=BEN).main_line()] == ["public"]


def test_a_thread_is_summed_up_below_its_first_message(say, posts):
    root = say("root")
    say("a", user=BEN, thread_ts=root)
    say("b", user=BEN, thread_ts=root)
    say("c", thread_ts=root)
    [summary] = posts().main_line()

    assert (summary.replies, [face.name for face in summary.repliers]) == (3, ["Ben Okafor", "Ana Ruiz"])
    assert summary.thread == f"/as/{ANA}/{GENERAL}?thread={root}"


def test_a_thread_holds_its_first_message_and_the_replies(say, posts):
    root = say("root")
    say("elsewhere")
    say("a", thread_ts=root)

    assert [p.said["text"] for p in posts(thread=root).thread(root)] == ["root", "a"]


def test_each_day_begins_with_its_name(say, posts, clock):
    say("one")
    clock.now += 86_400
    say("two")
    say("three")

    assert [bool(p.day) for p in posts().main_line()] == [True, True, False]


@pytest.mark.parametrize(("day", "name"), [(22, "Today"), (21, "Yesterday"), (9, "Monday, 9 November 2026")])
def test_days_have_names(day, name):
    assert day_name(dt.date(2026, 11, day), dt.date(2026, 11, 22)) == name


def test_somebody_elses_private_message_cannot_be_asked_for(say, posts, workspace):
    ts = say("private", user=workspace.app.user_id, only_for=BEN)

    assert posts().one(ts) is None


def test_ones_own_message_is_known_as_such(say, posts):
    say("mine")
    say("theirs", user=BEN)

    assert [p.own for p in posts().main_line()] == [True, False]
