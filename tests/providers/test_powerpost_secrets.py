"""PowerPost's key, briefs, files and answers stay out of logs and errors."""

import logging
import traceback

import httpx
import pytest

from bot.domain.errors import ProviderError
from tests.providers.powerposts import DONE, KEY, file, pieces

LEAKY = {
    "error": {"message": f"Bad key {KEY}", "code": KEY, "details": {"key": KEY, "scope": KEY}},
    "error_message": KEY,
}
ANSWERS = [
    httpx.Response(200, json={**DONE, "outputs": {"x": "A confidential caption"}}),
    httpx.Response(200, json={"status": "failed", **LEAKY}),
    *(
        httpx.Response(status, json=LEAKY, headers={"X-Request-Id": KEY})
        for status in (200, 400, 401, 402, 403, 404, 413, 422, 500)
    ),
    httpx.Response(500, content=f"<html>{KEY} A secret launch</html>"),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
]


@pytest.mark.parametrize("answer", ANSWERS)
async def test_neither_key_nor_brief_nor_answer_is_logged_or_raised(powerpost, server, caplog, answer):
    caplog.set_level(logging.DEBUG)
    server.answers = [answer]
    brief = powerpost.request_model(topic="A secret launch", post_types=("x-post",))
    job = powerpost._job(brief, "job-1").started().remote_id
    told = []

    for call in (
        lambda: powerpost.start(brief, key="run-1"),
        lambda: powerpost.poll(job),
        lambda: powerpost.upload(file("secret launch.png", size=12), pieces(b"confidential")),
        powerpost.check,
    ):
        try:
            await call()
        except ProviderError as error:
            told += [repr(vars(error)), *traceback.format_exception(error)]

    everything = "\n".join([caplog.text, *told])
    assert "0123456789abcdef" not in everything
    assert "secret launch" not in everything
    assert "confidential" not in everything


async def test_a_remote_id_holds_neither_brief_nor_key(powerpost):
    brief = powerpost.request_model(topic="A secret launch", cta_text="confidential")

    remote_id = powerpost._job(brief, "job-1").started().remote_id

    assert not any(word in remote_id for word in ("secret", "confidential", KEY))


def test_a_provider_never_shows_the_key(powerpost):
    assert KEY not in repr(vars(powerpost))
    assert KEY not in repr(powerpost._api)
