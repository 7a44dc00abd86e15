"""Ocoya's refusals: what they say, at which field, and how long to wait."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import ProviderDenied
from providers.http import Reply
from providers.ocoya.wire import DENIED, fault_in

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


def refusal(body=None, status=400, **headers):
    return Reply(status=status, body=body, headers=headers, at=NOW)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize("body", [None, [], {"message": "Accepted"}, {"error": "odd"}])
def test_every_2xx_is_a_success(status, body):
    assert fault_in(refusal(body, status)) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "Invalid request"}, "Invalid request"),
        ({"error": "Invalid request"}, "Invalid request"),
        ({"error": {"message": "Invalid request"}}, "Invalid request"),
        ({"errors": [{"message": "Invalid request"}, {"message": "more"}]}, "Invalid request"),
        ({"errors": [None, {"message": "Invalid request"}]}, "Invalid request"),
        ({"message": " ", "error": "Invalid request"}, "Invalid request"),
        ({"message": ["Invalid request"]}, ""),
        ({"errors": "Invalid request"}, ""),
        ("Invalid request", ""),
        ([{"message": "Invalid request"}], ""),
        (None, ""),
    ],
)
def test_the_words_of_an_error_are_found_where_bodies_keep_them(body, said):
    assert fault_in(refusal(body)).said == said


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, {"message": "Missing API token."}), (403, {"message": "Invalid API token."}), (401, None)],
)
def test_a_missing_and_a_bad_key_are_one(status, body):
    fault = fault_in(refusal(body, status))

    assert (fault.kind, fault.message, fault.field) == (ProviderDenied, DENIED, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("prompt must have at least 10 characters", "topic"),
        ("'topic' is a required property", "topic"),
        ("tone: 'loud' is not one of ['professional', 'bold']", "tone"),
        ("length is unknown", "length"),
        ("postLength is unknown", "post_length"),
        ("brandId: cm1 was not found in this workspace", "brand"),
        ("Brand kit not found", "brand"),
        ("Workspace not found", "workspace"),
        ("workspaceId is required", "workspace"),
        ("socialProfileIds.0: 5 is not of type 'string'", "social_profiles"),
        ("hashtagLibraryId: cm1 was not found in this workspace", "hashtag_library"),
        ("generateImage must be a boolean", "generate_image"),
        ("referenceUrls must be URLs", "reference_urls"),
        ("referenceDesignIds are unknown", "reference_designs"),
        ("imageCount: 9 is greater than the maximum of 5", "image_count"),
        ("count: 31 is greater than the maximum of 30", "campaign_posts"),
        ("prompt or tone is wrong", None),
        ("The account has been suspended", None),
        ("", None),
    ],
)
def test_the_field_is_the_one_a_message_names(said, field):
    assert fault_in(refusal({"message": said})).field == field


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (str(SECONDS + 12), 12.0),
        (f"{SECONDS + 12}.5", 12.5),
        (str((SECONDS + 12) * 1_000), 12.0),
        ("12", 12.0),
        ("0", 1.0),
        ("-5", 1.0),
        ("2026-05-04T12:00:12Z", 12.0),
        ("2026-05-04T14:00:12+02:00", 12.0),
        ("2026-05-04T12:00:12", 12.0),
        (str(SECONDS - 9), 1.0),
        (str(SECONDS + 3_600), 60.0),
        ("600", 60.0),
        ("2027-01-01T00:00:00Z", 60.0),
        ("soon", 30.0),
        ("", 30.0),
        ("nan", 30.0),
        ("inf", 30.0),
        ("1e400", 30.0),
    ],
)
def test_the_end_of_a_rate_limit_is_read_in_any_unit(header, wait):
    fault = fault_in(refusal({"message": "Slow down"}, 429, **{"x-ratelimit-reset": header}))

    assert fault.wait == wait


def test_a_rate_limit_that_names_no_end_is_waited_for_half_a_minute():
    assert fault_in(refusal(None, 429)).wait == 30.0


def test_what_retry_after_says_goes_first():
    headers = {"retry-after": "90", "x-ratelimit-reset": "5"}

    assert fault_in(refusal(None, 429, **headers)).wait is None


@pytest.mark.parametrize("status", [400, 404, 408, 500, 503])
def test_nothing_but_a_rate_limit_says_how_long_to_wait(status):
    assert fault_in(refusal(None, status, **{"x-ratelimit-reset": "5"})).wait is None
