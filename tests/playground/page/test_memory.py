import pytest

from playground.page.memory import Memory
from playground.slack.fixtures import ANA, BEN, MARKETING


@pytest.fixture
def memory():
    return Memory()


def test_complaints_last_until_the_app_shows_the_view_anew(memory):
    view = {"id": "V1", "hash": "1"}
    memory.complain(view, {"topic": "Say more"})

    assert memory.complaints(view) == {"topic": "Say more"}
    assert memory.complaints(view | {"hash": "2"}) == {}


def test_a_channel_is_unread_once_something_was_said_in_it(memory, workspace):
    channel = workspace.channels[MARKETING]
    assert not memory.unread(ANA, channel)

    workspace.post(channel, {"user": BEN, "text": "News"})
    assert memory.unread(ANA, channel)

    memory.read(ANA, channel)
    assert not memory.unread(ANA, channel)


def test_what_only_others_may_see_leaves_nothing_unread(memory, workspace):
    channel = workspace.channels[MARKETING]
    memory.read(ANA, channel)
    workspace.post(channel, {"user": "U0BOT", "text": "Psst"}, only_for=BEN)

    assert not memory.unread(ANA, channel)


def test_cleared_traffic_stays_away_and_new_traffic_comes(memory, workspace):
    workspace.traffic.note("to app", "old", {})
    memory.clear_traffic(workspace.traffic)
    workspace.traffic.note("to app", "new", {})

    assert [entry.kind for entry in memory.shown_traffic(workspace.traffic, 10)] == ["new"]
