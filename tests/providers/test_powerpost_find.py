"""Looking for what an unanswered call did: only what is certain counts."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.domain.errors import OutcomeUnknown, ProviderDenied, ProviderDown
from bot.domain.platforms import Platform
from providers.powerpost.images import ImageModel
from providers.powerpost.jobs import Job, Stage
from tests.providers.doubles import BASE
from tests.providers.powerposts import error, file, reply

SINCE = datetime(2026, 5, 4, 12, 0, 0, 500_000, tzinfo=UTC)


def entry(id_="job-1", seconds=0.0, **changes):
    made = {
        "generation_id": id_,
        "status": "processing",
        "prompt": "Dark mode",
        "platforms": ["youtube", "x"],
        "research_mode": "regular",
        "credits_used": 10,
        "created_at": f"{(SINCE + timedelta(seconds=seconds)).replace(microsecond=0):%Y-%m-%dT%H:%M:%SZ}",
    }
    return {**made, **changes}


def page(*entries, cursor=None):
    return reply({"data": [*entries], "next_cursor": cursor, "has_more": cursor is not None})


async def find(powerpost, server, *answers, **fields):
    server.answers = list(answers)
    given = {"topic": "Dark mode", "post_types": ("x-post", "youtube-short"), **fields}
    return await powerpost.find(powerpost.request_model(**given), SINCE)


async def test_the_newest_jobs_are_listed(powerpost, server):
    await find(powerpost, server, page())

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/content/generations?limit=100")


async def test_the_job_of_the_call_is_found_and_waited_for_from_now_on(powerpost, server, time):
    found = await find(
        powerpost, server, page(entry("job-2", 3), entry("other", 2, prompt="Tea")), images="ideogram-3"
    )

    job = Job.read(found.remote_id)
    assert (job.generation_id, job.stage, job.began) == ("job-2", Stage.WRITING, time.now)
    assert job.platforms == (Platform.X, Platform.YOUTUBE)
    assert job.order
    assert job.order.model is ImageModel.IDEOGRAM
    assert found.poll_after == 2.0


@pytest.mark.parametrize("status", ["pending", "completed", "failed", "new"])
async def test_a_job_is_found_however_it_went(powerpost, server, status):
    assert await find(powerpost, server, page(entry(status=status)))


@pytest.mark.parametrize(
    "other",
    [
        {"prompt": "Dark mode!"},
        {"prompt": "Dark modes"},
        {"platforms": ["x"]},
        {"platforms": ["x", "youtube", "tiktok"]},
        {"research_mode": "deep"},
    ],
)
async def test_a_job_for_something_else_is_not_taken_for_it(powerpost, server, other):
    assert await find(powerpost, server, page(entry(**other))) is None


@pytest.mark.parametrize("untold", ["platforms", "research_mode", "status", "credits_used"])
async def test_what_the_list_does_not_tell_is_no_reason_to_doubt(powerpost, server, untold):
    assert await find(powerpost, server, page({k: v for k, v in entry().items() if k != untold}))


async def test_a_brief_of_files_alone_is_found_by_the_rest(powerpost, server):
    media = (file(media_id="m1"),)

    assert await find(powerpost, server, page(entry(prompt=None)), topic="", media=media)


async def test_an_older_job_is_none_of_ours(powerpost, server):
    assert await find(powerpost, server, page(entry(seconds=-121))) is None


async def test_a_time_that_was_rounded_down_is_not_too_old(powerpost, server):
    assert await find(powerpost, server, page(entry(created_at="2026-05-04T12:00:00Z")))


async def test_a_time_with_another_offset_is_understood(powerpost, server):
    assert await find(powerpost, server, page(entry(created_at="2026-05-04T14:00:01.25+02:00")))


@pytest.mark.parametrize(
    "jobs",
    [[entry("a", 1), entry("b", 2)], [entry(seconds=-3)], [entry(seconds=-119)]],
    ids=["two", "a little early", "earlier"],
)
async def test_when_it_may_be_another_run_nobody_can_tell(powerpost, server, jobs):
    with pytest.raises(OutcomeUnknown, match="not one that is surely this one"):
        await find(powerpost, server, page(*jobs))


@pytest.mark.parametrize("prompt", [None, "", "Dark", "Dark mo…", "Dark..."])
async def test_a_prompt_that_the_list_shortens_is_not_taken_for_another(powerpost, server, prompt):
    with pytest.raises(OutcomeUnknown, match="not one that is surely this one"):
        await find(powerpost, server, page(entry(prompt=prompt)))


@pytest.mark.parametrize("topic", ["Dark\nmode", "Dark  mode"])
async def test_blanks_that_the_list_changes_make_no_difference(powerpost, server, topic):
    assert await find(powerpost, server, page(entry(prompt="Dark mode")), topic=topic)


async def test_a_prompt_that_begins_like_another_one_is_none_of_its_jobs(powerpost, server):
    assert await find(powerpost, server, page(entry(prompt="Dark mode is here"))) is None


async def test_an_earlier_run_of_the_same_brief_does_not_hide_this_one(powerpost, server):
    found = await find(powerpost, server, page(entry("new", 1), entry("old", -60)))

    assert Job.read(found.remote_id).generation_id == "new"


async def test_further_pages_are_read(powerpost, server):
    first = page(*(entry(f"t{n}", 9, prompt="Tea") for n in range(3)), cursor="a b&c")

    assert await find(powerpost, server, first, page(entry()))

    assert parse_qs(urlsplit(str(server.requests[1].url)).query) == {"limit": ["100"], "cursor": ["a b&c"]}


async def test_pages_that_are_all_old_end_the_search(powerpost, server):
    old = page(entry("t1", -200, prompt="Tea"), entry("t2", -300, prompt="Tea"), cursor="more")

    assert await find(powerpost, server, old) is None
    assert len(server.requests) == 1


async def test_a_list_in_another_order_is_read_to_its_end(powerpost, server):
    oldest = page(entry("t1", -300, prompt="Tea"), entry("t2", -200, prompt="Tea"), cursor="more")

    assert await find(powerpost, server, oldest, page(entry()))


async def test_a_list_without_end_is_given_up(powerpost, server):
    with pytest.raises(OutcomeUnknown, match="too long to look through"):
        await find(powerpost, server, page(entry("t", 9, prompt="Tea"), cursor="more"))

    assert len(server.requests) == 5


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": None},
        {"data": {"job-1": entry()}},
        {"data": [None]},
        {"data": [entry(generation_id=7)]},
        {"data": [entry(created_at=None)]},
        {"data": [entry(created_at="yesterday")]},
        {"data": [entry(created_at="2026-05-04T12:00:00")]},
        [entry()],
        "text",
    ],
)
async def test_a_list_that_cannot_be_read_is_not_taken_for_empty(powerpost, server, body):
    with pytest.raises(OutcomeUnknown, match="cannot be read"):
        await find(powerpost, server, reply(body))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply(error("INTERNAL_ERROR"), 500), ProviderDown),
        (httpx.ReadTimeout("slow"), ProviderDown),
        (reply(error("INSUFFICIENT_SCOPE", "content:read"), 403), ProviderDenied),
    ],
)
async def test_a_list_that_does_not_come_is_not_taken_for_empty(powerpost, server, answer, kind):
    with pytest.raises(kind):
        await find(powerpost, server, answer)
