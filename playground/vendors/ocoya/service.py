"""The REST door: who may come in, how often, and what goes wrong there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from aiohttp import web

from playground.vendors.faults import Asked
from playground.vendors.limits import Clock, Limit, Windows
from playground.vendors.ocoya import refusals
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.desk import Desk
from playground.vendors.ocoya.faults import OcoyaFault
from playground.vendors.ocoya.replies import json_reply
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Service, Visit
from playground.vendors.switches import Switches

#: The only key; how the vendor's keys look is not published, but nobody could take this for a real one.
PLAYGROUND_KEY = "ocoya_play_" + "feed" * 6
#: https://docs.ocoya.com/fundamentals/rate-limits
LIMITS = (Limit(calls=60, seconds=60),)


class OcoyaService(Service[OcoyaFault]):
    """What the vendor does for those who come with the API key."""

    def __init__(
        self, desk: Desk, switches: Switches[OcoyaFault], clock: Clock, limits: Sequence[Limit]
    ) -> None:
        super().__init__(switches, clock)
        self.desk = desk
        self._limits = limits
        self.windows = Windows(clock, lambda _wait, headers: refusals.rate_limited(headers))

    def caller(self, request: web.Request) -> str | None:
        key = request.headers.get("X-API-Key")
        return key[:12] if key else None

    async def reply(self, visit: Visit) -> Reply | None:
        visit.headers.update(self._admit(visit.request))
        work = self.desk.prepare(visit.endpoint, visit.request, await visit.request.read())
        fault = self.fault(visit)
        reply = self.perform(fault, Asked(), work)
        return replace(reply, status=fault.status) if reply and fault.status else reply

    def failure(self, refused: Refused) -> Reply:
        """Errors have a message and nothing else."""
        body = json_reply({"message": refused.message}, refused.status)
        return replace(body, headers=self._dated(refused.headers))

    def _admit(self, request: web.Request) -> Mapping[str, str]:
        key = request.headers.get("X-API-Key")
        if not key:
            raise refusals.missing_token()
        if key != PLAYGROUND_KEY:
            raise refusals.invalid_token()
        return self._dated(self.windows.take(key, self._limits))

    def _dated(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers with the end of the window in the form that holds: it is called a "timestamp", no more."""
        dated = dict(headers)
        if ends := dated.get("X-RateLimit-Reset"):
            dated["X-RateLimit-Reset"] = _moment(int(ends), self.desk.variants.of(forms.RESET), self.clock())
        return dated


def _moment(seconds: int, form: str, now: float) -> str:
    match form:
        case "milliseconds":
            return str(seconds * 1_000)
        case "left":
            return str(max(0, seconds - int(now)))
        case "iso":
            return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
        case _:
            return str(seconds)
