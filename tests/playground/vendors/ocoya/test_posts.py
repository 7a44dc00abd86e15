"""Listing, scheduling and deleting posts at the simulated Ocoya."""

import pytest

from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.playground.vendors.ocoya.kit import WORKSPACE

SOON = "2026-04-11T09:00:00Z"


def write(simulator, many: int, workspace=TEAS) -> list[str]:
    """The ids of as many drafts, newest first."""
    drafts = [simulator._production.draft(workspace, {"prompt": f"Post {number}"}) for number in range(many)]
    return [draft.id for draft in reversed(drafts)]


async def ids(api, **query) -> list[str]:
    return [group["id"] for group in await api.posts(**query)]


async def test_pages_begin_at_zero_and_end_empty(api, simulator):
    made = write(simulator, 25)
    assert await ids(api, page=0, perPage=10) == made[:10]
    assert await ids(api, page=2, perPage=10) == made[20:]
    assert await ids(api, page=3, perPage=10) == []


async def test_a_page_holds_twenty_unless_said(api, simulator):
    made = write(simulator, 25)
    assert await ids(api) == made[:20]


async def test_a_page_holds_fifty_at_the_most(api, simulator):
    made = write(simulator, 53)
    assert await ids(api, perPage=500) == made[:50]
    assert await ids(api, page=1, perPage=500) == made[50:]


async def test_pages_may_begin_at_one(api, simulator):
    made = write(simulator, 3)
    simulator.variants.choose(pages="one")
    assert await ids(api, page=0, perPage=2) == await ids(api, page=1, perPage=2) == made[:2]
    assert await ids(api, page=2, perPage=2) == made[2:]


async def test_the_list_may_be_in_an_object(api, simulator):
    made = write(simulator, 3)
    simulator.variants.choose(posts="object")
    first, last = await api.posts(perPage=2), await api.posts(perPage=2, page=1)
    assert [group["id"] for group in first["data"]] == made[:2]
    assert (first["hasMore"], last["hasMore"]) == (True, False)


async def test_another_workspace_has_its_own_posts(api, simulator):
    write(simulator, 2)
    theirs = write(simulator, 1, BAKERY)
    assert await ids(api, workspace=BAKERY.id) == theirs


@pytest.mark.parametrize(("statuses", "found"), [
    ([], 2),
    (["DRAFT"], 1),
    (["SCHEDULED"], 1),
    (["DRAFT", "SCHEDULED"], 2),
    (["DRAFT,SCHEDULED"], 2),
    (["POSTED"], 0),
])  # fmt: skip
async def test_statuses_are_repeated_or_joined(api, simulator, statuses, found):
    scheduled, _ = write(simulator, 2)
    await schedule(api, scheduled, SOON)
    query = [("workspaceId", WORKSPACE), *(("statuses", status) for status in statuses)]
    answer = await api.call("GET", "/post", params=query)
    assert len(await answer.json()) == found


async def test_statuses_may_be_ignored(api, simulator):
    write(simulator, 2)
    simulator.variants.choose(statuses="ignored")
    assert len(await ids(api, statuses="POSTED")) == 2


@pytest.mark.parametrize(("query", "message"), [
    ({"page": "-1"}, "page must be an integer of at least 0"),
    ({"page": "one"}, "page must be an integer of at least 0"),
    ({"perPage": "0"}, "perPage must be an integer of at least 1"),
    ({"perPage": "1.5"}, "perPage must be an integer of at least 1"),
    ({"perpage": "5"}, "Unknown parameter: perpage"),
])  # fmt: skip
async def test_a_bad_query_is_refused(api, query, message):
    answer = await api.call("GET", "/post", params={"workspaceId": WORKSPACE, **query})
    assert (answer.status, await answer.json()) == (400, {"message": message})


async def test_posts_need_a_workspace(api):
    assert (await api.call("GET", "/post")).status == 400


async def schedule(api, post: str, at: object, workspace: str | None = WORKSPACE):
    query = {"workspaceId": workspace} if workspace else {}
    return await api.call("PATCH", f"/post/{post}", params=query, json={"scheduledAt": at})


async def test_a_draft_is_scheduled(api, simulator):
    (post,) = write(simulator, 1)
    answer = await schedule(api, post, SOON)
    (group,) = await api.posts()
    assert (answer.status, await answer.json()) == (200, {})
    assert (group["status"], group["scheduledAt"], simulator.drafts) == ("SCHEDULED", SOON, 0)


async def test_scheduling_needs_no_workspace(api, simulator):
    (post,) = write(simulator, 1)
    assert (await schedule(api, post, SOON, workspace=None)).status == 200


async def test_an_empty_change_changes_nothing(api, simulator):
    (post,) = write(simulator, 1)
    answer = await api.call("PATCH", f"/post/{post}", json={})
    assert (answer.status, simulator.drafts) == (200, 1)


@pytest.mark.parametrize("at", ["tomorrow", "2026-04-11", "2026-04-11T09:00:00", "2020-01-01T00:00:00Z", 5])
async def test_a_date_is_ahead_and_has_its_zone(api, simulator, at):
    (post,) = write(simulator, 1)
    assert (await schedule(api, post, at)).status == 400
    assert simulator.drafts == 1


async def test_nothing_but_the_date_can_be_changed(api, simulator):
    (post,) = write(simulator, 1)
    assert (await api.call("PATCH", f"/post/{post}", json={"caption": "Mine"})).status == 400


async def test_a_post_is_deleted_once(api, simulator):
    post, other = write(simulator, 2)
    query = {"workspaceId": WORKSPACE}
    assert (await api.call("DELETE", f"/post/{post}", params=query)).status == 204
    assert await ids(api) == [other]
    again = await api.call("DELETE", f"/post/{post}", params=query)
    assert (again.status, await again.json()) == (404, {"message": "Post not found"})


async def test_a_post_of_another_workspace_is_not_found(api, simulator):
    (post,) = write(simulator, 1)
    answer = await api.call("DELETE", f"/post/{post}", params={"workspaceId": BAKERY.id})
    assert (answer.status, simulator.drafts) == (404, 1)
