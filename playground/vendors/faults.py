"""What can go wrong at any vendor: refusals, gateway pages, spoiled answers, lost connections."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from playground.vendors.replies import Refused, Reply

#: The headings to choose under.
REFUSALS, TROUBLE, ANSWERS, CONNECTION = "Refusals", "Trouble", "Odd answers", "Lost connections"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a refusal may speak of: the price of the call in credits, and the scope it needs."""

    credits: int = 1
    scope: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that can go wrong.

    At most one of these says how: `refusal` makes the error to answer; `page` is answered in place
    of any work; `spoil` changes the answer when the work is done and charged; `drops` closes the
    connection "before" the work or "after" it. `strikes` are the kinds of calls it can befall.
    """

    name: str = ""
    label: str = ""
    hint: str = ""
    group: str = ""
    strikes: frozenset[str] = frozenset()
    refusal: Callable[[Asked], Refused] | None = None
    page: Reply | None = None
    spoil: Callable[[bytes], bytes] | None = None
    drops: str = ""

    def strike(self, asked: Asked) -> Reply | None:
        """What is answered in place of any work, if this fault is of that kind; raises `Refused`."""
        if self.refusal:
            raise self.refusal(asked)
        return self.page

    def spoiled(self, reply: Reply) -> Reply:
        """What becomes of a good answer."""
        return replace(reply, body=self.spoil(reply.body)) if self.spoil else reply


#: What a gateway in front of a vendor answers when the vendor does not.
GATEWAY_PAGE = Reply(
    status=502,
    body=b"<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>",
    content_type="text/html",
)


def empty(_body: bytes) -> bytes:
    return b""


def truncated(body: bytes) -> bytes:
    return body[: len(body) // 2]
