from typing import Annotated, ClassVar

import pytest

from bot.blocks.facts import facts_of
from bot.domain.money import Price, PriceBasis
from bot.domain.requests import Prompt, Request
from tests.bot.blocks.scenes import NOW, Vendor


class Brief(Request):
    about: Annotated[str, Prompt()]
    tone: str = "witty"


class Priced(Vendor):
    request_model: ClassVar[type[Request]] = Brief

    def price(self, request):
        return Price(basis=PriceBasis.EXACT, credits=len(request.prompt.split()))


class Finding(Priced):
    async def find(self, request, since):
        return None


def test_title_tone_and_price_come_from_the_brief():
    facts = facts_of(Priced(), {"about": "Dark mode launch"}, now=NOW)

    assert (facts.provider, facts.title, facts.style) == ("Vendor", "Dark mode launch", "witty")
    assert facts.price.credits == 3


def test_a_brief_of_an_earlier_form_still_has_its_provider():
    facts = facts_of(Priced(), {"prompt": "Dark mode launch"}, now=NOW, by="U2", others=False)

    assert (facts.provider, facts.title, facts.by, facts.others) == ("Vendor", "", "U2", False)
    assert facts.price.basis is PriceBasis.UNPUBLISHED


def test_a_provider_that_is_gone_leaves_another_one_to_go_to():
    facts = facts_of(None, {"about": "Dark mode"}, now=NOW, others=False)

    assert facts.provider == "The provider"
    assert facts.others


@pytest.mark.parametrize(("provider", "finds"), [(Priced(), False), (Finding(), True)])
def test_only_a_provider_that_can_find_is_asked_again(provider, finds):
    assert facts_of(provider, {"about": "Dark mode"}, now=NOW).finds is finds
