"""A ticket is for one person and one use, for ten minutes, and once."""

import asyncio
import base64
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.ports import Asker
from bot.services.tickets import FOREIGN, LATE, USED, Tickets

ANA = Asker("T1", "UANA")
URL = "https://galley.example.com"


@pytest.fixture
def tickets(store, clock):
    return Tickets(store, b"k" * 32, URL, clock)


async def refusal(tickets, ticket, provider="acme"):
    with pytest.raises(UserError) as told:
        await tickets.take(ticket, provider)
    return told.value.message


async def test_a_ticket_says_who_is_there(tickets):
    assert await tickets.take(tickets.issue(ANA, "acme"), "acme") == ANA


async def test_a_link_leads_to_galley_with_a_ticket(tickets):
    address, _, ticket = tickets.link(ANA, "acme").rpartition("/")
    assert address == f"{URL}/connect/acme"
    assert await tickets.take(ticket, "acme") == ANA
    assert tickets.back("acme") == f"{URL}/connect/acme/back"


async def test_it_is_good_for_ten_minutes(tickets, clock):
    early, late = (tickets.issue(ANA, "acme") for _ in range(2))
    clock.passes(minutes=10)
    assert await tickets.take(early, "acme") == ANA
    clock.passes(seconds=1)
    assert await refusal(tickets, late) == LATE


async def test_it_is_good_once_even_for_two_at_a_time(tickets):
    ticket = tickets.issue(ANA, "acme")
    ends = await asyncio.gather(*(tickets.take(ticket, "acme") for _ in range(5)), return_exceptions=True)
    assert ends.count(ANA) == 1
    assert await refusal(tickets, ticket) == USED


async def test_it_is_good_once_after_a_restart_too(tickets, store, clock):
    ticket = tickets.issue(ANA, "acme")
    await tickets.take(ticket, "acme")
    assert await refusal(Tickets(store, b"k" * 32, URL, clock), ticket) == USED


async def test_it_may_be_read_any_number_of_times(tickets):
    ticket = tickets.issue(ANA, "acme")
    assert [tickets.read(ticket, "acme").asker for _ in range(2)] == [ANA, ANA]
    assert await tickets.take(ticket, "acme") == ANA
    assert tickets.read(ticket, "acme").asker == ANA


async def test_it_is_good_for_no_other_use(tickets):
    assert await refusal(tickets, tickets.issue(ANA, "acme"), "acme2") == FOREIGN


async def test_a_ticket_of_another_galley_is_none(tickets, store, clock):
    assert await refusal(tickets, Tickets(store, b"o" * 32, URL, clock).issue(ANA, "acme")) == FOREIGN


async def test_nobody_can_write_somebody_else_into_it(tickets):
    body, _, mark = tickets.issue(ANA, "acme").partition(".")
    facts = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    assert facts[:3] == ["T1", "UANA", "acme"]
    forged = base64.urlsafe_b64encode(json.dumps(["T1", "UBEN", *facts[2:]]).encode()).decode().rstrip("=")
    for ticket in (f"{forged}.{mark}", forged, f"{forged}.", f".{mark}"):
        assert await refusal(tickets, ticket) == FOREIGN


def test_it_is_short_enough_for_a_button_and_safe_in_an_address(tickets):
    link = tickets.link(Asker("T" * 20, "U" * 20), "a-provider-with-a-name-of-forty-letters")
    assert len(link) < 3_000
    assert link.rpartition("/")[2].replace(".", "").replace("-", "").replace("_", "").isalnum()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ticket=st.text() | st.text(st.characters(categories=("Cs", "L"))))
async def test_whatever_is_no_ticket_is_refused(tickets, ticket):
    assert await refusal(tickets, ticket) == FOREIGN
