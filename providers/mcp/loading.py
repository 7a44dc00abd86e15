"""Importing what needs the SDK: in a thread, because it takes a second, and when it is needed."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from providers.mcp.sdk.sessions import Sessions
    from providers.mcp.sdk.signing_in import SigningIn


@dataclass(frozen=True, kw_only=True)
class Sdk:
    """What is made of the SDK."""

    sessions: "type[Sessions]"
    signing_in: "type[SigningIn]"


async def sdk() -> Sdk:
    """What is made of the SDK, imported."""
    return await asyncio.to_thread(_import)


def warm() -> None:
    """Begin to import, for it will be needed soon."""
    asyncio.get_running_loop().run_in_executor(None, _import)


def _import() -> Sdk:
    from providers.mcp.sdk.sessions import Sessions  # noqa: PLC0415  # a second to import
    from providers.mcp.sdk.signing_in import SigningIn  # noqa: PLC0415  # the same
    from providers.mcp.sdk.web import certificates  # noqa: PLC0415  # the same

    certificates()
    return Sdk(sessions=Sessions, signing_in=SigningIn)
