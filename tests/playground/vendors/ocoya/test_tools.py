"""The tools of the simulated Ocoya: their schemas, their work, and every form of their results."""

import asyncio
import json

import pytest
from aiohttp import ServerDisconnectedError

from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.playground.vendors.ocoya.kit import CAMPAIGN, DEFAULTS, PROMPT, WORKSPACE, Rpc

DRAFT = "ocoya_create_ai_post"
#: The request example of the tool's documentation.
EXAMPLE = {
    "workspaceId": "cmayvq3hk00017apshay5qezu",
    "prompt": "Summer launch campaign for our ecommerce analytics dashboard",
    "goal": "launch",
    "audience": "marketing_teams",
    "duration": 10,
    "count": 6,
    "postLength": "medium",
    "tone": "professional",
    "hashtagLibraryId": "cmayw7l5200067apsmz2tv7e8",
    "socialProfileIds": ["clh49poxf008x8kov4ncbjty9"],
    "generateMedia": True,
    "imageCount": 3,
}


async def schemas(rpc) -> dict[str, dict]:
    answer = await (await rpc.send("tools/list")).json()
    return {tool["name"]: tool["inputSchema"] for tool in answer["result"]["tools"]}


def said(answer: dict) -> str:
    """What a tool that failed says."""
    assert answer["result"]["isError"] is True
    return answer["result"]["content"][0]["text"]


async def test_the_campaign_tool_has_the_documented_arguments(rpc):
    schema = (await schemas(rpc))[CAMPAIGN]
    fields = schema["properties"]
    assert len(fields) == 15
    assert schema["required"] == ["workspaceId", "prompt"]
    defaults = {name: field["default"] for name, field in fields.items() if "default" in field}
    assert defaults == {**DEFAULTS, "imageCount": 1}
    assert {
        name: (field["type"], field["minimum"], field["maximum"])
        for name, field in fields.items()
        if "minimum" in field
    } == {"duration": ("number", 1, 30), "count": ("number", 3, 30), "imageCount": ("number", 1, 5)}
    assert {name: field["maxItems"] for name, field in fields.items() if "maxItems" in field} == {
        "referenceUrls": 3,
        "referenceDesignIds": 3,
    }


async def test_the_draft_tool_has_the_fields_of_the_rest_call(rpc):
    schema = (await schemas(rpc))[DRAFT]
    assert schema["required"] == ["workspaceId", "prompt"]
    assert len(schema["properties"]) == 10
    assert schema["properties"]["tone"]["default"] == "professional"
    assert schema["properties"]["length"]["default"] == "medium"


async def test_the_documented_example_queues_a_campaign(rpc, simulator):
    answer = await rpc.use(CAMPAIGN, **EXAMPLE)
    (campaign,) = simulator.campaigns
    assert answer["result"]["structuredContent"] == {
        "campaignId": campaign.id,
        "status": "GENERATING",
        "queued": True,
        "generation": {"completed": 0, "total": 6},
    }
    assert campaign.order == EXAMPLE


async def test_its_posts_come_later_with_as_many_images_as_asked(rpc, api, clock):
    await rpc.use(CAMPAIGN, **EXAMPLE)
    assert await api.posts() == []
    clock.now += 60
    assert [len(group["posts"][0]["creatives"]) for group in await api.posts()] == [3] * 6


BAD = [
    {"workspaceId": None},
    {"prompt": 5},
    {"goal": "fame"},
    {"audience": "everybody"},
    {"duration": 0},
    {"duration": 31},
    {"count": 2},
    {"count": 31},
    {"count": "5"},
    {"postLength": "huge"},
    {"length": "short"},
    {"tone": "witty"},
    {"socialProfileIds": "clh49poxf008x8kov4ncbjty9"},
    {"generateMedia": "yes"},
    {"imageCount": 0},
    {"imageCount": 6},
    {"referenceUrls": ["https://example.com/1.png"] * 4},
    {"referenceDesignIds": ["design_123"] * 4},
    {"topic": "Summer"},
]
GOOD = [
    {"duration": 1},
    {"duration": 30},
    {"count": 3},
    {"count": 30},
    {"count": 4.0},
    {"imageCount": 5},
    {"prompt": "x"},
    {"referenceUrls": ["https://example.com/1.png"] * 3},
]


