"""Reading Ocoya's posts, looking through its drafts, and deleting one."""

from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from bot.domain.errors import ProviderDenied, ProviderDown, ProviderRejected
from providers.ocoya.posts import Post, delete, drafts, find
from tests.providers.doubles import BASE
from tests.providers.ocoyas import POST, WORKSPACE, group, reply

PICTURE = "https://cdn.ocoya.com/1.png"


def many(count, start=0):
    return [group(f"post-{number}") for number in range(start, start + count)]


async def ids(api):
    return [post.id async for post in drafts(api, WORKSPACE)]


def pages(server, first, posts, size=50):
    """A server whose pages begin at `first`; the one before that is as good as the first."""

    def answer(request):
        page = int(dict(parse_qsl(request.url.query.decode()))["page"])
        start = max(0, page - first) * size
        return reply(posts[start : start + size])

    server.answers = [answer]


async def test_drafts_are_asked_for_fifty_at_a_time_from_page_zero(ocoya_api, server):
    server.answers = [reply([])]

    assert await ids(ocoya_api) == []

    query = dict(parse_qsl(urlsplit(str(server.requests[0].url)).query))
    assert query == {"workspaceId": WORKSPACE, "statuses": "DRAFT", "page": "0", "perPage": "50"}
    assert str(server.requests[0].url).startswith(f"{BASE}/post?")


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 100, 130])
async def test_every_page_is_read_wherever_pages_begin(ocoya_api, server, first, count):
    pages(server, first, many(count))

    assert await ids(ocoya_api) == [f"post-{number}" for number in range(count)]
    assert len(server.requests) <= 2 + count // 50 + first


async def test_an_empty_page_before_the_first_is_passed_over(ocoya_api, server):
    server.answers = [reply([]), reply(many(3))]

    assert await ids(ocoya_api) == ["post-0", "post-1", "post-2"]


async def test_a_list_that_does_not_know_pages_ends(ocoya_api, server):
    server.answers = [reply(many(50))]

    assert len(await ids(ocoya_api)) == 50
    assert len(server.requests) == 3


async def test_a_list_without_end_is_given_up(ocoya_api, server):
    server.answers = [reply(many(50, start)) for start in range(0, 2_000, 50)]

    assert len(await ids(ocoya_api)) == 500


@pytest.mark.parametrize("name", ["data", "posts", "items", "results", "everything"])
async def test_the_list_may_be_in_an_object(ocoya_api, server, name):
    server.answers = [reply({name: many(2), "hasMore": False})]

    assert await ids(ocoya_api) == ["post-0", "post-1"]


@pytest.mark.parametrize("body", [{"total": 2}, {}, "text", None, 7])
async def test_a_body_without_a_list_is_an_error(ocoya_api, server, body):
    server.answers = [reply(body)]

    with pytest.raises(ProviderDown):
        await ids(ocoya_api)


async def test_what_is_not_a_draft_is_left_out_whatever_the_vendor_filters(ocoya_api, server):
    states = ["POSTED", "SCHEDULED", "NEEDS_ATTENTION", "NEW_STATE", "DRAFT", "draft", None, 7]
    server.answers = [reply([group(f"post-{n}", status=state) for n, state in enumerate(states)])]

    assert await ids(ocoya_api) == ["post-4", "post-5", "post-6", "post-7"]


async def test_an_unknown_state_is_kept_as_it_is():
    assert Post.read(group(status="PENDING_MOON_PHASE")).status == "PENDING_MOON_PHASE"


async def test_a_draft_is_found_by_its_id_and_no_further_page_is_read(ocoya_api, server):
    server.answers = [reply([*many(49), group(caption="This one")])]

    found = await find(ocoya_api, WORKSPACE, POST)

    assert found.text == "This one"
    assert len(server.requests) == 1


async def test_what_is_not_listed_is_not_found(ocoya_api, server):
    server.answers = [reply(many(2))]

    assert await find(ocoya_api, WORKSPACE, POST) is None


