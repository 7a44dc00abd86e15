"""Providers that installed packages add, looked at closely: one that does not fit stops the start by name."""

import traceback
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any, ClassVar, Protocol, cast

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Provider
from bot.domain.requests import Request
from providers.http import Http
from providers.settings import Environment, ProviderSettings

#: Installed packages add providers here, and those of whole campaigns: `name = "package.module:Class"`.
GROUP, CAMPAIGN_GROUP = "galley.providers", "galley.campaigns"


class Connectable(Provider, Protocol):
    """A provider that opens itself from its own settings.

    Its class says what is true with no settings at all: `request_model`, and `price(None)`. The first
    paragraph of its docstring says in the README what it writes.
    """

    Settings: ClassVar[type[ProviderSettings]]

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Provider | None:
        """The provider ready for use, or `None` when it has no key. Raises `ConfigurationError`."""
        ...


#: What Galley asks of the class itself; what it can do besides is found when it is needed.
WANTED = ("name", "label", "sample", "request_model", "Settings", "open", "price", "start")


def plugged_in(group: str) -> Iterator[type[Connectable]]:
    """The providers of installed packages, in the order of their names. Raises `ConfigurationError`."""
    for point in sorted(entry_points(group=group), key=lambda point: point.name):
        try:
            kind = point.load()
        except Exception as error:
            raise ConfigurationError(f"The provider {point.name!r} cannot be loaded: {error}") from error
        if wrong := _wrong(kind):
            raise ConfigurationError(f"The provider {point.name!r} cannot be used: {point.value} {wrong}.")
        yield cast("type[Connectable]", kind)


def opened(kind: type[Connectable], environment: Environment, http: Http) -> Provider | None:
    """The provider, or `None` when it has no key. Raises `ConfigurationError`."""
    try:
        return kind.open(environment, http)
    except ConfigurationError:
        raise
    except Exception as error:
        # What the error itself says may hold a key.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {place.filename}, line {place.lineno}"
        raise ConfigurationError(f"The provider {kind.name!r} broke when it was opened: {where}.") from error


def _wrong(kind: Any) -> str:
    """Why this is no provider; nothing when it may be one."""
    if not isinstance(kind, type):
        return "is not a class"
    if lacking := [name for name in WANTED if not hasattr(kind, name)]:
        return f"has no {' and no '.join(lacking)}"
    if not _is(kind, "Settings", ProviderSettings):
        return "has Settings that are no subclass of ProviderSettings"
    if not _is(kind, "request_model", Request):
        return "has a request_model that is no subclass of Request"
    return ""


def _is(kind: type, name: str, base: type) -> bool:
    """Whether an attribute is such a class; a property tells only once the provider is open."""
    found = getattr(kind, name)
    return isinstance(found, property) or (isinstance(found, type) and issubclass(found, base))
