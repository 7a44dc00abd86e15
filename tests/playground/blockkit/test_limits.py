"""The limits Slack documents, at the limit and one over it, through the public functions."""

import pytest

from playground.blockkit.check import message_problems, view_problems


def plain(length):
    return {"type": "plain_text", "text": "é" * length}


def mrkdwn(length):
    return {"type": "mrkdwn", "text": "é" * length}


def button(**fields):
    return {"type": "actions", "elements": [{"type": "button", "text": plain(1), **fields}]}


def options(count):
    return [{"text": plain(1), "value": str(n)} for n in range(count)]


def asked(element):
    return {"type": "input", "label": plain(1), "element": element}


def select(**option):
    return asked({"type": "static_select", "options": [{"text": plain(1), "value": "v", **option}]})


def confirmed(**fields):
    return button(
        confirm={"title": plain(1), "text": plain(1), "confirm": plain(1), "deny": plain(1), **fields}
    )


def words(length):
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "é" * length}]}
    return {"type": "rich_text", "elements": [section]}


def cells(rows, columns):
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def card(**fields):
    return {"type": "card", "title": plain(1), **fields}


CHARACTERS = [
    ("section text", lambda n: {"type": "section", "text": mrkdwn(n)}, 3000, "/text/text"),
    ("section field", lambda n: {"type": "section", "fields": [plain(n)]}, 2000, "/fields/0/text"),
    ("header", lambda n: {"type": "header", "text": plain(n)}, 150, "/text/text"),
    ("context", lambda n: {"type": "context", "elements": [mrkdwn(n)]}, 3000, "/elements/0/text"),
    ("block_id", lambda n: {"type": "divider", "block_id": "x" * n}, 255, "/block_id"),
    ("action_id", lambda n: button(action_id="x" * n), 255, "/elements/0/action_id"),
    ("button text", lambda n: button(text=plain(n)), 75, "/elements/0/text/text"),
    ("button value", lambda n: button(value="x" * n), 2000, "/elements/0/value"),
    ("button label", lambda n: button(accessibility_label="x" * n), 75, "/elements/0/accessibility_label"),
    ("confirm title", lambda n: confirmed(title=plain(n)), 100, "/elements/0/confirm/title/text"),
    ("confirm text", lambda n: confirmed(text=mrkdwn(n)), 300, "/elements/0/confirm/text/text"),
    ("confirm yes", lambda n: confirmed(confirm=plain(n)), 30, "/elements/0/confirm/confirm/text"),
    ("confirm no", lambda n: confirmed(deny=plain(n)), 30, "/elements/0/confirm/deny/text"),
    ("input label", lambda n: asked({"type": "datepicker"}) | {"label": plain(n)}, 2000, "/label/text"),
    ("input hint", lambda n: asked({"type": "datepicker"}) | {"hint": plain(n)}, 2000, "/hint/text"),
    (
        "placeholder",
        lambda n: asked({"type": "users_select", "placeholder": plain(n)}),
        150,
        "/element/placeholder/text",
    ),
    ("option text", lambda n: select(text=plain(n)), 75, "/element/options/0/text/text"),
    ("option value", lambda n: select(value="x" * n), 150, "/element/options/0/value"),
    ("option description", lambda n: select(description=plain(n)), 75, "/element/options/0/description/text"),
    ("markdown", lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "/text"),
    ("card title", lambda n: card(title=mrkdwn(n)), 150, "/title/text"),
    ("card subtitle", lambda n: card(subtitle=mrkdwn(n)), 150, "/subtitle/text"),
    ("card body", lambda n: card(body=mrkdwn(n)), 200, "/body/text"),
    (
        "image alt text",
        lambda n: {"type": "image", "image_url": "https://e.co/a.png", "alt_text": "x" * n},
        2000,
        "/alt_text",
    ),
]

ITEMS = [
    ("section fields", lambda n: {"type": "section", "fields": [plain(1)] * n}, 10, "/fields"),
    ("context", lambda n: {"type": "context", "elements": [plain(1)] * n}, 10, "/elements"),
    ("actions", lambda n: {"type": "actions", "elements": button()["elements"] * n}, 25, "/elements"),
    ("options", lambda n: asked({"type": "static_select", "options": options(n)}), 100, "/element/options"),
    ("checkboxes", lambda n: asked({"type": "checkboxes", "options": options(n)}), 10, "/element/options"),
    (
        "radio buttons",
        lambda n: asked({"type": "radio_buttons", "options": options(n)}),
        10,
        "/element/options",
    ),
    (
        "overflow",
        lambda n: {"type": "actions", "elements": [{"type": "overflow", "options": options(n)}]},
        5,
        "/elements/0/options",
    ),
    ("table rows", lambda n: cells(n, 1), 100, "/rows"),
    ("table columns", lambda n: cells(1, n), 20, "/rows/0"),
    ("card actions", lambda n: card(actions=button()["elements"] * n), 3, "/actions"),
    ("carousel", lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "/elements"),
]


@pytest.mark.parametrize(("what", "build", "most", "where"), CHARACTERS, ids=[row[0] for row in CHARACTERS])
def test_a_text_may_be_as_long_as_documented_and_no_longer(what, build, most, where):
    assert message_problems([build(most)]) == []
    expected = f"must be less than {most + 1} characters [json-pointer:/blocks/0{where}]"
    assert message_problems([build(most + 1)]) == [expected]


@pytest.mark.parametrize(("what", "build", "most", "where"), ITEMS, ids=[row[0] for row in ITEMS])
def test_a_list_may_be_as_long_as_documented_and_no_longer(what, build, most, where):
    assert message_problems([build(most)]) == []
    assert message_problems([build(most + 1)]) == [
        f"no more than {most} items allowed [json-pointer:/blocks/0{where}]"
    ]


def test_a_message_holds_50_blocks():
    assert message_problems([{"type": "divider"}] * 50) == []
    assert message_problems([{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_message_may_have_no_blocks():
    assert message_problems([]) == []


@pytest.mark.parametrize("kind", ["modal", "home"])
def test_a_view_holds_100_blocks(kind):
    view = {"type": kind, "blocks": [{"type": "divider"}] * 100} | (
        {"title": plain(1)} if kind == "modal" else {}
    )
    assert view_problems(view) == []
    too_many = view | {"blocks": [{"type": "divider"}] * 101}
    assert view_problems(too_many) == ["no more than 100 items allowed [json-pointer:/view/blocks]"]


@pytest.mark.parametrize("field", ["title", "submit", "close"])
def test_a_modal_s_labels_have_24_characters(field):
    view = {"type": "modal", "title": plain(1), "blocks": [{"type": "divider"}]}
    assert view_problems(view | {field: plain(24)}) == []
    expected = f"must be less than 25 characters [json-pointer:/view/{field}/text]"
    assert view_problems(view | {field: plain(25)}) == [expected]


@pytest.mark.parametrize(
    ("field", "most"), [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)]
)
def test_a_view_s_own_strings_are_limited(field, most):
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    assert view_problems(view | {field: "x" * most}) == []
    expected = f"must be less than {most + 1} characters [json-pointer:/view/{field}]"
    assert view_problems(view | {field: "x" * (most + 1)}) == [expected]


def test_a_character_is_a_code_point():
    family = "👨‍👩‍👧‍👦"
    assert len(family) == 7
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": family * 21}}]
    assert message_problems(blocks) == []
    blocks[0]["text"]["text"] = family * 22
    assert message_problems(blocks) == ["must be less than 151 characters [json-pointer:/blocks/0/text/text]"]


def test_rich_text_has_no_limit_of_its_own():
    assert message_problems([words(12_000)]) == []
