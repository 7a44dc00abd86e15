"""Everything a person can do in Slack; the page and the tests go through the same `People`."""

from playground.slack.people.people import People

__all__ = ["People"]
