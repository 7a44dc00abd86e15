"""Ocoya's five lists in every form that they may come in."""

import logging

import pytest

from bot.domain.errors import ProviderDenied, ProviderDown
from providers.ocoya.listings import Entry, Listing, entries_in, listed
from tests.providers.doubles import BASE
from tests.providers.ocoyas import reply

FOUND = [{"id": "cm1", "name": "Paper Lantern"}, {"id": "cm2", "name": "Spring"}]
ENTRIES = (Entry(id="cm1", label="Paper Lantern"), Entry(id="cm2", label="Spring"))


def read(body, listing=Listing.BRAND_KITS):
    return entries_in(body, listing, label="Ocoya")


@pytest.mark.parametrize(
    "body",
    [
        FOUND,
        {"data": FOUND},
        {"items": FOUND, "total": 2},
        {"results": FOUND, "next": None},
        {"brandKits": FOUND},
        {"brands": FOUND, "errors": []},
        {"anything": FOUND, "ok": True},
        {"data": {"page": 1}, "brandKits": FOUND},
        {"data": FOUND, "brandKits": [], "more": []},
        [None, "text", {"name": "No id"}, {"id": None}, {"id": " "}, {"id": True}, *FOUND, FOUND[0]],
    ],
)
def test_a_list_is_found_in_a_body(body):
    assert read(body) == ENTRIES


@pytest.mark.parametrize("listing", Listing)
def test_every_list_is_found_under_its_own_name(listing):
    assert read({"warnings": [], listing.key: FOUND}, listing) == ENTRIES


@pytest.mark.parametrize("name", ["designs", "templates"])
def test_studio_designs_have_more_names(name):
    assert read({"warnings": [], name: FOUND}, Listing.STUDIO_TEMPLATES) == ENTRIES


@pytest.mark.parametrize("body", [[], {"data": []}])
def test_an_empty_list_is_a_list(body):
    assert read(body) == ()


@pytest.mark.parametrize("body", [None, "text", 7, {}, {"total": 2}, {"a": FOUND, "b": FOUND}])
def test_a_body_without_a_list_is_an_error_that_logs_keys_only(body, caplog):
    with caplog.at_level(logging.WARNING), pytest.raises(ProviderDown, match="brand kits in a way that"):
        read(body)

    assert str(sorted(body) if isinstance(body, dict) else []) in caplog.text
    assert "Paper Lantern" not in caplog.text


@pytest.mark.parametrize(
    "name", ["id", "_id", "workspaceId", "brandId", "hashtagLibraryId", "designId", "socialProfileId"]
)
def test_an_id_has_many_names(name):
    assert Entry.read({name: "cm1", "name": "One"}) == Entry(id="cm1", label="One")


def test_an_id_that_is_a_number_is_a_text():
    assert Entry.read({"id": 7}) == Entry(id="7", label="7")


@pytest.mark.parametrize("name", ["name", "title", "displayName", "username", "handle"])
def test_a_label_has_many_names(name):
    assert Entry.read({"id": "cm1", name: "One", "createdAt": "2026"}) == Entry(id="cm1", label="One")


@pytest.mark.parametrize("label", [None, "", 7, {"en": "One"}])
def test_without_a_label_there_is_the_id(label):
    assert Entry.read({"id": "cm1", "name": label}) == Entry(id="cm1", label="cm1")


@pytest.mark.parametrize("name", ["provider", "network", "platform"])
def test_a_profile_says_where_it_is(name):
    profile = {"id": "cl1", name: "LinkedIn", "name": "Teas", "image": ""}

    assert Entry.read({"socialProfile": profile}) == Entry.read(profile)
    assert Entry.read(profile) == Entry(id="cl1", label="Teas", network="linkedin")


def test_twitter_is_x():
    assert Entry.read({"id": "cl1", "provider": "twitter"}).network == "x"


async def test_a_list_is_asked_for_its_workspace(ocoya_api, server):
    server.answers = [reply(FOUND)]

    assert await listed(ocoya_api, Listing.HASHTAG_LIBRARIES, "cm a&b") == ENTRIES

    (request,) = server.requests
    assert str(request.url) == f"{BASE}/hashtag-libraries?workspaceId=cm%20a%26b"


async def test_workspaces_are_asked_for_without_one(ocoya_api, server):
    server.answers = [reply(FOUND)]

    await listed(ocoya_api, Listing.WORKSPACES)

    assert str(server.requests[0].url) == f"{BASE}/workspaces"


async def test_a_refusal_is_told(ocoya_api, server):
    server.answers = [reply({"message": "Invalid API token."}, 403)]

    with pytest.raises(ProviderDenied, match="check the Ocoya API key"):
        await listed(ocoya_api, Listing.WORKSPACES)
