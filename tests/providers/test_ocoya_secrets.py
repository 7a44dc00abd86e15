"""Ocoya's key, briefs and answers stay out of logs and errors."""

import logging
import traceback

import httpx
import pytest

from bot.domain.errors import ProviderError
from providers.ocoya.looking import Trace
from tests.providers.ocoyas import KEY, POST, WORKSPACE, brief_of

LEAKY = {"message": f"Bad key {KEY}", "error": KEY, "confidential": "confidential"}
ANSWERS = [
    httpx.Response(201, json={"postGroupId": POST, "caption": "A confidential caption"}),
    httpx.Response(201, json={"caption": ["confidential"]}),
    *(
        httpx.Response(status, json=LEAKY, headers={"X-Request-Id": KEY})
        for status in (200, 307, 400, 401, 403, 404, 408, 422, 429, 500)
    ),
    httpx.Response(500, content=f"<html>{KEY} A secret launch</html>"),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
]


@pytest.mark.parametrize("answer", ANSWERS)
async def test_neither_key_nor_brief_nor_answer_is_logged_or_raised(ocoya, server, caplog, time, answer):
    caplog.set_level(logging.DEBUG)
    server.answers = [answer]
    brief = brief_of(ocoya, topic="A secret launch")
    told = []

    for call in (
        lambda: ocoya.start(brief, key="run-1"),
        lambda: ocoya.find(brief, time.now),
        lambda: ocoya.choices("brand", {}),
        lambda: ocoya.remove({"post_group_id": POST, "workspace_id": WORKSPACE}),
        ocoya.check,
    ):
        try:
            await call()
        except ProviderError as error:
            told += [repr(vars(error)), *traceback.format_exception(error)]

    everything = "\n".join([caplog.text, *told])
    assert KEY not in everything
    assert "secret launch" not in everything
    assert "confidential caption" not in everything


def test_a_remote_id_holds_ids_and_nothing_else():
    remote_id = Trace(post_id=POST, workspace=WORKSPACE).started(None).remote_id

    assert remote_id == f'{{"post_id":"{POST}","workspace":"{WORKSPACE}"}}'


def test_a_provider_never_shows_the_key(ocoya):
    assert KEY not in repr(vars(ocoya))
    assert KEY not in repr(ocoya._api)
