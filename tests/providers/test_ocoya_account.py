"""Ocoya's lists as choices, whether its key works, and deleting what it made."""

import pytest

from bot.domain.errors import ProviderDenied, ProviderDown, ProviderError, ProviderRejected
from bot.domain.ports import Choice
from providers.ocoya.workspaces import FIELDS
from tests.providers.doubles import BASE
from tests.providers.ocoyas import POST, WORKSPACE, opened, reply

ME = reply({"id": "u1", "name": "Ana", "email": "ana@example.com"})
HERE = {"id": WORKSPACE, "name": "Teas"}


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "workspace"])
@pytest.mark.parametrize(
    ("fixed", "given", "asked"),
    [
        (WORKSPACE, {}, WORKSPACE),
        (WORKSPACE, {"workspace": "cm2"}, WORKSPACE),
        ("", {"workspace": "cm2"}, "cm2"),
    ],
)
async def test_a_field_offers_what_its_workspace_has(http, server, field, fixed, given, asked):
    server.answers = [reply([{"id": "cm7", "name": "Seven"}])]

    choices = await opened(http, OCOYA_WORKSPACE_ID=fixed).choices(field, given)

    assert choices == [Choice(value="cm7", label="Seven")]
    assert str(server.requests[0].url) == f"{BASE}/{FIELDS[field]}?workspaceId={asked}"


async def test_workspaces_are_offered_by_name(ocoya_anywhere, server):
    server.answers = [reply([HERE, {"id": "cm2", "name": "Bakery"}])]

    assert await ocoya_anywhere.choices("workspace", {}) == [
        Choice(value=WORKSPACE, label="Teas"),
        Choice(value="cm2", label="Bakery"),
    ]
    assert str(server.requests[0].url) == f"{BASE}/workspaces"


async def test_the_only_workspace_counts_as_chosen(ocoya_anywhere, server):
    server.answers = [reply([HERE]), reply([{"id": "cm7", "name": "Seven"}])]

    assert await ocoya_anywhere.choices("brand", {}) == [Choice(value="cm7", label="Seven")]
    assert str(server.requests[1].url) == f"{BASE}/brand-kits?workspaceId={WORKSPACE}"


async def test_of_several_workspaces_one_comes_first(ocoya_anywhere, server):
    server.answers = [reply([HERE, {"id": "cm2"}])]

    with pytest.raises(ProviderRejected, match="choose one") as caught:
        await ocoya_anywhere.choices("brand", {})

    assert caught.value.field == "workspace"


@pytest.mark.parametrize(
    ("provider", "label"),
    [
        ("facebook", "Teas (Facebook)"),
        ("LINKEDIN", "Teas (LinkedIn)"),
        ("twitter", "Teas (X)"),
        ("x", "Teas (X)"),
        ("tiktok", "Teas (TikTok)"),
        ("mastodon", "Teas (Mastodon)"),
        ("", "Teas"),
        (None, "Teas"),
    ],
)
async def test_a_profile_is_offered_with_its_network(ocoya, server, provider, label):
    server.answers = [reply([{"id": "cl1", "provider": provider, "name": "Teas", "image": ""}])]

    (choice,) = await ocoya.choices("social_profiles", {})

    assert (choice.value, choice.label) == ("cl1", label)


async def test_a_field_without_a_list_offers_nothing(ocoya, server):
    assert await ocoya.choices("tone", {}) == ()
    assert server.requests == []


@pytest.mark.parametrize("fixed", [WORKSPACE, ""])
async def test_a_good_key_passes_the_check(http, server, fixed):
    server.answers = [ME, reply([HERE])]

    await opened(http, OCOYA_WORKSPACE_ID=fixed).check()

    assert [request.url.path for request in server.requests] == ["/api/v1/me", "/api/v1/workspaces"]


@pytest.mark.parametrize(
    ("answers", "kind", "words"),
    [
        ([reply({"message": "Invalid API token."}, 403)], ProviderDenied, "check the Ocoya API key"),
        ([reply({"message": "Missing API token."}, 401)], ProviderDenied, "check the Ocoya API key"),
        ([ME, reply([])], ProviderDenied, "lists no workspace for this key"),
        ([ME, reply([{"id": "cm2"}])], ProviderDenied, "does not list the workspace of OCOYA_WORKSPACE_ID"),
        ([reply({}, 500)], ProviderDown, "having trouble"),
        ([ME, reply({"total": 1})], ProviderDown, "lists its workspaces in a way"),
    ],
)
async def test_what_does_not_work_is_told_by_the_check(ocoya, server, answers, kind, words):
    server.answers = answers

    with pytest.raises(kind, match=words):
        await ocoya.check()


async def test_a_draft_is_deleted_by_what_was_kept_of_it(ocoya, server):
    server.answers = [reply({}, 204)]

    await ocoya.remove({"post_group_id": POST, "workspace_id": "cm2"})

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("DELETE", f"{BASE}/post/{POST}?workspaceId=cm2")


async def test_deleting_twice_is_deleting_once(ocoya, server):
    server.answers = [reply({}, 204), reply({"message": "Post not found"}, 404)]

    for _ in range(2):
        await ocoya.remove({"post_group_id": POST, "workspace_id": WORKSPACE})


@pytest.mark.parametrize("ids", [{}, {"workspace_id": WORKSPACE}, {"post_group_id": "../me"}])
async def test_without_a_post_there_is_nothing_to_delete(ocoya, server, ids):
    with pytest.raises(ProviderError, match="no id of a post"):
        await ocoya.remove(ids)

    assert server.requests == []
