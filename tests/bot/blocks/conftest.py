"""Providers as the account builders see them."""

from dataclasses import replace

import pytest

from bot.domain.money import Balance
from tests.bot.blocks.scenes import NOW, Sample, Standing, Vendor


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
