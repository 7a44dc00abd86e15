"""What people see of their own accounts; every message and form is one that Slack takes."""

import pytest

from bot.blocks.connect import (
    Connection,
    connect_first,
    connect_message,
    connected_message,
    connections_message,
    not_yours_message,
)
from bot.blocks.ids import Action
from bot.blocks.values import ConnectValue
from playground.blockkit.check import message_problems, view_problems
from tests.bot.blocks.scenes import Vendor, buttons, mrkdwn, said

LINK = "https://galley.example.com/connect/vendor/ticket"
COMMAND = "galley connect vendor --team T1 --person U1"


def connection(*, connected=False, url=LINK, provider=None):
    return Connection(provider=provider or Vendor(), connected=connected, url=url, command=COMMAND)


class Nasty(Vendor):
    name, label = "nasty", "<!channel> *V* & co" * 20


NASTY = connection(provider=Nasty())
TOLD = {
    "a list": connections_message([connection(), connection(connected=True, provider=Nasty()), NASTY]),
    "an empty list": connections_message([]),
    "a link": connect_message(connection()),
    "a command": connect_message(connection(url="")),
    "connected already": connect_message(connection(connected=True)),
    "a nasty name": connect_message(NASTY),
    "somebody else's": not_yours_message(Nasty.label, "U1"),
    "connected": connected_message(Nasty.label),
}


@pytest.mark.parametrize("told", TOLD.values(), ids=list(TOLD))
def test_every_message_is_one_that_slack_takes_and_pings_nobody(told):
    assert message_problems(list(told.blocks)) == []
    assert told.text
    assert "<!" not in told.text
    assert not any("<!" in text for text in mrkdwn(list(told.blocks)))


@pytest.mark.parametrize("shown", [connection(), connection(url=""), NASTY])
def test_a_form_can_say_what_to_connect_first(shown):
    blocks = connect_first(shown)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Plan"}, "blocks": blocks}
    assert view_problems(view) == []
    assert " first.*" in said(blocks)


def test_where_browsers_reach_galley_there_is_a_link():
    link = buttons(connect_message(connection()).blocks)["Connect Vendor"]
    assert (link["url"], link["action_id"]) == (LINK, Action.OPEN_LINK)
    assert COMMAND not in said(connect_message(connection()).blocks)


def test_where_they_do_not_there_is_the_command_to_copy():
    told = connect_message(connection(url=""))
    assert f"```{COMMAND}```" in said(told.blocks)
    assert buttons(told.blocks) == {}
    assert "link" not in said(told.blocks)


def test_the_list_says_how_each_stands_and_what_can_be_done():
    told = connections_message([connection(), connection(connected=True, provider=Nasty())])
    found = buttons(told.blocks)
    assert set(found) == {"Connect Vendor", "Disconnect"}
    assert told.text.startswith("Vendor: not connected; ")
    assert told.text.endswith(": connected")
    assert ConnectValue.read(found["Disconnect"]["value"]).provider == "nasty"
    assert found["Disconnect"]["confirm"]["style"] == "danger"


def test_what_is_connected_has_no_link_that_could_grow_old():
    told = connections_message([connection(connected=True)])
    assert LINK not in repr(told.blocks)
    assert "link" not in said(told.blocks)


def test_a_link_says_for_how_long_it_works():
    for told in (connect_message(connection()), connections_message([connection()])):
        assert "works once, within ten minutes" in said(told.blocks)


def test_on_somebody_elses_card_the_person_is_named_but_not_in_the_fallback():
    told = not_yours_message("Vendor", "U1")
    assert "<@U1> started this" in said(told.blocks)
    assert "U1" not in told.text
