"""Galley's removal from a workspace: the operator is told, and nothing more can be done there.

What runs at that moment comes to its end at the vendor's and stays in the records. Its card is given up at
the first refusal (`SlackGone`), and a run that was not begun yet buys nothing.
"""

import logging
from collections.abc import Mapping
from typing import Any

logger = logging.getLogger(__name__)


async def uninstalled(body: Mapping[str, Any]) -> None:
    """Somebody removed Galley."""
    _tell(body, "Galley was removed")


async def tokens_revoked(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """Somebody took back what Galley was allowed; tokens of single persons are none of its business."""
    if event.get("tokens", {}).get("bot"):
        _tell(body, "Galley's token was revoked")


def _tell(body: Mapping[str, Any], what: str) -> None:
    logger.warning(
        "%s in the workspace %s. Records and drafts are kept. To go on there, install the app again and set "
        "SLACK_BOT_TOKEN to its new token.",
        what,
        body.get("team_id", "?"),
    )
