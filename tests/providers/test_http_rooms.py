"""Many calls at once: so many are under way, others wait their turn, and kinds do not hold each other up."""

import asyncio

import httpx
import pytest
from pydantic import SecretStr

from providers.http import Http, Vendor
from providers.http.rooms import READS
from tests.providers.doubles import BASE


class Busy(httpx.AsyncBaseTransport):
    """One vendor that answers reads only once it is told to, and others that answer at once."""

    def __init__(self):
        self.open, self.most, self.answered = 0, 0, 0
        self.crowded, self.go = asyncio.Event(), asyncio.Event()

    async def handle_async_request(self, request):
        if request.method == "GET" and request.url.host in BASE:
            self.open += 1
            self.most = max(self.most, self.open)
            if self.open == READS:
                self.crowded.set()
            await self.go.wait()
            self.open -= 1
            self.answered += 1
        return httpx.Response(200, json={"path": request.url.path})


@pytest.fixture
def busy():
    return Busy()


@pytest.fixture
async def http(busy):
    async with Http(transport=busy) as http:
        yield http


@pytest.fixture
async def crowd(busy, http):
    """Three times as many reads as there is room for; those that have it wait for the vendor."""
    api = api_of(http, "Vendor")
    reads = [asyncio.create_task(api.read(f"/{number}")) for number in range(3 * READS)]
    await asyncio.wait_for(busy.crowded.wait(), 5)
    yield reads
    busy.go.set()
    await asyncio.gather(*reads)


def api_of(http, label, base=BASE):
    return http.api(Vendor(label=label, base_url=base, headers={"X-Key": SecretStr("key")}))


async def test_so_many_reads_are_under_way_and_all_get_their_turn(busy, crowd):
    busy.go.set()
    replies = await asyncio.gather(*crowd)

    assert busy.most == READS
    assert [reply.body["path"] for reply in replies] == [f"/api/v1/{n}" for n in range(3 * READS)]


async def test_a_paid_call_does_not_wait_for_reads(busy, http, crowd):
    reply = await asyncio.wait_for(api_of(http, "Vendor").paid("/write", {}), 5)

    assert reply.status == 200
    assert busy.answered == 0
    assert not any(read.done() for read in crowd)


async def test_another_vendor_has_room_of_its_own(busy, http, crowd):
    reply = await asyncio.wait_for(api_of(http, "Other", "https://other.test").read("/me"), 5)

    assert reply.status == 200
    assert not any(read.done() for read in crowd)
