"""What the vendor answers when it will not do something.

Status and `code` from its error pages and from "Generate Caption". For a missing scope and a missing
subscription no code is published: `forbidden` and `subscription_required` are ours.
"""

from collections.abc import Mapping

from playground.vendors.replies import Refused


def unauthorized(message: str = "Invalid or expired API key") -> Refused:
    return Refused(401, "unauthorized", message)


def forbidden(scope: str) -> Refused:
    return Refused(403, "forbidden", f"This API key does not have the '{scope}' scope")


def invalid_json(message: str = "Request body is not valid JSON") -> Refused:
    return Refused(400, "invalid_json", message)


def validation_error(field: str | None, message: str) -> Refused:
    return Refused(400, "validation_error", message, details={"field": field} if field else None)


def insufficient_credits(needed: int, available: int) -> Refused:
    message = f"Not enough AI credits. This request needs {needed}, you have {available}."
    return Refused(402, "insufficient_credits", message, details={"needed": needed, "available": available})


def subscription_required() -> Refused:
    return Refused(402, "subscription_required", "No active subscription. Upgrade your plan to use the API.")


def rate_limited(retry_after: int, headers: Mapping[str, str]) -> Refused:
    message = f"Rate limit exceeded. Try again in {retry_after} seconds."
    return Refused(429, "rate_limit_exceeded", message, headers={**headers, "Retry-After": str(retry_after)})


def circuit_breaker() -> Refused:
    message = "Identical content failed 5 times. Change it before sending it again."
    return Refused(422, "permanent_failure_circuit_breaker", message)


def not_found() -> Refused:
    return Refused(404, "not_found", "Resource not found")


def internal_error() -> Refused:
    return Refused(500, "internal_error", "An unexpected error occurred")


def no_content() -> Refused:
    return Refused(502, "ai_no_content", "OpenAI returned no content. Rephrase the topic and retry.")


def unavailable() -> Refused:
    return Refused(503, "service_unavailable", "The service is temporarily unavailable")
