"""The one place where errors become words: known ones as they are, unknown ones with a reference."""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.modals import notice_modal
from bot.blocks.text import escape
from bot.domain.errors import GalleyError
from handlers.reading import who_of
from handlers.refusals import OUT, reason

logger = logging.getLogger(__name__)

#: What a pushed notice is called; the form beneath it keeps its own title.
TITLE = "That did not work"

#: Slack's errors that a person can do something about.
SLACK_WORDS: Mapping[str, str] = {
    "expired_trigger_id": "Slack took too long to pass that on. Please try once more.",
} | dict.fromkeys(
    OUT,
    "Slack does not let Galley do that: it was removed from this workspace, or lacks a permission. Nothing "
    "is lost, and nothing was charged. Ask whoever runs Galley to install it again.",
)
#: Slack delivered it twice, and the first one was answered.
ANSWERED = "exchanged_trigger_id"


async def on_error(
    error: Exception,
    body: Mapping[str, Any],
    client: AsyncWebClient,
    respond: AsyncRespond,
    response: BoltResponse | None,
) -> BoltResponse | None:
    """Tell the person, privately; a form stays open beneath the notice with all that was typed.

    A menu that a person types into just stays empty: the next key press asks anew.
    """
    if isinstance(error, SlackApiError) and reason(error) == ANSWERED:
        return None
    words = words_for(error)
    if body.get("type") == "block_suggestion":
        return _answer({"options": []})
    if response is not None and body.get("type") == "view_submission":
        return _answer({"response_action": "push", "view": notice_modal(TITLE, words)})
    if body.get("response_url"):
        await respond(text=escape(words), response_type="ephemeral", replace_original=False)
    elif "user" in body:
        await client.chat_postMessage(channel=who_of(body).person, text=escape(words))
    return None


def _answer(payload: Mapping[str, Any]) -> BoltResponse:
    """An acknowledgement that says something."""
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})


def words_for(error: Exception) -> str:
    """What to tell a person; whatever nobody foresaw is logged under a reference."""
    if isinstance(error, GalleyError):
        return error.message
    if isinstance(error, SlackApiError) and reason(error) in SLACK_WORDS:
        return SLACK_WORDS[reason(error)]
    reference = secrets.token_hex(3).upper()
    logger.error("unexpected error, reference %s", reference, exc_info=error)
    return (
        f"Something broke on our side (reference {reference}). Nothing you saved is lost. "
        "Please try again; if it happens twice, send the reference to whoever runs Galley."
    )
