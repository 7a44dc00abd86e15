"""What the calls to one vendor have in common, and one call of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import SecretStr

from bot.domain.deadlines import READ
from providers.http.faults import Fault
from providers.http.limits import Limit
from providers.http.reply import Reply, one_line
from providers.http.uploads import Upload

#: Characters. A piece of a secret of this length must not be quoted; shorter headers are no secrets.
PIECE = 8


def status_only(reply: Reply) -> Fault | None:
    """For a vendor whose error bodies say nothing: the status is all there is."""
    return None if reply.ok else Fault()


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """One vendor, as its adapter describes it. `base_url` has no slash at its end.

    `faults` reads the error in a reply and returns `None` for a success. `domain` is where the vendor may
    send calls on to, key and all. A free call may take `read_timeout` seconds to be answered. `probe` is
    the path of a cheap one, which shows whether the vendor is up again before a paid call is sent.
    """

    label: str
    base_url: str
    headers: Mapping[str, SecretStr]
    limits: tuple[Limit, ...] = ()
    faults: Callable[[Reply], Fault | None] = status_only
    domain: str = ""
    read_timeout: float = READ.read
    probe: str = ""

    @property
    def account(self) -> tuple[object, ...]:
        """What its calls are counted under: the same key at the same address is one account."""
        return (self.base_url, *sorted(self.headers.items(), key=lambda header: header[0]))

    def quoted(self, text: str | None, most: int) -> str:
        """The vendor's words made fit to show: one line, short; nothing if they hold a piece of a secret."""
        folded = (text or "").casefold()
        return "" if any(piece in folded for piece in self._pieces()) else one_line(text or "", most)

    def fault_in(self, reply: Reply) -> Fault | None:
        """The error in a reply, its words fit to show; `None` for a success."""
        fault = self.faults(reply)
        if fault is None:
            return None
        return replace(fault, said=self.quoted(fault.said, 200), code=self.quoted(fault.code, 60) or None)

    def _pieces(self) -> set[str]:
        secrets = [header.get_secret_value().casefold() for header in self.headers.values()]
        return {secret[i : i + PIECE] for secret in secrets for i in range(len(secret) - PIECE + 1)}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request. `paid` means that it costs credits: it is never repeated unless it surely was not made.

    `read_timeout` is in seconds, where it is not the usual one.
    """

    method: str
    path: str
    paid: bool = False
    body: Any = None
    upload: Upload | None = None
    read_timeout: float | None = None
