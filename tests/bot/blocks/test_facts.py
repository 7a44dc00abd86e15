from typing import Annotated, ClassVar

import pytest

from bot.blocks.facts import facts_of, unsent_files
from bot.domain.generations import Part
from bot.domain.money import Price, PriceBasis
from bot.domain.requests import File, Files, Prompt, Request
from tests.bot.blocks.scenes import NOW, Vendor, X, failure, run


class Brief(Request):
    about: Annotated[str, Prompt()]
    tone: str = "witty"
    media: Annotated[tuple[File, ...], Files(("png",), most=3)] = ()


class Priced(Vendor):
    request_model: ClassVar[type[Request]] = Brief

    def price(self, request):
        return Price(basis=PriceBasis.EXACT, credits=len(request.prompt.split()))


class Finding(Priced):
    async def find(self, request, since):
        return None


class Uploading(Priced):
    async def upload(self, file, content):
        raise AssertionError("nobody draws by sending a file")


def holding(*media_ids, **facts):
    """A part with files, of which the provider has those with an id."""
    files = [
        File(id=f"F{number}", name="a.png", mimetype="image/png", size=1, url="https://s", media_id=media_id)
        for number, media_id in enumerate(media_ids)
    ]
    return Part(request=Brief(about="Dark mode", media=files).model_dump(mode="json"), targets=(X,), **facts)


@pytest.mark.parametrize(
    ("provider", "parts", "left"),
    [
        (Uploading(), [holding(None, None)], 2),
        (Uploading(), [holding("m1", None)], 1),
        (Uploading(), [holding(None), holding(None)], 1),
        (Uploading(), [holding(None, sent_at=NOW)], 0),
        (Uploading(), [holding(None, failure=failure("file"))], 0),
        (Uploading(), [holding(None, look_since=NOW)], 0),
        (Uploading(), [Part(request={"prompt": "an earlier form"})], 0),
        (Priced(), [holding(None)], 0),
        (None, [holding(None)], 0),
    ],
)
def test_the_record_tells_how_many_files_are_on_their_way(provider, parts, left):
    assert unsent_files(provider, run(*parts)) == left


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
