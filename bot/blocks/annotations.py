"""Taking a pydantic field's annotation apart: the bare type, what it is annotated with, its bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

Hint = TypeVar("Hint")


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """A bare type with everything it is annotated with, and whether it was `… | None`."""

    bare: Any
    extras: tuple[object, ...] = ()
    nullable: bool = False

    @property
    def item(self) -> Any:
        """The bare type of the items of a `tuple[…, ...]`; `None` for anything else."""
        args = get_args(self.bare)
        if get_origin(self.bare) is tuple and len(args) == 2 and args[1] is Ellipsis:
            return _apart(args[0]).bare
        return None

    def hint(self, kind: type[Hint]) -> Hint | None:
        """The first hint of that kind, if there is one."""
        return next((extra for extra in self.extras if isinstance(extra, kind)), None)

    def least(self, *, whole: bool = False) -> float | None:
        """The inclusive lower bound of length, number or items; `whole` makes `gt` inclusive too."""
        bounds = [_number(x.min_length) for x in self.extras if isinstance(x, MinLen)]
        bounds += [_number(x.ge) for x in self.extras if isinstance(x, Ge)]
        bounds += [_number(x.gt, 1) for x in self.extras if isinstance(x, Gt) and whole]
        return max((b for b in bounds if b is not None), default=None)

    def most(self, *, whole: bool = False) -> float | None:
        """The inclusive upper bound of length, number or items; `whole` makes `lt` inclusive too."""
        bounds = [_number(x.max_length) for x in self.extras if isinstance(x, MaxLen)]
        bounds += [_number(x.le) for x in self.extras if isinstance(x, Le)]
        bounds += [_number(x.lt, -1) for x in self.extras if isinstance(x, Lt) and whole]
        return min((b for b in bounds if b is not None), default=None)


def annotation_of(info: FieldInfo) -> Annotation:
    """A field's annotation, wherever its hints were written: on the field, or inside `… | None`."""
    apart = _apart(info.annotation)
    extras = (*_flat([info]), *apart.extras)
    return Annotation(bare=apart.bare, extras=extras, nullable=apart.nullable)


def _apart(annotation: Any) -> Annotation:
    if get_origin(annotation) is Annotated:
        bare, *extras = get_args(annotation)
        inner = _apart(bare)
        return Annotation(bare=inner.bare, extras=(*_flat(extras), *inner.extras), nullable=inner.nullable)
    if get_origin(annotation) in (Union, UnionType):
        inside = [arg for arg in get_args(annotation) if arg is not type(None)]
        if len(inside) == 1:
            inner = _apart(inside[0])
            return Annotation(bare=inner.bare, extras=inner.extras, nullable=True)
    return Annotation(bare=annotation)


def _flat(extras: Iterable[object]) -> Iterator[object]:
    for extra in extras:
        if isinstance(extra, FieldInfo):
            yield from (extra, *_flat(extra.metadata))
        elif isinstance(extra, GroupedMetadata):
            yield from (extra, *_flat(extra))
        else:
            yield extra


def _number(bound: object, step: int = 0) -> float | None:
    """A bound that counts; dates have bounds too, which only validation knows."""
    return bound + step if isinstance(bound, int | float) else None
