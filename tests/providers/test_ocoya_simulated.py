"""The real adapter against the playground's Ocoya: every switch, and every answer nobody documents."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot.domain.captions import Started
from bot.domain.errors import (
    OutcomeUnknown,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
)
from bot.domain.ports import Choice
from playground.vendors.ocoya import OcoyaSimulator
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.kinds import DRAFT, READ
from playground.vendors.ocoya.world import BAKERY, TEAS
from providers.ocoya.results import SAVED, UNSEEN
from providers.ocoya.workspaces import FIELDS
from tests.providers.ocoya_world import WRITE, Writing, connected
from tests.providers.ocoyas import brief_of


@pytest.fixture
def vendor(time) -> OcoyaSimulator:
    return OcoyaSimulator(clock=lambda: datetime.timestamp(time.now))


@pytest.fixture
async def write(vendor, time) -> AsyncIterator[Writing]:
    async with connected(vendor, time) as provider:
        yield Writing(provider, time)


@pytest.fixture
async def anywhere(vendor, time) -> AsyncIterator[Writing]:
    async with connected(vendor, time, OCOYA_WORKSPACE_ID="") as provider:
        yield Writing(provider, time)


#: The replies to a new draft after which its text cannot be found: they do not name it.
NAMELESS = {"empty", "no_json", "no_id"}
#: Those that hold the text.
TELLING = {"full", "list", "post", "post_group", "result", "caption"}


@pytest.mark.parametrize("form", forms.CREATED.forms)
async def test_whatever_the_reply_the_draft_was_made_once(write, vendor, form):
    vendor.variants.choose(created=form)

    result = await write()

    assert (vendor.drafts, len(vendor.calls.to(WRITE))) == (1, 1)
    assert bool(result.captions) == (form not in NAMELESS)
    assert result.notes == ((UNSEEN,) if form in NAMELESS else (SAVED,))
    assert bool(vendor.calls.to("/post")) == (form not in NAMELESS | TELLING)


@pytest.mark.parametrize("posts", forms.POSTS.forms)
@pytest.mark.parametrize("pages", forms.PAGES.forms)
@pytest.mark.parametrize("statuses", forms.STATUSES.forms)
async def test_a_draft_is_found_however_posts_are_listed(write, vendor, posts, pages, statuses):
    vendor.variants.choose(posts=posts, pages=pages, statuses=statuses)
    for number in range(120):
        vendor._production.draft(TEAS, {"prompt": f"Older post {number}"})
    started = await write.provider.start(brief_of(write.provider), key="run-1")
    for number in range(120):
        vendor._production.draft(TEAS, {"prompt": f"Newer post {number}"})

    found = await write.provider.poll(started.remote_id)

    assert found.captions
    assert "analytics dashboard" in found.captions[0].text


@pytest.mark.parametrize(
    "form", [form for form in forms.LISTING.forms if form not in {"gaps", "unrecognised"}]
)
@pytest.mark.parametrize("field", FIELDS)
async def test_every_list_is_read_in_every_form(write, vendor, form, field):
    vendor.variants.choose(listing=form)

    choices = await write.provider.choices(field, {})

    assert [*choices] == OFFERED[field]


OFFERED = {
    "workspace": [Choice(value=w.id, label=w.name) for w in (TEAS, BAKERY)],
    "brand": [Choice(value=b.id, label=b.name) for b in TEAS.brands],
    "hashtag_library": [Choice(value=library.id, label=library.name) for library in TEAS.libraries],
    "social_profiles": [
        Choice(value=profile.id, label=f"{profile.name} ({network})")
        for profile, network in zip(TEAS.profiles, ["Facebook", "Instagram", "LinkedIn", "X"], strict=True)
    ],
    "reference_designs": [Choice(value=d.id, label=d.name) for d in TEAS.designs],
}


@pytest.mark.parametrize("field", FIELDS)
async def test_a_list_with_gaps_leaves_out_what_has_no_id(write, vendor, field):
    vendor.variants.choose(listing="gaps")

    choices = await write.provider.choices(field, {})

    assert [choice.value for choice in choices] == [choice.value for choice in OFFERED[field]]


@pytest.mark.parametrize("field", FIELDS)
async def test_a_list_that_nobody_could_read_is_told(write, vendor, field):
    vendor.variants.choose(listing="unrecognised")

    with pytest.raises(ProviderDown, match="in a way that Galley cannot read"):
        await write.provider.choices(field, {})


@pytest.mark.parametrize("form", forms.RESET.forms)
async def test_a_rate_limit_is_waited_for_in_every_unit(write, vendor, time, form):
    vendor.variants.choose(reset=form)
    for _ in range(60):  # other users of the key, whom the limits of this process do not know
        vendor._service.windows.take(vendor.key, vendor._service._limits)
    time.seconds += 50

    await write()

    assert time.slept == [pytest.approx(10, abs=1)]
    assert vendor.drafts == 1


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What a fault of the call for a draft must become, how many drafts there are then, how many calls."""

    kind: type[ProviderError]
    drafts: int = 0
    calls: int = 1
    facts: dict[str, Any] = field(default_factory=dict)


