"""Where Slack's own Python models state a limit or a field, ours is the same."""

import inspect

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View

from playground.blockkit.rulebook import rulebook

OBJECTS = {"Option": "overflow_option", "OptionGroup": "option_group", "ConfirmObject": "confirm"}
OBJECTS |= {"FeedbackButtonObject": "feedback_button", "TableBlockColumnSettings": "column_settings"}
OLDER_NAMES = {"Option": {"label"}}
"""`Option.label` is its text; the models turn the older name into the newer one."""
LESS_THAN = {("VideoBlock", "title"), ("VideoBlock", "author_name")}
"""The models ask for fewer characters than the limit they state, as Slack's page does."""


def described():
    """Each model class for which there is a shape, with that shape and the fields it can send."""
    for name, model in inspect.getmembers(sdk, inspect.isclass):
        kind = getattr(model, "type", None)
        family = "blocks" if name.endswith("Block") else "elements"
        fields = set(inspect.signature(model).parameters) - OLDER_NAMES.get(name, set()) - {"others"}
        if name in OBJECTS:
            yield model, rulebook()["objects"][OBJECTS[name]], fields
        elif isinstance(kind, str) and kind in rulebook()[family]:
            yield model, rulebook()[family][kind], fields


def limits():
    for model, shape, fields in described():
        for field in sorted(fields):
            if most := getattr(model, f"{field}_max_length", None):
                most -= (model.__name__, field) in LESS_THAN
                yield pytest.param(shape.fields[field], most, id=f"{model.__name__}.{field}")


def sendable():
    return [pytest.param(shape, fields, id=model.__name__) for model, shape, fields in described()]


@pytest.mark.parametrize(("rule", "most"), list(limits()))
def test_the_limits_agree(rule, most):
    assert rule.most == most


@pytest.mark.parametrize(("shape", "fields"), sendable())
def test_what_a_model_can_send_is_accepted(shape, fields):
    assert fields <= set(shape.fields)


@pytest.mark.parametrize("field", ["title", "close", "submit", "private_metadata", "callback_id", "blocks"])
def test_the_limits_of_a_modal_agree(field):
    assert rulebook()["views"]["modal"].fields[field].most == getattr(View, f"{field}_max_length")


def test_the_comparison_is_not_empty():
    assert len(list(limits())) > 60
