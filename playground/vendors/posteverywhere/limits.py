"""Rate limits per key.

Numbers: 60 a minute and 1,000 an hour for all calls, 60 an hour for AI calls (the vendor's client
READMEs). Headers: https://posteverywhere.ai/developers/rate-limits. How its windows run is not
published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playground.vendors import limits
from playground.vendors.limits import Clock, Windows
from playground.vendors.posteverywhere.refusals import rate_limited


@dataclass(frozen=True, kw_only=True)
class Limit(limits.Limit):
    """At most `calls` in `seconds`; `ai` for AI calls alone."""

    ai: bool = False


LIMITS = (
    Limit(calls=60, seconds=60),
    Limit(calls=1_000, seconds=3_600),
    Limit(calls=60, seconds=3_600, ai=True),
)


class RateLimits:
    """Counts calls; refused ones do not count."""

    def __init__(self, limits: Sequence[Limit], clock: Clock) -> None:
        self._limits = limits
        self._windows = Windows(clock, rate_limited)

    def take(self, key: str, *, ai: bool) -> Mapping[str, str]:
        """Count a call and return its headers, those of the limit nearest to its end; raises `Refused`."""
        return self._windows.take(key, [limit for limit in self._limits if ai or not limit.ai])

    def forget(self) -> None:
        """Begin all windows anew."""
        self._windows.forget()