SWITCHES = {
    "no_key": Switch(kind=ProviderDenied),
    "bad_key": Switch(kind=ProviderDenied),
    "invalid": Switch(kind=ProviderRejected, facts={"field": None}),
    "unprocessable": Switch(kind=ProviderRejected, facts={"field": "topic"}),
    "not_found": Switch(kind=ProviderRejected, facts={"field": None}),
    "rate_limit": Switch(kind=ProviderBusy, calls=2, facts={"retry_after": 60.0}),
    "timeout": Switch(kind=OutcomeUnknown),
    "internal_error": Switch(kind=OutcomeUnknown),
    "unavailable": Switch(kind=OutcomeUnknown),
    "gateway_timeout": Switch(kind=OutcomeUnknown),
    "html_page": Switch(kind=OutcomeUnknown),
    "moved": Switch(kind=ProviderDown),
    "dropped_before": Switch(kind=OutcomeUnknown),
    "dropped_after": Switch(kind=OutcomeUnknown, drafts=1),
}

#: What spoils the reply to a draft that was made.
ODD = ("empty_body", "truncated", "wrong_types", "accepted")


def test_every_fault_that_can_befall_a_draft_is_tried(vendor):
    assert {*SWITCHES, *ODD} == {
        name for name, fault in vendor.faults.faults.items() if DRAFT in fault.strikes
    }


@pytest.mark.parametrize("name", SWITCHES)
async def test_a_fault_becomes_its_error_and_a_draft_is_made_once_at_most(write, vendor, name):
    expected = SWITCHES[name]
    vendor.faults.once(*[name] * expected.calls, on=DRAFT)

    with pytest.raises(ProviderError) as caught:
        await write()

    assert type(caught.value) is expected.kind
    assert {fact: getattr(caught.value, fact) for fact in expected.facts} == expected.facts
    assert (vendor.drafts, len(vendor.calls.to(WRITE))) == (expected.drafts, expected.calls)


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_reply_to_a_draft_is_no_failure(write, vendor, name):
    vendor.faults.once(name, on=DRAFT)

    result = await write()

    assert result.notes == ((SAVED,) if name == "accepted" else (UNSEEN,))
    assert (vendor.drafts, len(vendor.calls.to(WRITE))) == (1, 1)


@pytest.mark.parametrize("name", [*SWITCHES, *ODD])
async def test_no_trouble_in_looking_makes_a_failure_of_a_draft(write, vendor, name):
    started = await write.provider.start(brief_of(write.provider), key="run-1")
    if READ in vendor.faults.faults[name].strikes:
        vendor.faults.once(*[name] * 2, on=READ)

    answer = started
    while isinstance(answer, Started):
        write.time.seconds += answer.poll_after
        answer = await write.provider.poll(answer.remote_id)

    assert answer.captions
    assert (vendor.drafts, len(vendor.calls.to(WRITE))) == (1, 1)


@pytest.mark.parametrize("name", [name for name, switch in SWITCHES.items() if switch.kind is OutcomeUnknown])
async def test_what_an_unclear_call_did_is_never_guessed(write, vendor, time, name):
    vendor._production.draft(TEAS, {"prompt": "Spring harvest is here"})
    vendor.faults.once(name, on=DRAFT)
    since = time.now
    with pytest.raises(OutcomeUnknown):
        await write()
    time.seconds += 3_600

    with pytest.raises(OutcomeUnknown, match="Its drafts begin: “"):
        await write.provider.find(brief_of(write.provider), since)


async def test_an_image_comes_with_the_draft(write, vendor):
    result = await write(generate_image=True, reference_designs=("design_123",))

    (image,) = result.images
    assert image.url.startswith("http://127.0.0.1")
    assert vendor._production.picture(image.url.rpartition("/")[2])


async def test_everything_that_can_be_chosen_is_taken(write, vendor):
    options = {field: await write.provider.choices(field, {}) for field in FIELDS}
    result = await write(
        tone="founder_led",
        length="extra_long",
        brand=options["brand"][0].value,
        hashtag_library=options["hashtag_library"][0].value,
        social_profiles=tuple(choice.value for choice in options["social_profiles"]),
        generate_image=True,
        reference_designs=tuple(choice.value for choice in options["reference_designs"]),
        reference_urls=("https://example.com/a.png",),
    )

    assert "#teatime" in result.captions[0].text
    assert vendor.drafts == 1


async def test_a_brand_kit_of_another_workspace_is_refused_at_its_field(anywhere, vendor):
    with pytest.raises(ProviderRejected, match="was not found in this workspace") as caught:
        await anywhere(workspace=BAKERY.id, brand=TEAS.brands[0].id)

    assert (caught.value.field, vendor.drafts) == ("brand", 0)


async def test_of_two_workspaces_one_must_be_chosen(anywhere, vendor):
    with pytest.raises(ProviderRejected, match="There are 2 workspaces in Ocoya: choose one"):
        await anywhere()

    assert vendor.calls.to(WRITE) == ()


async def test_each_workspace_offers_its_own(anywhere):
    for workspace in (TEAS, BAKERY):
        choices = await anywhere.provider.choices("brand", {"workspace": workspace.id})
        assert [choice.value for choice in choices] == [brand.id for brand in workspace.brands]


async def test_a_draft_is_deleted_once(write, vendor):
    result = await write()

    for _ in range(2):
        await write.provider.remove(result.vendor_ids)

    assert vendor.drafts == 0


async def test_the_check_tells_a_wrong_key_and_a_wrong_workspace(vendor, time):
    async with connected(vendor, time) as provider:
        await provider.check()
    async with connected(vendor, time, OCOYA_API_KEY="another") as provider:
        with pytest.raises(ProviderDenied, match="check the Ocoya API key"):
            await provider.check()
    async with connected(vendor, time, OCOYA_WORKSPACE_ID="cm1") as provider:
        with pytest.raises(ProviderDenied, match="does not list the workspace"):
            await provider.check()
        with pytest.raises(ProviderDenied, match="check OCOYA_WORKSPACE_ID"):
            await provider.start(brief_of(provider), key="run-1")
