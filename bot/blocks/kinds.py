"""From a pydantic model's fields to a form's fields: which kind each is, and what it offers."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import HttpUrl
from pydantic.fields import FieldInfo

from bot.blocks.annotations import Annotation, annotation_of
from bot.blocks.fields import ANY_FILES, Choosable, Field, Kind
from bot.blocks.text import capital
from bot.domain.requests import Choices, Draws, File, Files, Multiline, Priced, Prompt, Remote, Request

YES_OR_NO = (Choosable(value="true", label="Yes"), Choosable(value="false", label="No"))


def field_of(model: type[Request], name: str, info: FieldInfo) -> Field:
    """Describe one field of a model; raises `TypeError`, naming both, when no input can show it."""
    annotation = annotation_of(info)
    kind = kind_of(annotation)
    if kind is None:
        raise _undrawable(model, name, f"no input in Slack shows {annotation.bare!r}")
    if info.validation_alias:
        raise _undrawable(model, name, "it has an alias, by which errors would name it")
    whole = annotation.bare is not float
    remote = annotation.hint(Remote) or Remote()
    return Field(
        name=name,
        kind=kind,
        model=f"{model.__module__}.{model.__qualname__}",
        label=_said(annotation, "title") or _in_words(name),
        hint=_said(annotation, "description"),
        placeholder=_placeholder(annotation, kind),
        required=info.is_required(),
        nullable=annotation.nullable,
        default=_default(info),
        least=annotation.least(whole=whole),
        most=_most(annotation, whole=whole),
        whole=whole,
        options=_options(annotation, kind),
        files=annotation.hint(Files) or ANY_FILES,
        prompt=annotation.hint(Prompt) is not None,
        priced=annotation.hint(Priced) is not None,
        draws=annotation.hint(Draws) is not None,
        depends=remote.depends,
        unless_sole=remote.unless_sole,
    )


def _undrawable(model: type[Request], name: str, why: str) -> TypeError:
    return TypeError(f"{model.__name__}.{name} cannot be drawn: {why}")


def kind_of(annotation: Annotation) -> Kind | None:
    """The input that shows such a field, `None` when there is none."""
    if annotation.item is not None:
        return _kind_of_several(annotation)
    bare = annotation.bare
    if not isinstance(bare, type):
        return None
    if bare is str:
        return _kind_of_text(annotation)
    if bare is bool:
        return Kind.CHOICE if annotation.nullable else Kind.SWITCH
    plain: Mapping[type, Kind] = {int: Kind.NUMBER, float: Kind.NUMBER, date: Kind.DATE}
    families: Mapping[type, Kind] = {StrEnum: Kind.CHOICE, HttpUrl: Kind.URL}
    return plain.get(bare) or next((k for base, k in families.items() if issubclass(bare, base)), None)


def _kind_of_text(annotation: Annotation) -> Kind:
    if annotation.hint(Remote):
        return Kind.REMOTE
    return Kind.MULTILINE if annotation.hint(Multiline) else Kind.TEXT


def _kind_of_several(annotation: Annotation) -> Kind | None:
    item = annotation.item
    if item is str and annotation.hint(Remote) is not None:
        return Kind.REMOTES
    if item is File and annotation.hint(Files) is not None:
        return Kind.FILES
    families: Mapping[type, Kind] = {StrEnum: Kind.CHOICES, HttpUrl: Kind.URLS}
    if not isinstance(item, type):
        return None
    return next((kind for base, kind in families.items() if issubclass(item, base)), None)


def _options(annotation: Annotation, kind: Kind) -> tuple[Choosable, ...]:
    if kind not in (Kind.CHOICE, Kind.CHOICES):
        return ()
    if annotation.bare is bool:
        return YES_OR_NO
    members = annotation.item if kind is Kind.CHOICES else annotation.bare
    hint = annotation.hint(Choices) or Choices({member: _label(member) for member in members})
    described = hint.descriptions or {}
    return tuple(
        Choosable(value=member.value, label=label, description=described.get(member, ""))
        for member, label in hint.labels.items()
    )


def _label(member: StrEnum) -> str:
    return str(getattr(member, "label", "")) or _in_words(member.value)


def _in_words(name: str) -> str:
    """`founder_led` as people write it."""
    return capital(name.replace("_", " ").replace("-", " ").strip())


def _said(annotation: Annotation, what: str) -> str:
    """The title or description, from whichever `Field(…)` gives one."""
    infos = (extra for extra in annotation.extras if isinstance(extra, FieldInfo))
    return next((said for info in infos if (said := getattr(info, what))), "")


def _placeholder(annotation: Annotation, kind: Kind) -> str:
    if kind is Kind.URLS:
        return "https://… one a line"
    hint = annotation.hint(Multiline) or annotation.hint(Remote)
    return hint.placeholder if hint else ""


def _default(info: FieldInfo) -> Any:
    if info.is_required() or info.default_factory_takes_validated_data:
        return None
    return info.get_default(call_default_factory=True)


def _most(annotation: Annotation, *, whole: bool) -> float | None:
    most = annotation.most(whole=whole)
    files = annotation.hint(Files)
    return most if files is None else min(files.most, most or files.most)
