"""What a request of Slack's says of itself, for the log and for what is counted."""

import pytest

from handlers.arrivals import LONGEST, arrival_of

USER = {"id": "U1", "team_id": "T1"}


@pytest.mark.parametrize(
    ("body", "kind", "request_id"),
    [
        ({"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}, "event", "Ev1"),
        ({"type": "view_submission", "user": USER, "view": {"id": "V1"}}, "view", "V1"),
        ({"type": "view_closed", "user": USER, "view": {"id": "V1"}}, "view", "V1"),
        ({"type": "block_suggestion", "user": USER, "view": {"id": "V1"}}, "options", "V1"),
        ({"type": "block_actions", "user": USER, "actions": [{"action_ts": "1.2"}]}, "action", "1.2"),
        ({"type": "shortcut", "user": USER, "action_ts": "1.2"}, "shortcut", "1.2"),
        ({"type": "message_action", "user": USER, "action_ts": "1.2"}, "shortcut", "1.2"),
        ({"type": "url_verification", "team": {"id": "T1"}}, "other", ""),
    ],
)
def test_each_kind_is_known_by_slacks_own_id(body, kind, request_id):
    assert arrival_of(body, {}) == (kind, "T1", request_id)


def test_a_commands_trigger_is_not_told_but_tells_commands_apart():
    ones = [arrival_of({"command": "/x", "team_id": "T1", "trigger_id": f"1.2.{n}"}, {}) for n in (1, 2)]
    assert [one.kind for one in ones] == ["command", "command"]
    assert ones[0].request != ones[1].request
    assert "1.2" not in ones[0].request


def test_a_resend_says_which_one_it_is():
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}
    assert arrival_of(body, {"x-slack-retry-num": ["2"]}).request == "Ev1#2"


@pytest.mark.parametrize(
    "body",
    [
        {"type": ["x"], "user": "U1", "team": 3, "view": [], "actions": {}},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": ["x"]},
        {},
    ],
)
def test_what_nobody_has_checked_yet_breaks_nothing(body):
    assert arrival_of(body, {}).request == ""


def test_an_id_that_is_none_of_slacks_cannot_write_lines_of_its_own():
    body = {"type": "event_callback", "team_id": "T1] team=T2\n", "event_id": "E\n" * 500}
    found = arrival_of(body, {})
    assert found.team == "T1teamT2"
    assert found.request == "E" * LONGEST
