"""Every block and element, drawn without a browser."""

import pytest

from playground.page.memory import Memory
from playground.page.painter import Painter
from playground.page.place import Place
from playground.page.scene import scene_of
from playground.slack.fixtures import ANA, GENERAL

PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}


def plain(text):
    return {"type": "plain_text", "text": text}


@pytest.fixture
def painted(workspace):
    """The page with one more message made of the given blocks, in one line of HTML."""

    def painted(*blocks):
        message = {"user": workspace.app.user_id, "text": "fallback", "blocks": list(blocks)}
        workspace.post(workspace.channels[GENERAL], message)
        scene = scene_of(workspace, Place(me=ANA, channel=GENERAL), Memory(), [], True)
        return " ".join(Painter(workspace).page(scene).split())

    return painted


CASES = [
    ({"type": "section", "text": plain("A <b>")}, "A &lt;b&gt;</div>"),
    ({"type": "section", "fields": [plain("One"), {"type": "mrkdwn", "text": "*Two*"}]}, "<b>Two</b>"),
    ({"type": "section", "text": plain("x"), "accessory": PICTURE}, 'role="img" aria-label="A chart"'),
    ({"type": "header", "text": plain("Title")}, '<h3 class="text" dir="auto">Title</h3>'),
    ({"type": "header", "text": plain("Title"), "level": 2}, '<h2 class="text" dir="auto">Title</h2>'),
    ({"type": "divider"}, "<hr>"),
    ({"type": "context", "elements": [PICTURE, plain("note")]}, ">note</span>"),
    (
        {**PICTURE, "image_url": "http://127.0.0.1:1/a.png"},
        '<img src="http://127.0.0.1:1/a.png" alt="A chart">',
    ),
    ({"type": "markdown", "text": "**strong** <i>"}, "<strong>strong</strong> &lt;i&gt;"),
    ({"type": "alert", "level": "warning", "text": plain("Careful")}, 'class="alert warning" role="note"'),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "H"}], [{"type": "raw_text", "text": "C"}]]},
        ">C</td>",
    ),
    (
        {
            "type": "table",
            "column_settings": [{"align": "right"}],
            "rows": [[{"type": "raw_text", "text": "H"}]],
        },
        '<th class="right"',
    ),
    (
        {"type": "card", "title": plain("T"), "body": plain("B"), "hero_image": PICTURE},
        '<p class="title text" dir="auto">T</p>',
    ),
    ({"type": "carousel", "elements": [{"type": "card", "body": plain("B")}]}, 'aria-label="1 cards"'),
    ({"type": "container", "title": plain("More"), "child_blocks": [{"type": "divider"}]}, "<b>More</b>"),
    ({"type": "task_card", "title": "Write", "status": "in_progress"}, ">Working</span>"),
    ({"type": "plan", "title": "Plan", "tasks": [{"title": "Write", "status": "complete"}]}, ">Done</span>"),
    (
        {
            "type": "video",
            "title": plain("V"),
            "video_url": "https://v.test",
            "thumbnail_url": "https://v.test/t",
            "alt_text": "clip",
        },
        'href="https://v.test"',
    ),
    ({"type": "hologram"}, "does not draw <code>hologram</code>"),
]


@pytest.mark.parametrize(("block", "html"), CASES)
def test_every_block_is_drawn(painted, block, html):
    assert html in painted(block)


def option(name):
    return {"text": plain(name), "value": name.lower()}


ELEMENTS = [
    (
        {"type": "button", "text": plain("Go"), "style": "primary"},
        '<button type="button" class="button primary" data-press="b/a">Go</button>',
    ),
    ({"type": "button", "text": plain("Go"), "accessibility_label": "Go on"}, 'aria-label="Go on"'),
    (
        {"type": "button", "text": plain("Docs"), "url": "https://a.test"},
        '<a class="button " href="https://a.test"',
    ),
    ({"type": "button", "text": plain("Bad"), "url": "javascript:x"}, 'href="#"'),
    (
        {
            "type": "button",
            "text": plain("Go"),
            "confirm": {
                "title": plain("Sure?"),
                "text": plain("!"),
                "confirm": plain("Y"),
                "deny": plain("N"),
            },
        },
        'aria-label="Sure?"',
    ),
    (
        {"type": "overflow", "options": [option("Shorter")]},
        'role="menuitem" data-press="b/a/shorter">Shorter</button>',
    ),
    (
        {"type": "static_select", "placeholder": plain("Tone"), "options": [option("Formal")]},
        '<option value="formal">Formal</option>',
    ),
    (
        {
            "type": "static_select",
            "placeholder": plain("Tone"),
            "options": [option("F")],
            "initial_option": option("F"),
        },
        '<option value="f" selected>F</option>',
    ),
    (
        {"type": "multi_static_select", "options": [option("X")], "initial_options": [option("X")]},
        '<span class="chip">X</span>',
    ),
    ({"type": "external_select", "placeholder": plain("City")}, 'role="combobox"'),
    (
        {"type": "checkboxes", "options": [option("X")], "initial_options": [option("X")]},
        'type="checkbox" name="b/a" value="x" checked',
    ),
    ({"type": "radio_buttons", "options": [option("X")]}, 'type="radio" name="b/a" value="x"'),
    ({"type": "datepicker", "initial_date": "2026-11-22"}, 'type="date" value="2026-11-22"'),
    ({"type": "timepicker"}, 'type="time"'),
    ({"type": "datetimepicker", "initial_date_time": 3600}, 'value="1970-01-01T01:00"'),
    ({"type": "icon_button", "icon": "trash", "text": plain("Delete")}, 'aria-label="Delete"'),
    ({"type": "workflow_button", "text": plain("Run")}, "disabled"),
]


@pytest.mark.parametrize(("element", "html"), ELEMENTS)
def test_every_element_is_drawn_where_it_can_be_pressed(painted, element, html):
    block = {"type": "actions", "block_id": "b", "elements": [{"action_id": "a", **element}]}

    assert html in painted(block)
