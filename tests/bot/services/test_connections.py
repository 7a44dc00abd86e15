"""How people stand with the providers they connect, and their way to a vendor and back."""

from types import SimpleNamespace

import pytest

from bot.domain.errors import NotFound, ProviderDenied, UserError
from bot.domain.ports import Asker, Providers
from bot.services.connections import Connections
from bot.services.tickets import Tickets
from bot.services.visits import MIXED_UP, STRANGE, Visits
from tests.bot.services.conftest import NoteRequest
from tests.storage.records import generation

ANA, BEN = Asker("T1", "UANA"), Asker("T1", "UBEN")
URL = "https://galley.example.com"


class Own:
    """Knows who allowed it; whose answer comes back is in the answer."""

    label, sample, request_model = "Own", False, NoteRequest

    def __init__(self, name="own"):
        self.name, self.connected, self.asked, self.ended = name, set(), [], []

    def acting_for(self, asker):
        return self

    async def is_connected(self, asker):
        return asker in self.connected

    async def sign_in(self, asker, back):
        self.asked.append((asker, back))
        return f"https://vendor.example.com/authorize?state={asker.person}"

    async def signed_in(self, answer):
        if "error" in answer:
            raise ProviderDenied("You did not allow it.")
        asker = Asker("T1", answer["state"])
        self.connected.add(asker)
        return asker

    async def sign_out(self, asker):
        self.connected.discard(asker)
        self.ended.append(asker)

    price = start = None


@pytest.fixture
def own():
    return Own()


@pytest.fixture
def forgotten():
    return []


@pytest.fixture
def tickets(store, clock):
    return Tickets(store, b"k" * 32, URL, clock)


@pytest.fixture
def connect(store, notes, own, forgotten):
    choices = SimpleNamespace(forget=forgotten.append)

    def made(tickets, campaigns=()):
        return Connections(store, Providers((notes, own), campaigns), choices, tickets)

    return made


@pytest.fixture
def connections(connect, tickets):
    return connect(tickets)


@pytest.fixture
def visits(connections, tickets):
    return Visits(connections, tickets)


class TestConnections:
    async def test_are_with_whom_people_connect_offered_or_for_campaigns_each_once(self, connect, own):
        planner = Own("planner")
        found = await connect(None, (own, planner)).every(ANA)
        assert [c.provider for c in found] == [own, planner]

    async def test_are_told_with_the_link_and_the_command(self, connections, own, tickets):
        (found,) = await connections.every(ANA)
        assert (found.connected, found.label) == (False, "Own")
        assert tickets.read(found.url.removeprefix(f"{URL}/connect/own/"), "own").asker == ANA
        assert found.command == "galley connect own --team T1 --person UANA"
        own.connected.add(ANA)
        assert [c.connected for c in await connections.every(ANA)] == [True]
        assert [c.connected for c in await connections.every(BEN)] == [False]

    async def test_have_no_link_where_no_browser_reaches_galley(self, connect):
        (found,) = await connect(None).every(ANA)
        assert (found.url, found.command) == ("", "galley connect own --team T1 --person UANA")

    async def test_are_none_with_a_provider_that_has_a_key(self, connections, notes, own):
        assert await connections.of(notes, ANA) is None
        assert (await connections.of(own, ANA)).provider is own

    async def test_know_who_connects_what_by_name(self, connections, own):
        assert connections["own"] is own
        for name in ("notes", "nobody", ""):
            with pytest.raises(NotFound):
                connections[name]

    async def test_know_whose_permission_a_run_acts_with(self, connections, store):
        await store.team("T1").add_generation(generation("G1", person="UBEN"))
        assert await connections.starter("T1", "G1") == "UBEN"
        with pytest.raises(NotFound):
            await connections.starter("T2", "G1")

    async def test_end_once_and_what_was_shown_is_forgotten(self, connections, own, forgotten):
        own.connected = {ANA, BEN}
        await connections.end("own", ANA)
        await connections.end("own", ANA)
        assert (own.connected, own.ended) == ({BEN}, [ANA])
        assert set(forgotten) == {ANA}


class TestVisits:
    async def test_lead_to_the_vendor_and_back(self, visits, tickets, own, forgotten):
        begun = await visits.begin("own", tickets.issue(ANA, "own"))
        assert own.asked == [(ANA, f"{URL}/connect/own/back")]
        assert begun.url == "https://vendor.example.com/authorize?state=UANA"
        assert begun.back == f"{URL}/connect/own/back"
        asker = visits.returning("own", begun.proof)
        assert (asker, visits.label("own")) == (ANA, "Own")
        await visits.finish("own", asker, {"state": "UANA"})
        assert (own.connected, forgotten) == ({ANA}, [ANA])

    async def test_begin_with_a_good_ticket_only(self, visits, tickets, own):
        for name, ticket in (("own", "forged"), ("nobody", tickets.issue(ANA, "nobody"))):
            with pytest.raises(UserError):
                await visits.begin(name, ticket)
        assert own.asked == []

    async def test_do_not_let_in_who_was_not_let_out(self, visits, tickets, clock):
        begun = await visits.begin("own", tickets.issue(ANA, "own"))
        clock.passes(minutes=11)
        for proof in ("", "forged", tickets.issue(ANA, "own"), begun.proof):
            with pytest.raises(UserError) as told:
                visits.returning("own", proof)
            assert told.value.message == STRANGE

    async def test_let_nobody_out_with_a_proof(self, visits, tickets):
        begun = await visits.begin("own", tickets.issue(ANA, "own"))
        with pytest.raises(UserError):
            await visits.begin("own", begun.proof)

    async def test_last_ten_minutes_more_once_they_began(self, visits, tickets, clock):
        ticket = tickets.issue(ANA, "own")
        clock.passes(minutes=9)
        begun = await visits.begin("own", ticket)
        clock.passes(minutes=9)
        assert visits.returning("own", begun.proof) == ANA

    async def test_whose_answer_is_somebody_elses_keep_nothing(self, visits, own):
        with pytest.raises(UserError) as told:
            await visits.finish("own", ANA, {"state": "UBEN"})
        assert told.value.message == MIXED_UP
        assert (own.connected, own.ended) == (set(), [BEN])

    async def test_say_what_the_vendor_said(self, visits, own):
        with pytest.raises(ProviderDenied, match="You did not allow it"):
            await visits.finish("own", ANA, {"error": "access_denied"})
        assert own.connected == set()
