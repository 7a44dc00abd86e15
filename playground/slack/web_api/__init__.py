"""The Web API: one file per family of methods, gathered here."""

from playground.slack.web_api.calls import WebApi

__all__ = ["WebApi"]
