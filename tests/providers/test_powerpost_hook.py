"""Whose webhooks PowerPost's are taken for, and what is taken from them."""

import hashlib
import hmac
import json

import pytest

from bot.domain.errors import ConfigurationError
from bot.domain.money import Receipt
from bot.domain.ports import Hints
from providers.powerpost import PowerPost
from providers.powerpost.hook import Hook
from providers.settings import Environment
from tests.providers.powerposts import GIVEN, IMAGES_JOB, JOB

TOKEN = "0123456789abcdef0123456789_-ABCDEF"
SECRET = "lantern-0123456789"
TOLD = {"POWERPOST_WEBHOOK_TOKEN": TOKEN}
SIGNED = {**TOLD, "POWERPOST_WEBHOOK_SIGNATURE_HEADER": "X-Signature", "POWERPOST_WEBHOOK_SECRET": SECRET}
BODY = json.dumps({"event": "generation.completed", "data": {"generation_id": JOB}}).encode()


def signature(body=BODY, secret=SECRET, algorithm=hashlib.sha256):
    return hmac.new(secret.encode(), body, algorithm).hexdigest()


@pytest.fixture
def opened(http):
    def open_with(**given):
        provider = PowerPost.open(Environment(env_file=None, given={**GIVEN, **given}), http)
        assert isinstance(provider, Hints)
        return provider

    return open_with


def test_without_a_token_no_address_is_expected(opened):
    assert not any(opened().expects(token) for token in ("", TOKEN))


@pytest.mark.parametrize("token", ["", TOKEN[:-1], TOKEN + "0", TOKEN.lower(), "é" * 34, "\ud800"])
def test_another_token_is_not_expected(opened, token):
    powerpost = opened(**TOLD)

    assert powerpost.expects(TOKEN)
    assert not powerpost.expects(token)


def test_without_a_secret_everything_passes_for_signed(opened):
    assert opened(**TOLD).signed({}, b"anything")


@pytest.mark.parametrize("told", ["{}", "sha256={}", " {} ", "SHA256={}"])
def test_a_signature_is_that_of_the_body_in_hex(opened, told):
    powerpost = opened(**SIGNED)

    assert powerpost.signed({"x-signature": told.format(signature())}, BODY)
    assert powerpost.signed({"x-signature": told.format(signature().upper())}, BODY)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-signature": ""},
        {"x-signature": "sha256="},
        {"x-signature": "é"},
        {"x-signature": signature(BODY + b" ")},
        {"x-signature": signature(secret="another")},
        {"x-signature": signature(algorithm=hashlib.sha1)},
        {"x-signature": f"sha1={signature()}"},
        {"x-signature": signature()[:-1]},
        {"x-another": signature()},
    ],
)
def test_what_is_not_signed_with_the_secret_is_not_the_vendors(opened, headers):
    assert not opened(**SIGNED).signed(headers, BODY)


def body(**data):
    return json.dumps({"event": "generation.completed", "data": data}).encode()


def test_a_body_names_the_job_as_its_remote_id_does(opened):
    powerpost = opened()
    writing = powerpost._job(powerpost.request_model(topic="Dark mode"), JOB)
    drawing = writing.drawing(IMAGES_JOB, Receipt(), writing.began)
    (of_captions,) = powerpost.jobs_in(body(generation_id=JOB, status="completed", outputs={"x": "…"}))
    (of_images,) = powerpost.jobs_in(body(image_generation_id=IMAGES_JOB))

    assert of_captions in writing.started().remote_id
    assert of_captions in drawing.started().remote_id
    assert of_images in drawing.started().remote_id
    assert of_images not in writing.started().remote_id


@pytest.mark.parametrize("word", ["generation_id", "platforms", JOB[:-1], JOB[1:], IMAGES_JOB])
def test_what_is_no_whole_id_is_in_no_remote_id(opened, word):
    powerpost = opened()
    remote_id = powerpost._job(powerpost.request_model(topic="Dark mode"), JOB).started().remote_id

    assert word == IMAGES_JOB or word in remote_id
    assert not any(job in remote_id for job in powerpost.jobs_in(body(generation_id=word)))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * 10_000,
        b"null",
        b"[]",
        b'"data"',
        b'{"data": null}',
        b'{"data": ["generation_id"]}',
        b'{"generation_id": "660f9500"}',
        body(post_id="post-1", status="published"),
        body(generation_id=None),
        body(generation_id=["660f9500"]),
        body(generation_id=""),
        body(generation_id='x","stage":"drawing'),
        body(generation_id="../account/credits"),
        body(generation_id="x" * 201),
        body(generation_id="\ud800"),
    ],
)
def test_a_body_that_makes_no_sense_names_no_job(opened, raw):
    assert opened().jobs_in(raw) == ()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"POWERPOST_WEBHOOK_TOKEN": "0" * 31}, "POWERPOST_WEBHOOK_TOKEN must be 32 to 200 letters"),
        ({"POWERPOST_WEBHOOK_TOKEN": "0" * 31 + "/"}, "POWERPOST_WEBHOOK_TOKEN must be 32 to 200 letters"),
        ({"POWERPOST_WEBHOOK_TOKEN": "0" * 201}, "POWERPOST_WEBHOOK_TOKEN must be 32 to 200 letters"),
        ({"POWERPOST_WEBHOOK_TOKEN": "a b"}, "POWERPOST_WEBHOOK_TOKEN must be the key alone"),
        (
            {**SIGNED, "POWERPOST_WEBHOOK_SIGNATURE_HEADER": "X Signature"},
            "POWERPOST_WEBHOOK_SIGNATURE_HEADER must be the name of a header",
        ),
        (
            {**TOLD, "POWERPOST_WEBHOOK_SIGNATURE_HEADER": "X-Signature"},
            "POWERPOST_WEBHOOK_SIGNATURE_HEADER and POWERPOST_WEBHOOK_SECRET go together",
        ),
        (
            {**TOLD, "POWERPOST_WEBHOOK_SECRET": SECRET},
            "POWERPOST_WEBHOOK_SIGNATURE_HEADER and POWERPOST_WEBHOOK_SECRET go together",
        ),
        ({**SIGNED, "POWERPOST_WEBHOOK_TOKEN": ""}, "POWERPOST_WEBHOOK_SECRET is set, so"),
    ],
)
def test_settings_that_do_not_add_up_are_named_and_not_shown(opened, given, complaint):
    with pytest.raises(ConfigurationError) as caught:
        opened(**given)

    assert caught.value.message.startswith(complaint)
    assert SECRET not in caught.value.message
    assert "0" * 31 not in caught.value.message


def test_a_hook_never_shows_its_secrets(opened):
    powerpost = opened(**SIGNED)

    assert isinstance(powerpost._hook, Hook)
    assert not any(secret in repr(powerpost._hook) for secret in (TOKEN, SECRET))
