"""What the fields of one object owe each other, where a limit on one field cannot say it.

A rule file names these under `also`; they run on objects whose fields are already right one by one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from playground.blockkit import forms
from playground.blockkit.problems import Problem, Problems

Json = Mapping[str, Any]


def offered(element: Json) -> list[dict[str, Any]]:
    """The options an element lists itself, its groups opened."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]


def initial_is_offered(element: Json, at: str) -> Problems:
    """An option chosen from the start is, exactly, one of those offered."""
    options = offered(element)
    if "initial_option" in element and element["initial_option"] not in options:
        yield Problem("must be one of the given options", f"{at}/initial_option")
    for place, option in enumerate(element.get("initial_options") or ()):
        if option not in options:
            yield Problem("must be one of the given options", f"{at}/initial_options/{place}")


def initial_fits_most(element: Json, at: str) -> Problems:
    """No more is chosen from the start than may be chosen at all."""
    most = element.get("max_selected_items")
    for name, chosen in element.items():
        if most is not None and name.startswith("initial_") and len(chosen) > most:
            yield Problem(f"no more than {most} items allowed", f"{at}/{name}")


def initial_text_fits(element: Json, at: str) -> Problems:
    """The text to start from is one that could be submitted."""
    text = element.get("initial_value")
    if text is None:
        return
    if len(text) > element.get("max_length", len(text)):
        yield Problem(f"must be less than {element['max_length'] + 1} characters", f"{at}/initial_value")
    if len(text) < element.get("min_length", 0):
        yield Problem(f"must be more than {element['min_length'] - 1} characters", f"{at}/initial_value")


def whole_numbers(element: Json, at: str) -> Problems:
    """Without decimals allowed, the bounds and the start are whole numbers too."""
    if element["is_decimal_allowed"]:
        return
    for name in ("min_value", "max_value", "initial_value"):
        if name in element and not forms.WHOLE_NUMBER.fullmatch(element[name]):
            yield Problem("must be a whole number", f"{at}/{name}")


def collapsed_is_collapsible(block: Json, at: str) -> Problems:
    if block.get("default_collapsed") and not block.get("is_collapsible"):
        yield Problem("requires `is_collapsible` to be true", f"{at}/default_collapsed")


def header_divider_is_fixed(block: Json, at: str) -> Problems:
    if block.get("has_header_divider") and block.get("is_collapsible"):
        yield Problem("cannot be set when `is_collapsible` is true", f"{at}/has_header_divider")


def file_input_stays_silent(block: Json, at: str) -> Problems:
    if block.get("dispatch_action") and block["element"]["type"] == "file_input":
        yield Problem("is not supported with a `file_input` element", f"{at}/dispatch_action")


def rows_are_even(block: Json, at: str) -> Problems:
    """Every row of a data table has as many cells as its header."""
    width = len(block["rows"][0])
    for place, row in enumerate(block["rows"]):
        if len(row) != width:
            yield Problem(f"must have {width} items", f"{at}/rows/{place}")


def row_header_exists(block: Json, at: str) -> Problems:
    if block.get("row_header_column_index", 0) >= len(block["rows"][0]):
        yield Problem("must be the index of a column", f"{at}/row_header_column_index")


def header_is_plain(block: Json, at: str) -> Problems:
    for place, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield Problem("unsupported type: rich_text", f"{at}/rows/0/{place}/type")


def task_has_begun(block: Json, at: str) -> Problems:
    """A task card on its own is not pending; a plan's may be."""
    if block["status"] == "pending":
        yield Problem("must be a valid enum value", f"{at}/status")


def task_ids_differ(block: Json, at: str) -> Problems:
    seen: set[str] = set()
    for place, task in enumerate(block.get("tasks") or ()):
        if task["task_id"] in seen:
            yield Problem(f'`task_id` "{task["task_id"]}" already exists', f"{at}/tasks/{place}/task_id")
        seen.add(task["task_id"])


def series_follow_the_axis(chart: Json, at: str) -> Problems:
    """Each series has its own name and exactly one point for every category."""
    categories, names = chart["axis_config"]["categories"], [series["name"] for series in chart["series"]]
    if len(set(categories)) < len(categories):
        yield Problem("must have unique items", f"{at}/axis_config/categories")
    for place, series in enumerate(chart["series"]):
        if series["name"] in names[:place]:
            yield Problem("must have a name of its own", f"{at}/series/{place}/name")
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield Problem("must have one point for each category", f"{at}/series/{place}/data")


CONDITIONS: Mapping[str, Callable[[Json, str], Problems]] = {
    condition.__name__: condition
    for condition in (
        initial_is_offered,
        initial_fits_most,
        initial_text_fits,
        whole_numbers,
        collapsed_is_collapsible,
        header_divider_is_fixed,
        file_input_stays_silent,
        rows_are_even,
        row_header_exists,
        header_is_plain,
        task_has_begun,
        task_ids_differ,
        series_follow_the_axis,
    )
}
