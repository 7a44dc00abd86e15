"""What the vendor answers when it will not do something.

Statuses and codes: https://powerpost.ai/docs/errors, scopes: https://powerpost.ai/docs/authentication.
The messages are ours, as is the wish to name the field that is wrong.
"""

from collections.abc import Mapping

from playground.vendors.replies import Refused

JOB_FAILED, JOB_FAILED_MESSAGE = "GENERATION_FAILED", "Failed to generate content"


def validation_error(message: str) -> Refused:
    return Refused(400, "VALIDATION_ERROR", message)


def invalid_key() -> Refused:
    return Refused(401, "INVALID_API_KEY", "API key is missing or invalid")


def insufficient_credits(needed: int, available: int) -> Refused:
    message = f"Insufficient credits: this needs {needed}, you have {available}"
    return Refused(402, "INSUFFICIENT_CREDITS", message)


def forbidden() -> Refused:
    return Refused(403, "FORBIDDEN", "You do not have access to this workspace")


def insufficient_scope(scope: str) -> Refused:
    return Refused(403, "INSUFFICIENT_SCOPE", f"This API key is missing the required scope: {scope}")


def not_found(what: str = "Resource") -> Refused:
    return Refused(404, "NOT_FOUND", f"{what} not found")


def file_too_large(most: int) -> Refused:
    return Refused(413, "FILE_TOO_LARGE", f"File exceeds the maximum of {most // 1024**2} MB")


def storage_full() -> Refused:
    return Refused(413, "STORAGE_QUOTA_EXCEEDED", "The workspace's storage is full")


def not_connected() -> Refused:
    return Refused(422, "PLATFORM_NOT_CONNECTED", "Platform not connected: connect it in the dashboard")


def rate_limited(retry_after: int, headers: Mapping[str, str]) -> Refused:
    """429: the seconds to wait stand in the body; a `Retry-After` header is not documented."""
    details = {"retryAfter": retry_after}
    return Refused(429, "RATE_LIMIT_EXCEEDED", "Rate limit exceeded", details=details, headers=headers)


def internal_error() -> Refused:
    return Refused(500, "INTERNAL_ERROR", "An unexpected error occurred")
