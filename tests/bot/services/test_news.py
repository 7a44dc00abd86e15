"""Whose word is taken for news, and what is done with it."""

import pytest

from bot.domain.ports import Providers
from bot.services.news import News


class Teller:
    """A provider whose vendor sends the names of jobs, one a line, signed with a word."""

    name, label = "teller", "Teller"

    def expects(self, token):
        return token == "token"

    def signed(self, headers, body):
        return headers.get("x-word") == "please"

    def jobs_in(self, body):
        return body.decode().splitlines()


class Runner:
    def __init__(self):
        self.woken = []

    def wake(self, job):
        self.woken.append(job)


@pytest.fixture
def runner():
    return Runner()


@pytest.fixture
def teller():
    return Teller()


@pytest.fixture
def news(teller, notes, runner):
    return News(Providers((notes, teller)), runner)


@pytest.mark.parametrize(
    ("provider", "token"), [("teller", "other"), ("notes", "token"), ("nobody", "token"), ("", "")]
)
def test_only_the_address_that_a_vendor_was_given_is_one(news, teller, provider, token):
    assert news.source(provider, token) is None
    assert news.source("teller", "token") is teller


def test_every_job_that_a_body_names_is_asked_for(news, teller, runner):
    assert news.heard(teller, {"x-word": "please"}, b"job-1\njob-2")
    assert runner.woken == ["job-1", "job-2"]


def test_what_is_not_signed_is_not_read(news, teller, runner):
    assert not news.heard(teller, {}, b"job-1")
    assert runner.woken == []
