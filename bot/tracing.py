"""For whom the present task works: the team, the run, and Slack's request, as each line of the log says."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Trace(NamedTuple):
    """Ids only, and empty where there is none. A task that is begun inside inherits its maker's."""

    team: str = ""
    run: str = ""
    request: str = ""


_present: ContextVar[Trace] = ContextVar("trace")


def present() -> Trace:
    """What is being worked for here and now."""
    return _present.get(Trace())


@contextmanager
def traced(*, team: str = "", run: str = "", request: str = "") -> Iterator[None]:
    """Work for these inside the block; what is not given stays as it is outside of it."""
    outside = present()
    inside = Trace(team or outside.team, run or outside.run, request or outside.request)
    token = _present.set(inside)
    try:
        yield
    finally:
        _present.reset(token)
