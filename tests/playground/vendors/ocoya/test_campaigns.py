"""Campaigns over REST, the twin of the tool; and how their posts come to be."""

import pytest

from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.playground.vendors.ocoya.kit import DEFAULTS, WORKSPACE

EVERYTHING = {
    "goal": "launch",
    "audience": "marketing_teams",
    "duration": 10,
    "count": 6,
    "postLength": "medium",
    "tone": "bold",
    "brandId": TEAS.brands[0].id,
    "hashtagLibraryId": TEAS.libraries[1].id,
    "socialProfileIds": [TEAS.profiles[2].id],
    "generateMedia": True,
    "referenceUrls": ["https://example.com/1.png"] * 3,
    "referenceDesignIds": ["design_123", "design_124", "design_125"],
}


async def test_the_reply_is_the_documented_one(api, simulator):
    answer = await api.campaign(**EVERYTHING)
    (campaign,) = simulator.campaigns
    assert (answer.status, await answer.json()) == (
        202,
        {"campaignId": campaign.id, "status": "GENERATING", "queued": True, "generation": {}},
    )
    assert campaign.order == {"prompt": "Summer", **EVERYTHING}


async def test_defaults_are_the_documented_ones(api, simulator):
    await api.campaign()
    assert simulator.campaigns[0].order == {"prompt": "Summer", **DEFAULTS}


GOOD = [{"prompt": "abc"}, {"duration": 1}, {"duration": 30}, {"count": 3}, {"count": 30}]
BAD = [
    {"prompt": "ab"},
    {"prompt": None},
    {"goal": "fame"},
    {"audience": "everybody"},
    {"duration": 0},
    {"duration": 31},
    {"duration": 2.5},
    {"count": 2},
    {"count": 31},
    {"count": "5"},
    {"postLength": "huge"},
    {"length": "short"},
    {"tone": "witty"},
    {"imageCount": 1},
    {"generateMedia": "yes"},
    {"referenceUrls": ["https://example.com/1.png"] * 4},
    {"referenceDesignIds": ["design_123"] * 4},
    {"brandId": BAKERY.brands[0].id},
    {"topic": "Summer"},
]


@pytest.mark.parametrize("fields", GOOD, ids=str)
async def test_bounds_are_taken(api, simulator, fields):
    assert (await api.campaign(**fields)).status == 202
    assert len(simulator.campaigns) == 1


@pytest.mark.parametrize("fields", BAD, ids=str)
async def test_what_is_beyond_is_refused_and_queues_nothing(api, simulator, fields):
    answer = await api.campaign(**fields)
    assert (answer.status, list(await answer.json()), simulator.campaigns) == (400, ["message"], ())


async def test_the_brief_may_be_called_topic(api, simulator):
    simulator.variants.choose(brief="topic")
    refused = await api.campaign()
    assert (refused.status, "topic" in (await refused.json())["message"]) == (400, True)
    query = {"workspaceId": WORKSPACE}
    taken = await api.call("POST", "/campaigns", params=query, json={"topic": "Summer"})
    assert (taken.status, simulator.campaigns[0].order["prompt"]) == (202, "Summer")


@pytest.mark.parametrize("form", ["id", "nested", "empty"])
async def test_the_reply_takes_other_forms(api, simulator, form):
    simulator.variants.choose(queued=form)
    text = await (await api.campaign()).text()
    id_ = simulator.campaigns[0].id
    assert {
        "id": text == f'{{"id": "{id_}"}}',
        "nested": f'{{"campaign": {{"id": "{id_}"' in text,
        "empty": text == "",
    }[form]


async def test_posts_come_one_after_the_other(api, clock):
    await api.campaign(count=3)
    seen = []
    for _ in range(5):
        seen.append(len(await api.posts()))
        clock.now += 2.0
    assert seen == [0, 1, 2, 3, 3]


async def test_posts_are_drafts_that_differ_and_carry_what_was_ordered(api, clock):
    await api.campaign(**EVERYTHING)
    clock.now += 60
    groups = await api.posts()
    captions = {group["posts"][0]["caption"] for group in groups}
    assert [group["status"] for group in groups] == ["DRAFT"] * 6
    assert len(captions) == 6
    assert all("Be there when it opens.\n\n#newin #launchday" in caption for caption in captions)
    assert {len(group["posts"][0]["creatives"]) for group in groups} == {1}
    assert {group["posts"][1]["provider"] for group in groups} == {"LINKEDIN"}


async def test_a_campaign_that_was_sent_twice_is_there_twice(api, simulator):
    await api.campaign()
    await api.campaign()
    assert len({campaign.id for campaign in simulator.campaigns}) == 2
    assert len(simulator.calls.of("campaign")) == 2