@pytest.mark.parametrize("name", ["postGroupId", "post_group_id", "id", "_id", "postId"])
def test_an_id_has_many_names(name):
    assert Post.read({name: POST}).id == POST


def test_the_groups_id_goes_before_the_posts():
    assert Post.read({"id": "other", "postGroupId": POST}).id == POST


@pytest.mark.parametrize("id_", [None, "", "a/../b", "a b", True, ["a"], {"id": "a"}])
def test_what_cannot_be_in_an_address_is_no_id(id_):
    assert Post.read({"id": id_}).id is None


def test_an_id_that_is_a_number_is_a_text():
    assert Post.read({"id": 25}).id == "25"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"caption": "One", "text": "Two"}, "One"),
        ({"text": "One"}, "One"),
        ({"content": "One"}, "One"),
        ({"caption": " ", "content": "One"}, "One"),
        ({"posts": [{"provider": "X", "caption": "Two"}, {"provider": "GENERAL", "caption": "One"}]}, "One"),
        ({"posts": [{"provider": "X", "caption": ""}, {"provider": "FACEBOOK", "caption": "One"}]}, "One"),
        ({"posts": [{"options": {"caption": "One"}}]}, "One"),
        ({"caption": "One", "posts": [{"provider": "GENERAL", "caption": "Two"}]}, "One"),
        ({"caption": 7, "posts": [None, "text", {"caption": ["One"]}]}, ""),
        ({"posts": {"caption": "One"}}, ""),
        (None, ""),
        ("One", ""),
    ],
)
def test_a_text_is_found_in_many_places(value, text):
    assert Post.read(value).text == text


def test_texts_are_kept_by_network():
    posts = [{"provider": "GENERAL", "caption": "One"}, {"provider": "linkedin", "caption": "Two\n\n#a "}]

    assert Post.read({"posts": posts}).texts == {"GENERAL": "One", "LINKEDIN": "Two\n\n#a "}


@pytest.mark.parametrize(
    "value",
    [
        {"mediaUrls": [PICTURE]},
        {"imageUrl": PICTURE},
        {"image": PICTURE},
        {"media": [{"url": PICTURE}]},
        {"creatives": [{"image": PICTURE}]},
        {"posts": [{"creatives": [{"image": PICTURE}]}, {"creatives": [{"image": PICTURE}]}]},
        {"mediaUrls": [None, 7, " ", PICTURE], "image": {"width": 3}, "creatives": [{"video": "v.mp4"}]},
    ],
)
def test_a_picture_is_found_in_many_places_and_told_once(value):
    assert Post.read(value).images == (PICTURE,)


@pytest.mark.parametrize("answer", [httpx.Response(204), reply({}), httpx.Response(200, text="deleted")])
async def test_a_post_is_deleted(ocoya_api, server, answer):
    server.answers = [answer]

    await delete(ocoya_api, WORKSPACE, POST)

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("DELETE", f"{BASE}/post/{POST}?workspaceId={WORKSPACE}")


@pytest.mark.parametrize("status", [404, 410])
async def test_a_post_that_is_gone_is_deleted_already(ocoya_api, server, status):
    server.answers = [reply({"message": "Post not found"}, status)]

    await delete(ocoya_api, WORKSPACE, POST)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (400, ProviderRejected, "does not delete this draft"),
        (405, ProviderRejected, "does not delete this draft"),
        (403, ProviderDenied, "check the Ocoya API key"),
        (500, ProviderDown, "having trouble"),
    ],
)
async def test_a_deletion_that_does_not_work_is_told(ocoya_api, server, status, kind, words):
    server.answers = [reply({"message": "No"}, status)]

    with pytest.raises(kind, match=words):
        await delete(ocoya_api, WORKSPACE, POST)


async def test_what_is_no_id_is_never_asked_for(ocoya_api, server):
    with pytest.raises(ProviderRejected):
        await delete(ocoya_api, WORKSPACE, "../workspaces")

    assert server.requests == []
