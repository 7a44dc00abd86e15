"""From a form and the values to start with to Block Kit input blocks."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bot.blocks import options, uploads
from bot.blocks.elements import Block, plain
from bot.blocks.fields import SEVERAL, TYPED, Field, Kind
from bot.blocks.fitting import start
from bot.blocks.leftovers import continued, parted
from bot.blocks.outline import form_of
from bot.domain.requests import Request

Labels = Mapping[str, str]

#: Numbers are priced as they are typed; everything else reports a change by itself.
AS_TYPED = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}


def input_blocks(
    model: type[Request], values: Mapping[str, Any], labels: Labels | None = None
) -> list[Block]:
    """The form of a model, filled in with those of the values that fit it; a block id is a field's name.

    Text too long for Slack's box stands in full below it. `labels` names the chosen values of
    remote choices; one without a label is shown as its value.
    """
    form = form_of(model)
    begun = {field.name: start(field, values) for field in form}
    blocks: list[Block] = []
    for field in form:
        given = {other: str(begun[other]) for other in field.depends if begun[other]}
        blocks += field_blocks(field, begun[field.name], labels or {}, given)
    return blocks


def leftovers(model: type[Request], values: Mapping[str, Any]) -> dict[str, str]:
    """What of these values does not fit into Slack's boxes, by field; usually nothing."""
    rests = {f.name: parted(start(f, values) or "")[1] for f in form_of(model) if f.kind in TYPED}
    return {name: rest for name, rest in rests.items() if rest}


def field_blocks(field: Field, value: Any, labels: Labels, given: Mapping[str, str]) -> list[Block]:
    """One field's input, with what belongs beside it. `value` is as `fitting.start` gives it.

    `given` is what is chosen in the fields that this one depends on.
    """
    kept = uploads.kept_files(field, value) if field.kind is Kind.FILES else []
    element = {"action_id": field.action_id_for(given), **ELEMENTS[field.kind](field, value, labels)}
    hint = field.hint or bounds(field)
    block = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label),
        "hint": plain(hint) if hint else None,
        "element": _given(element),
        "optional": field.may_be_blank or bool(kept),
        "dispatch_action": field.priced or field.leads or None,
    }
    rest = continued(field, value or "") if field.kind in TYPED else []
    return [*kept, _given(block), *rest]


def bounds(field: Field) -> str:
    """A field's bounds as a hint, where the model does not describe it."""
    if field.kind in SEVERAL:
        return ""
    unit = "" if field.kind is Kind.NUMBER else " characters"
    least = None if unit and (field.least or 0) <= 1 else field.least
    if least is None:
        return "" if field.most is None else f"At most {field.most:,}{unit}."
    if field.most is None:
        return f"At least {least:,}{unit}."
    return f"{least:,} to {field.most:,}{unit}."


def _given(block: Block) -> Block:
    """Without what is not set: Slack knows neither `null` nor empty lists here."""
    return {key: value for key, value in block.items() if value not in (None, [])}


def _text(field: Field, value: Any, _: Labels) -> Block:
    """A text box without bounds of its own: Slack's messages are generic, ours say what to do."""
    text, _rest = parted(value or "")
    return {
        "type": "plain_text_input",
        "initial_value": text or None,
        "multiline": field.kind is not Kind.TEXT or "\n" in text,
        "placeholder": plain(field.placeholder) if field.placeholder else None,
    }


def _number(field: Field, value: Any, _: Labels) -> Block:
    return {
        "type": "number_input",
        "is_decimal_allowed": not field.whole,
        "initial_value": value,
        "min_value": _plain_number(field.least),
        "max_value": _plain_number(field.most),
        "dispatch_action_config": AS_TYPED if field.priced else None,
    }


def _plain_number(bound: float | None) -> str | None:
    """A bound without an exponent, as Slack reads numbers."""
    return None if bound is None else f"{Decimal(str(bound)):f}"


def _date(_: Field, value: Any, __: Labels) -> Block:
    return {"type": "datepicker", "initial_date": value, "placeholder": plain("Pick a date")}


def _url(_: Field, value: Any, __: Labels) -> Block:
    return {"type": "url_text_input", "initial_value": value or None, "placeholder": plain("https://…")}


ELEMENTS: Mapping[Kind, Callable[[Field, Any, Labels], Block]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: lambda field, value, _: options.single(field, value),
    Kind.CHOICES: lambda field, value, _: options.several(field, value),
    Kind.SWITCH: lambda _, value, __: options.switch(on=value),
    Kind.DATE: _date,
    Kind.URL: _url,
    Kind.URLS: _text,
    Kind.FILES: lambda field, *_: uploads.file_input(field),
    Kind.REMOTE: options.remote,
    Kind.REMOTES: options.remotes,
}
