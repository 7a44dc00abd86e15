"""From what the SDK raises to our errors; above all, whether work may have been done."""

from collections.abc import Iterator

import httpx2
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, METHOD_NOT_FOUND

from bot.domain.errors import ProviderDown, ProviderError, ProviderUnreachable
from providers.mcp.sdk.line import Line
from providers.mcp.sdk.web import NOT_SENT
from providers.mcp.traffic import Stumbled


def error_of(trouble: Exception, line: Line) -> ProviderError:
    """The error for a use that came to nothing."""
    causes = [*_causes(trouble)]
    if known := next((cause for cause in causes if isinstance(cause, ProviderError)), None):
        return known
    label = line.label
    if line.moved:
        message = f"{label} has moved to another address; whoever runs Galley must correct it."
        return ProviderDown(message, provider=label)
    for cause in causes:
        if isinstance(cause, NOT_SENT) and line.under_way in (None, _request_of(cause)):
            return ProviderUnreachable(f"{label} could not be reached.", provider=label)
        if isinstance(cause, MCPError) and line.under_way is not None and (said := _refusal(cause, line)):
            return said
    if line.under_way is not None and line.work:
        return line.unknown()
    return Stumbled(f"{label} gave no usable answer.", provider=label)


def _refusal(error: MCPError, line: Line) -> ProviderError | None:
    """The error when the server surely refused to use the tool; `None` when it may have been used.

    The SDK raises the same error for replies that it cannot read, so of its codes only two tell
    anything behind the status of a success: JSON-RPC's for arguments and for methods.
    """
    status = line.status
    if error.code == INVALID_PARAMS:
        return line.refused(error.message)
    if status is not None and 400 <= status < 500 and status != 408:
        return line.refused(f"error {status}")
    if error.code == METHOD_NOT_FOUND:
        message = f"{line.label} does not offer this any more."
        return ProviderDown(message, provider=line.label, status=status)
    return None


def _causes(trouble: BaseException) -> Iterator[BaseException]:
    """What is in a group of exceptions, whatever it is wrapped in."""
    if isinstance(trouble, BaseExceptionGroup):
        for inner in trouble.exceptions:
            yield from _causes(inner)
    else:
        yield trouble


def _request_of(error: httpx2.RequestError) -> httpx2.Request | None:
    try:
        return error.request
    except RuntimeError:
        return None
