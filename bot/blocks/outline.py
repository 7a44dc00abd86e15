"""A request model's form in outline: its fields in the order to show, worked out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.blocks.drawable import MOST_FIELDS, problems
from bot.blocks.fields import Field, Kind
from bot.blocks.kinds import field_of
from bot.domain.requests import Request


@dataclass(frozen=True)
class Form:
    """The fields of one request model, the prompt first."""

    model: type[Request]
    by_name: Mapping[str, Field]

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order to show."""
        return iter(self.by_name.values())

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    def get(self, name: object) -> Field | None:
        """The field of that name, if the form has it."""
        return self.by_name.get(name) if isinstance(name, str) else None

    @property
    def prompt(self) -> Field:
        """The field that says what to write about."""
        return self.by_name[self.model.prompt_field]


@cache
def form_of(model: type[Request]) -> Form:
    """The form of a model, worked out once; raises `TypeError`, naming model and field, if it has none."""
    shown = {name: info for name, info in model.model_fields.items() if name not in model.hidden_fields}
    fields = [field_of(model, name, info) for name, info in shown.items()]
    fields.sort(key=lambda field: not field.prompt)
    leading = {other for field in fields for other in field.depends}
    form = Form(model, {field.name: replace(field, leads=field.name in leading) for field in fields})
    _check(form)
    return form


def check_drawable(model: type[Request]) -> None:
    """Raise `TypeError`, naming model and field, when Slack cannot show the model as a form.

    Whoever registers a provider calls this, so that it fails at start-up and not before a person.
    """
    form_of(model)


def _check(form: Form) -> None:
    name = form.model.__name__
    for hidden in form.model.hidden_fields:
        if hidden == form.model.prompt_field or form.model.model_fields[hidden].is_required():
            message = f"{name}.{hidden} cannot be hidden: nobody could fill it in"
            raise TypeError(message)
    if len(form.by_name) > MOST_FIELDS:
        message = f"{name} cannot be drawn: it has {len(form.by_name)} fields, a modal takes {MOST_FIELDS}"
        raise TypeError(message)
    for field in form:
        for problem in (*problems(field), *_strangers(form, field)):
            message = f"{name}.{field.name} cannot be drawn: {problem}"
            raise TypeError(message)


def _strangers(form: Form, field: Field) -> Iterator[str]:
    """What a field says it depends on, and cannot."""
    for other in field.depends:
        leader = form.get(other)
        if leader is None or leader.kind not in (Kind.CHOICE, Kind.REMOTE):
            yield f"it depends on {other!r}, which is no single choice of this form"