@pytest.mark.parametrize("arguments", BAD, ids=str)
async def test_arguments_beyond_the_schema_are_an_error_of_the_protocol(rpc, simulator, arguments):
    answer = await rpc.campaign(**arguments)
    assert (answer["error"]["code"], simulator.campaigns) == (-32602, ())


@pytest.mark.parametrize("arguments", GOOD, ids=str)
async def test_arguments_at_the_bounds_are_taken(rpc, simulator, arguments):
    assert "structuredContent" in (await rpc.campaign(**arguments))["result"]
    assert len(simulator.campaigns) == 1


@pytest.mark.parametrize(("arguments", "message"), [
    ({"workspaceId": "cm0"}, "Workspace cm0 was not found, or this connection does not include it."),
    ({"workspaceId": BAKERY.id}, "does not include it."),
    ({"brandId": BAKERY.brands[0].id}, "brandId: cmayx1aa100097apscrumb000 was not found in this workspace"),
    ({"socialProfileIds": ["cm0"]}, "socialProfileIds: cm0 was not found in this workspace"),
    ({"count": 4.5}, "count must be a whole number"),
])  # fmt: skip
async def test_a_tool_says_what_it_cannot_do(rpc, simulator, arguments, message):
    assert message in said(await rpc.campaign(**arguments))
    assert simulator.campaigns == ()


async def test_an_unknown_tool_is_an_error_of_the_protocol(rpc):
    assert (await rpc.use("ocoya_publish"))["error"]["code"] == -32602


async def test_a_grant_without_the_scope_cannot_write(rpc, simulator):
    rpc.token = rpc.issue(scopes=("workspace:read",))
    await rpc.open()
    assert said(await rpc.campaign()) == "This connection does not include posts:write."
    assert "structuredContent" in (await rpc.use("ocoya_list_workspaces"))["result"]


async def test_a_draft_is_saved(rpc, api):
    answer = await rpc.use(DRAFT, workspaceId=WORKSPACE, prompt=PROMPT)
    (group,) = await api.posts()
    assert answer["result"]["structuredContent"] == {
        "postGroupId": group["id"],
        "status": "DRAFT",
        "scheduledAt": None,
    }


@pytest.mark.parametrize(("tool", "name", "first"), [
    ("ocoya_list_social_profiles", "socialProfiles", TEAS.profiles[0].id),
    ("ocoya_list_brand_kits", "brandKits", TEAS.brands[0].id),
    ("ocoya_list_hashtag_libraries", "hashtagLibraries", TEAS.libraries[0].id),
    ("ocoya_list_studio_templates", "studioTemplates", "design_123"),
])  # fmt: skip
async def test_lists_are_of_one_workspace(rpc, tool, name, first):
    answer = await rpc.use(tool, workspaceId=WORKSPACE)
    assert answer["result"]["structuredContent"][name][0]["id"] == first
    assert (await rpc.use(tool))["error"]["code"] == -32602


async def test_only_granted_workspaces_are_listed(rpc):
    answer = await rpc.use("ocoya_list_workspaces")
    assert answer["result"]["structuredContent"] == {"workspaces": [{"id": TEAS.id, "name": TEAS.name}]}


async def test_older_tools_know_less(rpc, simulator):
    simulator.variants.choose(tools="older")
    older = await schemas(rpc)
    assert "imageCount" not in older[CAMPAIGN]["properties"]
    assert older["ocoya_list_brand_kits"]["properties"] == {}
    assert (await rpc.campaign(imageCount=2))["error"]["code"] == -32602
    assert "brandKits" in (await rpc.use("ocoya_list_brand_kits"))["result"]["structuredContent"]


