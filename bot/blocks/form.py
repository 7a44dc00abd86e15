"""Forms from models: a provider's request model drawn as inputs, and read back as a validated brief.

The model says everything; a block id is a field's name, so an error goes straight back to its field.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.blocks.complaints import complaints, joined
from bot.blocks.fields import Field, Kind
from bot.blocks.fitting import start
from bot.blocks.ids import Block
from bot.blocks.inputs import input_blocks, leftovers
from bot.blocks.options import remote_options
from bot.blocks.outline import Form, check_drawable, form_of
from bot.blocks.reading import State, answer, given, submitted
from bot.blocks.uploads import allotted, file_problems, left_out
from bot.domain.errors import UserError
from bot.domain.requests import File, Request

__all__ = [
    "FormErrors",
    "State",
    "allotted",
    "check_drawable",
    "form_of",
    "input_blocks",
    "left_out",
    "leftovers",
    "parse",
    "remote_options",
    "sketch",
    "touched",
    "values_of",
]

R = TypeVar("R", bound=Request)


class FormErrors(UserError):
    """Some answers need another look.

    `by_block` goes to Slack as it is: `ack(response_action="errors", errors=error.by_block)`.
    """

    def __init__(self, by_block: Mapping[str, str]) -> None:
        super().__init__()
        self.by_block = dict(by_block)


def values_of(model: type[Request], state: State, kept: Iterable[File] = ()) -> dict[str, Any]:
    """What was typed so far, right or wrong, to draw the form again from.

    `kept` are the files of the brief that the form was opened with; all of them are offered again.
    Which of them are ticked, and what was added, Slack's client knows: it keeps both through an update.
    """
    form = form_of(model)
    placed, left = allotted(form, kept)
    shown = [field for field in form if field.name in state]
    values = {f.name: placed.get(f.name, ()) if f.kind is Kind.FILES else answer(f, state) for f in shown}
    first = next((f.name for f in shown if f.kind is Kind.FILES), None)
    # Those that no field takes any more stay to be seen, and to be complained of.
    return {**values, first: (*values[first], *left)} if first else values


def touched(model: type[Request], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of what `values_of` read, that which the form would not have begun with by itself.

    Only this is carried to another provider's form: an untouched default is nobody's choice, and
    would else replace that form's own.
    """
    form = form_of(model)
    return {
        name: value for name, value in values.items() if name in form.by_name and _moved(form[name], value)
    }


def _moved(field: Field, value: Any) -> bool:
    """Whether an input holds something else than at first; every kind of nothing is the same."""
    return (start(field, {field.name: value}) or None) != (start(field, {}) or None)


def parse(model: type[R], state: State, *, vendor: str, kept: Iterable[File] = ()) -> R:
    """The brief as submitted; `vendor` is the name people know.

    Raises `FormErrors` with every complaint at its field. What is blank is left to the model's defaults.
    """
    form = form_of(model)
    raw = submitted(form, state, kept)
    found: dict[str, list[str]] = {
        f.name: problems
        for f in form
        if f.kind is Kind.FILES and (problems := file_problems(f, raw.get(f.name, ()), vendor))
    }
    try:
        request = model.model_validate(given(form, raw))
    except ValidationError as error:
        for name, said in complaints(form, error, raw, vendor).items():
            found.setdefault(name, []).extend(said)
    else:
        if not found:
            return request
    raise FormErrors(_placed(form, state, found))


def _placed(form: Form, state: State, found: Mapping[str, list[str]]) -> dict[str, str]:
    """Complaints by block; Slack knows no errors at blocks that the view does not have.

    A form that was opened before an update of Galley may lack a field: its complaint goes to the
    prompt, or at last to the provider's select.
    """
    spare = form.prompt.name if form.prompt.name in state else str(Block.PROVIDER)
    placed: dict[str, list[str]] = {}
    for name, said in found.items():
        here = name in state
        words = said if here else [f"{form[name].label}: {sentence}" for sentence in said]
        placed.setdefault(name if here else spare, []).extend(words)
    return {block_id: joined(said) for block_id, said in placed.items()}


def sketch(model: type[R], state: State) -> R | None:
    """The brief as far as it is valid, for its price alone: with a stand-in for a prompt not written yet.

    `None` when what is valid does not make a brief.
    """
    form = form_of(model)
    typed = given(form, submitted(form, state))
    try:
        return model.model_validate(typed)
    except ValidationError as error:
        wrong = {e["loc"][0] for e in error.errors() if e["loc"]}
    valid = {name: value for name, value in typed.items() if name not in wrong}
    stand_in = "…" * int(form.prompt.least or 1)
    try:
        return model.model_validate({form.prompt.name: stand_in, **valid})
    except ValidationError:
        return None
