"""What the fields of one object owe each other."""

from pathlib import Path

import pytest
import yaml

from playground.blockkit.conditions import CONDITIONS
from playground.blockkit.grammar import Scope
from playground.blockkit.rulebook import find, rulebook

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))
ONE = EXAMPLES["objects"]["option"][0]
TWO = ONE | {"value": "two"}
POINT = {"label": "May", "value": 1}


def problems(family, name, changes, *, without=()):
    value = {k: v for k, v in EXAMPLES[family][name][0].items() if k not in without} | changes
    shape = rulebook()[family][name]
    return [
        str(problem) for problem in shape.problems(value, "", Scope(surface=shape.surfaces[0], find=find))
    ]


WRONG = [
    (
        "elements",
        "static_select",
        {"initial_option": TWO},
        "must be one of the given options",
        "/initial_option",
    ),
    (
        "elements",
        "radio_buttons",
        {"initial_option": TWO},
        "must be one of the given options",
        "/initial_option",
    ),
    (
        "elements",
        "checkboxes",
        {"initial_options": [ONE, TWO]},
        "must be one of the given options",
        "/initial_options/1",
    ),
    (
        "elements",
        "multi_external_select",
        {"initial_options": [ONE, TWO], "max_selected_items": 1},
        "no more than 1 items allowed",
        "/initial_options",
    ),
    (
        "elements",
        "multi_users_select",
        {"initial_users": ["U1", "U2", "U3"]},
        "no more than 2 items allowed",
        "/initial_users",
    ),
    (
        "elements",
        "plain_text_input",
        {"initial_value": "x" * 10},
        "must be less than 10 characters",
        "/initial_value",
    ),
    (
        "elements",
        "plain_text_input",
        {"initial_value": "x"},
        "must be more than 1 characters",
        "/initial_value",
    ),
    (
        "elements",
        "number_input",
        {"initial_value": "-2"},
        "`min_value` must not be greater than `initial_value`",
        "/min_value",
    ),
    (
        "elements",
        "number_input",
        {"initial_value": "9.01"},
        "`initial_value` must not be greater than `max_value`",
        "/initial_value",
    ),
    ("elements", "number_input", {"is_decimal_allowed": False}, "must be a whole number", "/initial_value"),
    (
        "elements",
        "rich_text_input",
        {"min_lines": 9, "max_lines": 8},
        "`min_lines` must not be greater than `max_lines`",
        "/min_lines",
    ),
    (
        "blocks",
        "container",
        {"is_collapsible": False},
        "requires `is_collapsible` to be true",
        "/default_collapsed",
    ),
    (
        "blocks",
        "container",
        {"has_header_divider": True},
        "cannot be set when `is_collapsible` is true",
        "/has_header_divider",
    ),
    (
        "blocks",
        "data_table",
        {"rows": [EXAMPLES["cells"]["raw_text"], EXAMPLES["cells"]["raw_text"] * 2]},
        "must have 1 items",
        "/rows/1",
    ),
    (
        "blocks",
        "data_table",
        {"row_header_column_index": 1},
        "must be the index of a column",
        "/row_header_column_index",
    ),
    (
        "blocks",
        "data_table",
        {"rows": [EXAMPLES["blocks"]["rich_text"], EXAMPLES["cells"]["raw_text"]]},
        "unsupported type: rich_text",
        "/rows/0/0/type",
    ),
    ("blocks", "task_card", {"status": "pending"}, "must be a valid enum value", "/status"),
    (
        "blocks",
        "plan",
        {"tasks": EXAMPLES["tasks"]["task_card"] * 2},
        '`task_id` "one" already exists',
        "/tasks/1/task_id",
    ),
    (
        "charts",
        "bar",
        {"axis_config": {"categories": ["May", "May"]}, "series": [{"name": "A", "data": [POINT, POINT]}]},
        "must have unique items",
        "/axis_config/categories",
    ),
    (
        "charts",
        "line",
        {"series": [{"name": "A", "data": [POINT]}, {"name": "A", "data": [POINT]}]},
        "must have a name of its own",
        "/series/1/name",
    ),
    (
        "charts",
        "area",
        {"axis_config": {"categories": ["May", "June"]}},
        "must have one point for each category",
        "/series/0/data",
    ),
]


@pytest.mark.parametrize(("family", "name", "changes", "reason", "where"), WRONG)
def test_fields_that_do_not_fit_together_are_refused(family, name, changes, reason, where):
    assert problems(family, name, changes) == [f"{reason} [json-pointer:{where}]"]


@pytest.mark.parametrize(
    ("name", "lower", "upper", "bounds"),
    [
        ("plain_text_input", "min_length", "max_length", (10, 9)),
        ("number_input", "min_value", "max_value", ("10", "9.5")),
    ],
)
def test_the_lower_bound_is_not_above_the_upper(name, lower, upper, bounds):
    found = problems(
        "elements", name, dict(zip((lower, upper), bounds, strict=True)), without=["initial_value"]
    )
    assert found == [f"`{lower}` must not be greater than `{upper}` [json-pointer:/{lower}]"]


def test_every_condition_is_asked_for_by_a_rule():
    asked = {name for shapes in rulebook().values() for shape in shapes.values() for name in shape.also}
    assert asked == set(CONDITIONS)


def test_a_plan_s_task_may_be_pending():
    task = EXAMPLES["tasks"]["task_card"][0] | {"status": "pending"}
    assert problems("blocks", "plan", {"tasks": [task]}) == []


def test_a_file_input_is_not_dispatched():
    element = EXAMPLES["elements"]["file_input"][0]
    shape = rulebook()["blocks"]["input"]
    block = EXAMPLES["blocks"]["input"][0] | {"element": element}
    found = [str(problem) for problem in shape.problems(block, "", Scope(surface="modal", find=find))]
    assert found == ["is not supported with a `file_input` element [json-pointer:/dispatch_action]"]


@pytest.mark.parametrize(
    ("family", "name", "changes", "without", "reason"),
    [
        (
            "elements",
            "static_select",
            {},
            ["options"],
            "must define exactly one of `options`, `option_groups`",
        ),
        (
            "elements",
            "multi_static_select",
            {"option_groups": EXAMPLES["objects"]["option_group"]},
            [],
            "must define exactly one of `options`, `option_groups`",
        ),
        (
            "elements",
            "image",
            {"slack_file": {"id": "F1"}},
            [],
            "must define exactly one of `image_url`, `slack_file`",
        ),
        ("blocks", "image", {}, ["image_url"], "must define exactly one of `image_url`, `slack_file`"),
        ("objects", "slack_file", {"url": "https://e.co"}, [], "must define exactly one of `id`, `url`"),
        ("blocks", "section", {}, ["text", "fields"], "must define at least one of `text`, `fields`"),
        (
            "blocks",
            "card",
            {},
            ["hero_image", "title", "actions", "body"],
            "must define at least one of `hero_image`, `title`, `actions`, `body`",
        ),
        (
            "blocks",
            "card",
            {"slack_icon": {"name": "bot"}},
            [],
            "must define at most one of `icon`, `slack_icon`",
        ),
        (
            "blocks",
            "container",
            {},
            ["title", "rich_text_title"],
            "must define at least one of `title`, `rich_text_title`",
        ),
    ],
)
def test_groups_of_fields_are_counted(family, name, changes, without, reason):
    found = problems(family, name, changes, without=(*without, "initial_option"))
    assert found == [f"{reason} [json-pointer:]"]
