"""What the simulated Ocoya lets a key read, in every form that its documents leave possible."""

import pytest

from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.playground.vendors.ocoya.kit import WORKSPACE

LISTS = ["social-profiles", "brand-kits", "hashtag-libraries", "studio-templates"]


async def test_me_is_the_owner_of_the_key(api):
    answer = await api.call("GET", "/me")
    assert await answer.json() == {
        "id": "cmayv9t1c00007apsgalley01",
        "name": "Ana Ruiz",
        "email": "ana@example.com",
    }


@pytest.mark.parametrize(("key", "status", "message"), [
    (None, 401, "Missing API token."),
    ("", 401, "Missing API token."),
    ("ocoya_play_wrong", 403, "Invalid API token."),
])  # fmt: skip
async def test_a_key_is_asked_for_everywhere(api, key, status, message):
    for path in ("/me", "/workspaces", "/post", "/nowhere"):
        answer = await api.call("GET", path, key=key)
        assert (answer.status, await answer.json()) == (status, {"message": message})


async def test_workspaces_are_a_bare_list_at_first(api):
    answer = await api.call("GET", "/workspaces")
    assert await answer.json() == [
        {"id": TEAS.id, "name": TEAS.name},
        {"id": BAKERY.id, "name": BAKERY.name},
    ]


@pytest.mark.parametrize("what", LISTS)
async def test_a_list_is_of_one_workspace(api, what):
    ours = await (await api.call("GET", f"/{what}", params={"workspaceId": TEAS.id})).json()
    theirs = await (await api.call("GET", f"/{what}", params={"workspaceId": BAKERY.id})).json()
    assert len(ours) > len(theirs) == 1
    assert theirs[0] not in ours


@pytest.mark.parametrize("what", LISTS[:-1])
async def test_a_list_needs_a_workspace(api, what):
    answer = await api.call("GET", f"/{what}")
    assert (answer.status, await answer.json()) == (400, {"message": "workspaceId is required"})


async def test_designs_can_be_listed_without_a_workspace(api):
    designs = await (await api.call("GET", "/studio-templates")).json()
    assert [design["id"] for design in designs] == ["design_123", "design_124", "design_125", "design_901"]


async def test_an_unknown_workspace_is_not_found(api):
    answer = await api.call("GET", "/brand-kits", params={"workspaceId": "nobody"})
    assert (answer.status, await answer.json()) == (404, {"message": "Workspace not found"})


async def test_profiles_have_the_documented_fields(api):
    profiles = await (await api.call("GET", "/social-profiles", params={"workspaceId": WORKSPACE})).json()
    assert profiles[0] == {
        "id": "clh49poxf008x8kov4ncbjty9",
        "provider": "facebook",
        "name": "Paper Lantern Teas",
        "image": "",
    }


KITS = [
    {"id": "cmayw38dz00047apsue9nw4tf", "name": "Paper Lantern"},
    {"id": "cmayw3m8k00057apsspring00", "name": "Spring harvest"},
]
EXTRA = {"createdAt": "2026-01-05T09:00:00.000Z", "_count": {"posts": 3}}
FORMS = {
    "bare": KITS,
    "data": {"data": KITS},
    "items": {"items": KITS, "total": 2},
    "results": {"results": KITS, "next": None},
    "named": {"brandKits": KITS},
    "only_list": {"ok": True, "everything": KITS},
    "other_keys": [{"brandId": kit["id"], "displayName": kit["name"]} for kit in KITS],
    "wrapped": [{"_id": kit["id"], "title": kit["name"]} for kit in KITS],
    "gaps": {"brandKits": [{"name": "No id", **EXTRA}, {**KITS[0], **EXTRA}, {"id": KITS[1]["id"], **EXTRA}]},
    "unrecognised": {"total": 2},
}


@pytest.mark.parametrize("form", FORMS)
async def test_a_list_takes_any_form(api, simulator, form):
    simulator.variants.choose(listing=form)
    answer = await api.call("GET", "/brand-kits", params={"workspaceId": WORKSPACE})
    assert await answer.json() == FORMS[form]


async def test_profiles_can_be_wrapped_or_speak_of_networks(api, simulator):
    simulator.variants.choose(listing="wrapped")
    wrapped = await (await api.call("GET", "/social-profiles", params={"workspaceId": WORKSPACE})).json()
    assert wrapped[0]["socialProfile"]["provider"] == "facebook"
    simulator.variants.choose(listing="other_keys")
    renamed = await (await api.call("GET", "/social-profiles", params={"workspaceId": WORKSPACE})).json()
    assert (renamed[0]["socialProfileId"], renamed[0]["network"]) == (TEAS.profiles[0].id, "facebook")


@pytest.mark.parametrize("choice", [{"listing": "rows"}, {"lists": "bare"}])
def test_a_form_that_is_none_cannot_be_chosen(simulator, choice):
    with pytest.raises((KeyError, ValueError)):
        simulator.variants.choose(**choice)


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nowhere", 404),
    ("POST", "/me", 405),
    ("GET", "/campaigns", 405),
    ("GET", "/post/cm1", 405),
    ("PUT", "/post/ai", 405),
])  # fmt: skip
async def test_other_addresses_and_methods_are_refused(api, method, path, status):
    answer = await api.call(method, path)
    assert (answer.status, list(await answer.json())) == (status, ["message"])
