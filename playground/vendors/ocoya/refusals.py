"""What the vendor answers when it will not do something: a status and one sentence, no codes.

Bodies of 401, 403 and 429: https://docs.ocoya.com/authentication and
https://docs.ocoya.com/fundamentals/rate-limits. The other sentences are ours. `code` is for the log.
"""

from collections.abc import Mapping

from playground.vendors.replies import Refused


def missing_token() -> Refused:
    return Refused(401, "missing_token", "Missing API token.")


def invalid_token() -> Refused:
    return Refused(403, "invalid_token", "Invalid API token.")


def invalid(message: str = "Invalid request") -> Refused:
    return Refused(400, "invalid_request", message)


def unprocessable(message: str = "The prompt could not be used") -> Refused:
    return Refused(422, "validation_error", message)


def not_found(what: str = "Resource") -> Refused:
    return Refused(404, "not_found", f"{what} not found")


def method_not_allowed() -> Refused:
    return Refused(405, "method_not_allowed", "Method not allowed")


def rate_limited(headers: Mapping[str, str]) -> Refused:
    """Documented without `Retry-After`."""
    return Refused(429, "rate_limited", "You've exceeded the request limit.", headers=headers)


def trouble(status: int) -> Refused:
    """The vendor's own trouble: 408, 500, 502, 503 or 504."""
    sentences = {
        408: "Request timeout",
        500: "Unknown error",
        502: "Bad gateway",
        503: "Service unavailable",
        504: "Gateway timeout",
    }
    return Refused(status, f"http_{status}", sentences[status])
