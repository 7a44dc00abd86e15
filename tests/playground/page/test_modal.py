"""A modal, drawn without a browser."""

import pytest

from playground.page.memory import Memory
from playground.page.painter import Painter
from playground.page.place import Place
from playground.page.scene import scene_of
from playground.slack.fixtures import ANA, GENERAL


def plain(text):
    return {"type": "plain_text", "text": text}


def field(element, **more):
    return {
        "type": "input",
        "block_id": "b",
        "label": plain("Field"),
        "element": {"action_id": "a", **element},
        **more,
    }


@pytest.fixture
def painted(workspace):
    def painted(*blocks, complaints=None):
        view = {"type": "modal", "title": plain("Compose"), "submit": plain("Go"), "blocks": list(blocks)}
        opened = workspace.views.open(ANA, view)
        memory = Memory()
        memory.complain(opened, complaints or {})
        scene = scene_of(workspace, Place(me=ANA, channel=GENERAL), memory, [], True)
        return " ".join(Painter(workspace).page(scene).split())

    return painted


@pytest.mark.parametrize(
    ("element", "html"),
    [
        ({"type": "plain_text_input"}, 'type="text"'),
        ({"type": "plain_text_input", "multiline": True, "initial_value": "\n<b>"}, "&lt;b&gt;</textarea>"),
        ({"type": "plain_text_input", "max_length": 80}, 'data-most="80"'),
        ({"type": "plain_text_input", "placeholder": plain("Say <it>")}, 'placeholder="Say &lt;it&gt;"'),
        ({"type": "plain_text_input", "focus_on_load": True}, " autofocus"),
        (
            {"type": "number_input", "is_decimal_allowed": True},
            'type="number" value="" dir="auto" step="any"',
        ),
        ({"type": "email_text_input"}, 'type="email"'),
        ({"type": "url_text_input"}, 'type="url"'),
        ({"type": "rich_text_input"}, "<textarea"),
        ({"type": "file_input", "filetypes": ["png", "jpg"]}, 'type="file" multiple accept=".png,.jpg"'),
        ({"type": "multi_users_select"}, 'value="U2BEN"'),
        (
            {"type": "multi_external_select", "initial_options": [{"text": plain("Bern"), "value": "1"}]},
            'aria-label="Remove Bern"',
        ),
    ],
)
def test_every_input_is_drawn(painted, element, html):
    assert html in painted(field(element))


def test_an_input_has_its_label_hint_and_requirement(painted):
    html = painted(field({"type": "plain_text_input"}, hint=plain("Ten characters")))

    assert 'for="V' in html
    assert ">Field</label>" in html
    assert 'aria-required="true"' in html
    assert ">Ten characters</p>" in html


def test_an_optional_input_says_so_beside_its_label(painted):
    html = painted(field({"type": "plain_text_input"}, optional=True))

    assert ">Field</label> <small>(optional)</small>" in html
    assert "aria-required" not in html


def test_a_complaint_stands_at_its_field_in_place_of_the_hint(painted):
    html = painted(
        field({"type": "plain_text_input"}, hint=plain("Ten characters")), complaints={"b": "Too short <"}
    )

    assert 'role="alert">Too short &lt;</p>' in html
    assert 'aria-invalid="true"' in html
    assert "Ten characters" not in html


def test_a_complaint_about_the_whole_form_stands_on_top(painted):
    assert 'class="error banner" tabindex="-1" role="alert">Try again</p>' in painted(
        field({"type": "plain_text_input"}), complaints={"": "Try again"}
    )


def test_an_input_is_sent_at_once_only_when_it_asks_for_it(painted):
    menu = {"type": "users_select"}

    assert "data-press-on" not in painted(field(menu))
    assert 'data-press-on="change"' in painted(field(menu, dispatch_action=True))
