"""Clients of Slack's Web API, with the retries that are safe for what they do.

Rate limits are sat out below them, in the session they share (`handlers.limits`).
"""

from aiohttp import ClientSession
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient


def build_client(token: str, api_url: str, session: ClientSession) -> AsyncWebClient:
    """A client for calls that may be repeated: reading, and writing the same thing again."""
    client = build_posting_client(token, api_url, session)
    client.retry_handlers += [
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]
    return client


def build_posting_client(token: str, api_url: str, session: ClientSession) -> AsyncWebClient:
    """A client for `chat.postMessage`: repeated only where Slack surely did not post."""
    return AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])
