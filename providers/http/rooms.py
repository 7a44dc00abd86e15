"""How many calls to one vendor are under way at once; the others wait here, in order, and cost nothing.

Waiting in httpx's pool does cost: each step of each call looks through all that wait (httpcore,
`AsyncConnectionPool._assign_requests_to_connections`). A pause of a few seconds with hundreds of runs
to ask for is enough, and from then on every call times out before its turn and is made again.
"""

import asyncio

from providers.http.vendor import Call, Vendor

#: Idle connections kept for the next calls, of all vendors together.
KEPT = 20
#: Reads of one vendor; no more than connections are kept for, so that asking often opens no new ones.
READS = KEPT
#: Paid calls of one vendor. Each takes as long as the vendor writes, minutes at worst.
PAID = 100
#: Files on their way to one vendor.
UPLOADS = 10


class Rooms:
    """One room for each vendor and kind of call: neither a slow vendor nor many reads hold others up."""

    def __init__(self) -> None:
        self._rooms: dict[tuple[str, int], asyncio.Semaphore] = {}

    def room(self, vendor: Vendor, call: Call) -> asyncio.Semaphore:
        """What to hold during a call."""
        most = PAID if call.paid else UPLOADS if call.upload else READS
        return self._rooms.setdefault((vendor.label, most), asyncio.Semaphore(most))
