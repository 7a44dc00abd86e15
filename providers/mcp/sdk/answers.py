"""What an authorization server answers to a form: tokens, or a refusal with a name."""

from typing import Any

import httpx2
from mcp.shared.auth import OAuthToken
from pydantic import ValidationError

from providers.http import one_line


def tokens_in(response: httpx2.Response) -> OAuthToken | None:
    """The tokens in a reply; `None` when there are none that can be read."""
    if response.status_code not in {200, 201}:
        return None
    try:
        return OAuthToken.model_validate_json(response.content)
    except ValidationError:
        return None


def is_refusal(response: httpx2.Response) -> bool:
    """Whether the server looked at the form and will not do it, rather than being in trouble just now."""
    return 400 <= response.status_code < 500 and response.status_code not in {404, 408, 429}


def refusal_in(response: httpx2.Response) -> str:
    """What the server calls its refusal (RFC 6749, 5.2), else the status."""
    try:
        body: Any = response.json()
    except ValueError:
        body = None
    error = body.get("error") if isinstance(body, dict) else None
    return named(error) if isinstance(error, str) else f"error {response.status_code}"


def named(error: str) -> str:
    """An error's name, which is the server's, fit to show."""
    return one_line(error, 60) or "no reason given"