async def test_there_may_be_no_campaigns(rpc, simulator):
    simulator.variants.choose(tools="without_campaigns")
    assert CAMPAIGN not in await schemas(rpc)
    assert (await rpc.campaign())["error"]["code"] == -32602


def texts(result: dict) -> list[str]:
    return [content["text"] for content in result["content"]]


async def test_results_take_any_form(rpc, simulator):
    results = {}
    for form in ("both", "structured", "text", "mixed", "data", "result", "campaign", "words"):
        simulator.variants.choose(result=form)
        results[form] = (await rpc.campaign())["result"]
    receipts = [campaign.receipt() for campaign in simulator.campaigns]
    both, structured, text, mixed, data, result, campaign, words = results.values()
    assert (both["structuredContent"], json.loads(texts(both)[0])) == (receipts[0], receipts[0])
    assert (structured["structuredContent"], structured["content"]) == (receipts[1], [])
    assert ([json.loads(t) for t in texts(text)], "structuredContent" in text) == ([receipts[2]], False)
    assert (texts(mixed)[0], json.loads(texts(mixed)[1])) == ("Here you are:", receipts[3])
    assert data["structuredContent"] == {"data": receipts[4]}
    assert json.loads(texts(result)[0]) == {"result": receipts[5]}
    assert campaign["structuredContent"]["campaign"]["id"] == simulator.campaigns[6].id
    assert "campaignId" not in campaign["structuredContent"]["campaign"]
    assert texts(words) == [f"Done: {simulator.campaigns[7].id}"]


@pytest.mark.parametrize(("name", "code"), [
    ("bad_arguments", -32602),
    ("no_method", -32601),
    ("server_error", -32603),
])  # fmt: skip
async def test_errors_of_the_protocol_on_demand(rpc, simulator, name, code):
    simulator.faults.once(name)
    assert (await rpc.campaign())["error"]["code"] == code
    assert (simulator.campaigns, simulator.calls[-1].fault) == ((), name)


async def test_a_tool_fails_on_demand(rpc, simulator):
    simulator.faults.once("tool_failed")
    assert said(await rpc.campaign()) == "The campaign could not be started. Please try again later."
    assert simulator.campaigns == ()


@pytest.mark.parametrize(("name", "status"), [
    ("rate_limit", 429),
    ("timeout", 408),
    ("internal_error", 500),
    ("html_page", 502),
    ("unavailable", 503),
    ("gateway_timeout", 504),
])  # fmt: skip
async def test_statuses_on_demand(rpc, simulator, name, status):
    simulator.faults.once(name)
    assert (await rpc.send("tools/call", {"name": CAMPAIGN, "arguments": EXAMPLE})).status == status
    assert simulator.campaigns == ()


@pytest.mark.parametrize(("name", "queued"), [("dropped_before", 0), ("dropped_after", 1)])
async def test_a_dropped_connection_leaves_a_campaign_only_after_the_work(rpc, simulator, name, queued):
    simulator.faults.once(name)
    with pytest.raises(ServerDisconnectedError):
        await rpc.campaign()
    assert (len(simulator.campaigns), simulator.calls[-1].status) == (queued, None)


async def test_a_campaign_that_was_called_twice_is_there_twice(rpc, simulator):
    await rpc.campaign()
    await rpc.campaign()
    assert len(simulator.campaigns) == 2
    assert [call.outcome for call in simulator.calls.of("campaign_tool")] == [
        f"POST /mcp tools/call {CAMPAIGN} → 200"
    ] * 2


async def test_slow_answers_come_after_the_work(rpc, simulator):
    simulator.slow_down(30)
    before = len(simulator.calls)
    waiting = asyncio.create_task(rpc.campaign())
    await simulator.calls.arrived(before + 1)
    await rpc.use("ocoya_list_workspaces")
    assert (len(simulator.campaigns), simulator.calls[before].status) == (1, None)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_nothing_is_answered_before_the_door_is_open(client, simulator):
    rpc = Rpc(client, simulator)
    assert (await rpc.send("tools/list")).status == 503
