"""A request model's form in outline: its fields in the order to show, worked out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.blocks.drawable import MOST_FIELDS, problems
from bot.blocks.fields import Field
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
    fields = [field_of(model, name, info) for name, info in model.model_fields.items()]
    fields.sort(key=lambda field: not field.prompt)
    form = Form(model, {field.name: field for field in fields})
    _check(form)
    return form


def check_drawable(model: type[Request]) -> None:
    """Raise `TypeError`, naming model and field, when Slack cannot show the model as a form.

    Whoever registers a provider calls this, so that it fails at start-up and not before a person.
    """
    form_of(model)


def _check(form: Form) -> None:
    name = form.model.__name__
    if len(form.by_name) > MOST_FIELDS:
        message = f"{name} cannot be drawn: it has {len(form.by_name)} fields, a modal takes {MOST_FIELDS}"
        raise TypeError(message)
    for field in form:
        for problem in problems(field):
            message = f"{name}.{field.name} cannot be drawn: {problem}"
            raise TypeError(message)
