"""Keys, briefs and answers stay out of logs and errors."""

import logging
import traceback

import httpx
import pytest
from pydantic import SecretStr

from bot.domain.errors import ProviderError
from providers import configured
from providers.http import Http
from providers.posteverywhere import PostEverywhereRequest
from tests.providers.doubles import KEY

BRIEF = PostEverywhereRequest(topic="A secret launch", platforms=("x",))
LEAKY = {
    "data": None,
    "error": {"message": f"Bad key {KEY}", "code": KEY, "details": {"field": KEY, "key": KEY}},
    "meta": {"request_id": KEY},
}
ANSWERS = [
    httpx.Response(200, json={"captions": ["A confidential caption"]}),
    *(httpx.Response(s, json=LEAKY, headers={"X-Request-Id": KEY}) for s in (200, 400, 401, 402, 404, 500)),
    httpx.Response(500, content=f"<html>{KEY} A secret launch</html>"),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
]


@pytest.mark.parametrize("answer", ANSWERS)
async def test_neither_key_nor_brief_nor_answer_is_logged_or_raised(posteverywhere, server, caplog, answer):
    caplog.set_level(logging.DEBUG)
    server.answers = [answer]
    told = []

    for call in (lambda: posteverywhere.start(BRIEF, key="run-1"), posteverywhere.check):
        try:
            await call()
        except ProviderError as error:
            told += [repr(vars(error)), *traceback.format_exception(error)]

    everything = "\n".join([caplog.text, *told])
    assert "0123456789abcdef" not in everything
    assert "secret launch" not in everything
    assert "confidential" not in everything


async def test_each_attempt_is_logged_with_what_helps_to_trace_it(posteverywhere, server, caplog):
    caplog.set_level(logging.INFO, logger="providers")
    body = {"error": {"code": "validation_error", "message": "No"}, "meta": {"request_id": "a1b2"}}
    server.answers = [httpx.Response(429, headers={"Retry-After": "2"}), httpx.Response(400, json=body)]

    with pytest.raises(ProviderError):
        await posteverywhere.start(BRIEF, key="run-1")

    assert [record.getMessage() for record in caplog.records if record.name.startswith("providers")] == [
        "PostEverywhere POST /ai/generate-caption: 429 in 0 ms, request None, code None",
        "PostEverywhere POST /ai/generate-caption: 400 in 0 ms, request a1b2, code validation_error",
    ]


async def test_a_query_is_not_logged(api, server, caplog):
    caplog.set_level(logging.INFO, logger="providers")
    server.answers = [httpx.Response(200, json={})]

    await api.read("/posts?search=secret")

    messages = [r.getMessage() for r in caplog.records if r.name.startswith("providers")]
    assert messages == ["Vendor GET /posts: 200 in 0 ms, request None, code None"]


async def test_a_provider_and_its_api_never_show_the_key():
    async with Http() as http:
        (provider,) = configured(http, env_file=None, given={"POSTEVERYWHERE_API_KEY": KEY}).offered

        assert KEY not in repr(vars(provider))
        assert SecretStr(KEY).get_secret_value() not in repr(provider)
