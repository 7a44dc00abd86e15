"""Option objects, and the elements that choose among them."""

from collections.abc import Mapping, Sequence

from bot.blocks.drawable import MOST_OPTION_TEXT, MOST_OPTION_VALUE, MOST_OPTIONS
from bot.blocks.elements import Block, plain
from bot.blocks.fields import NO_CHOICE, Choosable, Field, Kind
from bot.domain.ports import Choice

#: Radio buttons and checkboxes take this many.
MOST_AT_A_GLANCE = 10
NOTHING = Choosable(value=NO_CHOICE, label="No preference")
YES = Choosable(value="yes", label="Yes")


def remote_options(field: Field, choices: Sequence[Choice], search: str = "") -> list[Block]:
    """The answer to Slack's question for the options of a remote choice, 100 at most.

    A vendor's option whose value is too long for Slack is left out: it could not come back whole.
    """
    needed = field.unless_sole and len(choices) > 1
    optional = field.kind is Kind.REMOTE and field.nullable and not needed
    nothing = [NOTHING] if optional and not search else []
    fitting = {
        c.value: Choosable(value=c.value, label=c.label or c.value, description=c.description)
        for c in choices
        if 0 < len(c.value) <= MOST_OPTION_VALUE
    }
    return [option(choosable) for choosable in (*nothing, *fitting.values())][:MOST_OPTIONS]


def option(choosable: Choosable) -> Block:
    """One option as Slack shows it; a vendor's long name is clipped."""
    shown = {"value": choosable.value, "text": plain(choosable.label, MOST_OPTION_TEXT)}
    if not choosable.description:
        return shown
    return {**shown, "description": plain(choosable.description, MOST_OPTION_TEXT)}


def switch(*, on: bool | None) -> Block:
    """One box to tick."""
    yes = option(YES)
    return {"type": "checkboxes", "options": [yes], "initial_options": [yes] if on else None}


def single(field: Field, chosen: str | None) -> Block:
    """One of the model's options: radio buttons where there is something to read, else a select."""
    offered = (NOTHING, *field.options) if field.nullable else field.options
    options = {c.value: option(c) for c in offered}
    pick = {"options": [*options.values()], "initial_option": options.get(chosen or NO_CHOICE)}
    if _at_a_glance(offered):
        return {"type": "radio_buttons", **pick}
    return {"type": "static_select", "placeholder": plain("Choose one"), **pick}


def several(field: Field, chosen: Sequence[str] | None) -> Block:
    """Some of the model's options: checkboxes where there is something to read, else a select."""
    options = {c.value: option(c) for c in field.options}
    pick = {"options": [*options.values()], "initial_options": [options[value] for value in chosen or ()]}
    if _at_a_glance(field.options):
        return {"type": "checkboxes", **pick}
    return {
        "type": "multi_static_select",
        "placeholder": plain("Choose one or more"),
        "max_selected_items": _most_selected(field),
        **pick,
    }


def remote(field: Field, chosen: str | None, labels: Mapping[str, str]) -> Block:
    """One of the vendor's options, listed as soon as it is opened."""
    return {
        "type": "external_select",
        "placeholder": plain(field.placeholder or "Choose one"),
        "initial_option": _known(chosen, labels) if chosen else None,
        "min_query_length": 0,
    }


def remotes(field: Field, chosen: Sequence[str] | None, labels: Mapping[str, str]) -> Block:
    """Some of the vendor's options, listed as soon as it is opened."""
    return {
        "type": "multi_external_select",
        "placeholder": plain(field.placeholder or "Choose one or more"),
        "initial_options": [_known(value, labels) for value in chosen or ()],
        "min_query_length": 0,
        "max_selected_items": _most_selected(field),
    }


def _known(value: str, labels: Mapping[str, str]) -> Block:
    return option(Choosable(value=value, label=labels.get(value) or value))


def _at_a_glance(offered: Sequence[Choosable]) -> bool:
    return len(offered) <= MOST_AT_A_GLANCE and any(choosable.description for choosable in offered)


def _most_selected(field: Field) -> int | None:
    return None if field.most is None else max(1, min(int(field.most), MOST_OPTIONS))
