"""Providers as the account builders see them."""

from dataclasses import dataclass, replace

import pytest

from bot.domain.money import Balance, Price, PriceBasis
from bot.domain.ports import Provider
from bot.domain.requests import Request
from tests.bot.blocks.scenes import NOW


class Vendor:
    """A provider that is only looked at."""

    name = "vendor"
    label = "Vendor"
    sample = False
    request_model = Request

    def price(self, request):
        return Price(basis=PriceBasis.UNPUBLISHED)

    async def start(self, request, *, key):
        raise NotImplementedError


class Sample(Vendor):
    label = "Sample"
    sample = True


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What `bot.blocks.status.Health` asks for."""

    provider: Provider
    problem: str = ""
    balance: Balance | None = None
    tells_balance: bool = True


@pytest.fixture
def working_provider():
    return Standing(provider=Vendor(), balance=Balance(credits=194, at=NOW))


@pytest.fixture
def broken_provider(working_provider):
    return replace(working_provider, problem="The key was <refused>")


@pytest.fixture
def sample_provider():
    return Standing(provider=Sample(), tells_balance=False)


@pytest.fixture
def silent_provider():
    return Standing(provider=Vendor(), tells_balance=False)
