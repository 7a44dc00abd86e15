"""A form on the page sends line breaks as HTML wants them; the app gets them as from Slack."""

from multidict import MultiDict, MultiDictProxy

from bot.manifest import MANIFEST
from playground.page.forms import FormReader, text
from playground.page.place import address
from playground.slack.fixtures import ANA, fresh_workspace

TYPED = MultiDictProxy(MultiDict({address("text", "value"): "one\r\ntwo\nthree"}))


def test_an_input_holds_line_feeds():
    workspace = fresh_workspace(MANIFEST)
    raw = FormReader(workspace, None).raw(ANA, TYPED)

    assert raw == {("text", "value"): ["one\ntwo\nthree"]}


def test_a_message_holds_line_feeds():
    assert text(TYPED, address("text", "value")) == "one\ntwo\nthree"
