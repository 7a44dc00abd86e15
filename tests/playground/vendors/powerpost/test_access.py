"""Who may do what at the simulated PowerPost, and what every answer carries."""

import uuid

import pytest

from playground.vendors.limits import Limit
from playground.vendors.powerpost import (
    CAPTIONS_ONLY_KEY,
    FEW_CREDITS_KEY,
    FEW_CREDITS_WORKSPACE,
    PLAYGROUND_KEY,
    READ_ONLY_KEY,
    SECOND_STYLE,
    SECOND_WORKSPACE,
    PowerPostSimulator,
    Terms,
)

PATHS = (
    ("POST", "/content/generate", "content:generate"),
    ("GET", "/content/generations", "content:read"),
    ("GET", "/content/generations/x", "content:read"),
    ("POST", "/images/generate", "images:generate"),
    ("GET", "/images/generations/x", "images:read"),
    ("POST", "/media/upload", "media:write"),
    ("GET", "/account/credits", "account:read"),
)
IN_WORKSPACE = PATHS[:-1]
names = [f"{method} {path}" for method, path, _ in PATHS]


async def call(api, method, path, **how):
    return await (api.post if method == "POST" else api.get)(path, **how)


async def refusal(answer):
    return answer.status, (await answer.json())["error"]["code"]


@pytest.mark.parametrize(("method", "path", "_scope"), PATHS, ids=names)
@pytest.mark.parametrize("key", [None, "", "pp_live_sk_nobody", PLAYGROUND_KEY[:-1]])
async def test_without_a_good_key_nothing_is_answered(api, method, path, _scope, key):
    api.key = key
    assert await refusal(await call(api, method, path)) == (401, "INVALID_API_KEY")


@pytest.mark.parametrize("scheme", ["Basic", "bearer", ""])
async def test_a_key_under_another_scheme_is_no_key(api, scheme):
    api.key = None
    answer = await api.get("/account/credits", headers={"Authorization": f"{scheme} {PLAYGROUND_KEY}"})
    assert answer.status == 401


async def test_a_bearer_token_is_as_good_as_the_header_of_its_own(api):
    api.key = None
    answer = await api.get("/account/credits", headers={"Authorization": f"Bearer {PLAYGROUND_KEY}"})
    assert await answer.json() == {"balance": 300}


@pytest.mark.parametrize(("method", "path", "_scope"), IN_WORKSPACE, ids=names[:-1])
async def test_everything_but_the_balance_needs_a_workspace(api, method, path, _scope):
    api.workspace = None
    assert await refusal(await call(api, method, path)) == (400, "VALIDATION_ERROR")


async def test_the_balance_needs_no_workspace(api):
    api.workspace = None
    assert await api.balance() == 300


@pytest.mark.parametrize("workspace", [FEW_CREDITS_WORKSPACE, str(uuid.uuid4())], ids=["known", "unknown"])
@pytest.mark.parametrize(("method", "path", "_scope"), IN_WORKSPACE, ids=names[:-1])
async def test_a_workspace_of_somebody_else_is_closed(api, method, path, _scope, workspace):
    api.workspace = workspace
    assert await refusal(await call(api, method, path)) == (403, "FORBIDDEN")


READS = {"content:read", "images:read", "account:read"}
LACKING = [(READ_ONLY_KEY, *row) for row in PATHS if row[2] not in READS] + [
    (CAPTIONS_ONLY_KEY, *row) for row in PATHS if row[2].startswith(("images:", "media:"))
]


@pytest.mark.parametrize(("key", "method", "path", "scope"), LACKING)
async def test_a_missing_scope_is_named(api, key, method, path, scope):
    api.key = key
    answer = await call(api, method, path)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (403, "INSUFFICIENT_SCOPE")
    assert error["message"].endswith(scope)


async def test_a_key_for_captions_alone_writes_captions(api):
    api.key = CAPTIONS_ONLY_KEY
    assert (await api.captions()).status == 200


@pytest.mark.parametrize("path", ["/nowhere", "/posts", "/content", "/content/generate/", "/videos/generate"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_unknown_address_is_not_found(api, method, path):
    assert await refusal(await call(api, method, path)) == (404, "NOT_FOUND")


async def test_another_method_is_not_found(api):
    assert (await api.get("/content/generate")).status == 404


async def test_every_answer_has_a_request_id_of_its_own(api):
    answers = [await api.captions(), await api.captions(prompt=7), await api.get("/nowhere")]
    assert len({uuid.UUID(answer.headers["X-Request-Id"]) for answer in answers}) == 3


class TestWorkspacesAreIsolated:
    async def test_generations_of_one_are_not_found_in_the_other(self, api):
        generation = await api.started()
        api.workspace = SECOND_WORKSPACE
        assert await refusal(await api.get(f"/content/generations/{generation}")) == (404, "NOT_FOUND")
        assert (await (await api.get("/content/generations")).json())["data"] == []

    async def test_images_of_one_are_not_found_in_the_other(self, api):
        images = await api.drawing()
        api.workspace = SECOND_WORKSPACE
        assert (await api.get(f"/images/generations/{images}")).status == 404

    async def test_media_of_one_are_not_found_in_the_other(self, api):
        media = await api.uploaded()
        api.workspace = SECOND_WORKSPACE
        assert await refusal(await api.captions(media_ids=[media])) == (404, "NOT_FOUND")

    async def test_styles_of_one_are_not_found_in_the_other(self, api):
        assert await refusal(await api.captions(writing_style_id=SECOND_STYLE)) == (404, "NOT_FOUND")

    async def test_the_balance_is_shared(self, api):
        await api.captions()
        api.workspace = SECOND_WORKSPACE
        assert (await (await api.captions()).json())["remaining_credits"] == 288

    async def test_accounts_pay_for_themselves(self, api):
        await api.captions()
        api.key, api.workspace = FEW_CREDITS_KEY, FEW_CREDITS_WORKSPACE
        assert await api.balance() == 3


class TestRateLimits:
    @pytest.fixture
    def simulator(self, clock):
        limits = {"captions": Limit(calls=2, seconds=60)}
        return PowerPostSimulator(clock=clock, terms=Terms(limits=limits))

    async def test_answers_count_down(self, api, clock):
        headers = (await api.captions()).headers
        numbers = [headers[f"X-RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]
        assert numbers == ["2", "1", str(int(clock.now) + 60)]

    async def test_too_many_calls_are_told_how_long_to_wait(self, api, simulator, clock):
        assert [(await api.captions()).status for _ in range(2)] == [200, 200]
        clock.now += 14.5
        answer = await api.captions()
        assert answer.status == 429
        assert await answer.json() == {
            "error": {"message": "Rate limit exceeded", "code": "RATE_LIMIT_EXCEEDED", "retryAfter": 46}
        }
        assert answer.headers["X-RateLimit-Remaining"] == "0"
        assert simulator.charged == 12

    async def test_waiting_as_long_as_told_is_enough(self, api, clock):
        assert [(await api.captions()).status for _ in range(3)] == [200, 200, 429]
        clock.now += 60
        assert (await api.captions()).status == 200

    async def test_every_endpoint_counts_for_itself(self, api):
        assert [(await api.captions()).status for _ in range(3)] == [200, 200, 429]
        assert (await api.images()).status == 200

    async def test_every_key_counts_for_itself(self, api):
        assert [(await api.captions()).status for _ in range(3)] == [200, 200, 429]
        api.key = CAPTIONS_ONLY_KEY
        assert (await api.captions()).status == 200
