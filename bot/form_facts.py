"""What a form's fields take, in a few words for people who read about it instead of filling it in."""

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from bot.blocks.fields import Field, Kind
from bot.blocks.form import form_of
from bot.blocks.text import number, plural
from bot.domain.platforms import Platform
from bot.domain.requests import Request

#: A longer list of options is counted.
MOST_OPTIONS = 6


def platforms_of(model: type[Request]) -> tuple[Sequence[Platform], str]:
    """The platforms that can be asked for, and the field that says no more than them, if there is one."""
    form = form_of(model)
    brief = {field.name: _stand_in(field) for field in form if field.required or field.prompt}
    for field in form:
        if field.kind in (Kind.CHOICE, Kind.CHOICES):
            several = field.kind is Kind.CHOICES
            choices = [(o.value,) if several else o.value for o in field.options]
            found = dict.fromkeys(p for c in choices for p in _targets(model, {**brief, field.name: c}))
            if len(found) > 1:
                return sorted(found, key=list(Platform).index), field.name if len(found) == len(
                    choices
                ) else ""
    return (), ""


def _targets(model: type[Request], brief: dict[str, object]) -> Iterable[Platform]:
    try:
        return model.model_validate(brief).targets
    except ValidationError:
        return ()


def _stand_in(field: Field) -> object:
    """Something to begin a brief with, that nobody sees."""
    least = int(field.least or 1)
    return ("…",) * least if field.kind is Kind.REMOTES else "…" * least


def told(field: Field) -> str:
    """What can be put into a field; nothing when its label says it all."""
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            short = len(field.options) <= MOST_OPTIONS
            return ", ".join(o.label for o in field.options) if short else f"{len(field.options)} choices"
        case Kind.REMOTE | Kind.REMOTES:
            return "from your account there"
        case Kind.NUMBER:
            return bounds(field)
        case Kind.URLS:
            return f"{bounds(field)} links".lstrip()
        case Kind.TEXT | Kind.MULTILINE if bounds(field):
            return f"{bounds(field)} characters"
        case _:
            return ""


def bounds(field: Field) -> str:
    """The least and the most that a field takes, as far as there are any."""
    least, most = (None if bound is None else number(int(bound)) for bound in (field.least, field.most))
    if least and most:
        return f"{least}–{most}"
    return f"from {least}" if least else f"up to {most}" if most else ""


def files(field: Field) -> str:
    """Which files a field takes."""
    megabytes = f"{field.files.largest / 1_000_000:.1f}".removesuffix(".0")
    endings = ", ".join(field.files.extensions)
    return f"up to {plural(int(field.most or 1), 'file')} ({endings}) of {megabytes} MB at most"
