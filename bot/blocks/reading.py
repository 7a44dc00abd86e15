"""From a view's `state.values` to the answers it holds, and what an empty one means."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.blocks.addresses import addresses
from bot.blocks.fields import NO_CHOICE, SEVERAL, Field, Kind
from bot.blocks.outline import Form
from bot.blocks.uploads import keep_block_id, uploaded
from bot.domain.requests import File

#: Slack's `view.state.values`: block id, action id, the input's type and value.
State = Mapping[str, Mapping[str, Mapping[str, Any]]]

ABSENT = object()


def answer(field: Field, state: State) -> Any:
    """One field's answer in raw form: text as typed, several as tuples, `None` for nothing chosen.

    What was chosen before something else that it depends on is no answer any more.
    """
    outdated = field.depends and field.action_id_for(_given(field, state)) not in state.get(field.name, {})
    return READ[field.kind]({} if outdated else _entry(state, field.name))


def _given(field: Field, state: State) -> dict[str, str]:
    """What is chosen in the fields that this one depends on."""
    chosen = {other: _value(_entry(state, other)) for other in field.depends}
    return {other: value for other, value in chosen.items() if value}


def submitted(form: Form, state: State, kept: Iterable[File] = ()) -> dict[str, Any]:
    """The answers of every input the view had, files with those added in this view."""
    return {field.name: _with_uploads(field, state, kept) for field in form if field.name in state}


def _with_uploads(field: Field, state: State, kept: Iterable[File]) -> Any:
    if field.kind is not Kind.FILES:
        return answer(field, state)
    ticked = _values(_entry(state, keep_block_id(field)))
    files = [file.model_dump() for file in kept if file.id in ticked]
    files += uploaded(_entry(state, field.name).get("files") or ())
    return list({file.get("id"): file for file in files}.values())


def given(form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What to validate: blanks left out where a default applies."""
    meant = {name: _meant(form[name], value) for name, value in raw.items()}
    return {name: value for name, value in meant.items() if value is not ABSENT}


def _meant(field: Field, raw: Any) -> Any:
    """What an answer means to the model; an empty one is `None` where the model takes that."""
    value = addresses(raw) if field.kind is Kind.URLS else raw
    blank = value is None or (isinstance(value, str) and not value.strip())
    if blank or (field.kind in SEVERAL and not value):
        return _blank(field)
    return value


def _blank(field: Field) -> Any:
    """An emptied input: a text's default does not come back when the model takes no text at all."""
    if field.nullable:
        return None
    if field.kind in SEVERAL:
        return ()
    may_be_empty = not field.required and not field.least and field.default
    return "" if may_be_empty and field.kind in (Kind.TEXT, Kind.MULTILINE) else ABSENT


def _entry(state: State, block_id: str) -> Mapping[str, Any]:
    """A block's one input, whatever its action id."""
    return next(iter(state.get(block_id, {}).values()), {})


def _text(entry: Mapping[str, Any]) -> str:
    return str(entry.get("value") or "")


def _value(entry: Mapping[str, Any]) -> str | None:
    option = entry.get("selected_option")
    return option["value"] if option and option["value"] != NO_CHOICE else None


def _values(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(option["value"] for option in entry.get("selected_options") or ())


READ: Mapping[Kind, Callable[[Mapping[str, Any]], Any]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.NUMBER: lambda entry: entry.get("value") or None,
    Kind.CHOICE: _value,
    Kind.CHOICES: _values,
    Kind.SWITCH: lambda entry: bool(entry.get("selected_options")),
    Kind.DATE: lambda entry: entry.get("selected_date"),
    Kind.URL: _text,
    Kind.URLS: _text,
    Kind.REMOTE: _value,
    Kind.REMOTES: _values,
}
