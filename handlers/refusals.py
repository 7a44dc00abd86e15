"""What Slack's refusals mean for a card: its message is gone, its channel is closed, or Galley is out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.errors import CardRefused, SlackGone

#: The card's message was deleted, or is not ours to change (docs.slack.dev/reference/methods/chat.update).
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
#: Galley may not post there, with why the card is in the person's own conversation with it then.
CLOSED: Mapping[str, str] = MappingProxyType(
    {
        "not_in_channel": "Galley is not in {channel}, so the card is here.",
        "channel_not_found": "The channel is gone, or Galley is not in it any more, so the card is here.",
        "is_archived": "{channel} is archived, so the card is here.",
        "restricted_action": "Not everybody may post in {channel}, so the card is here.",
    }
)
#: Slack lets Galley into the workspace no more, or not into what this takes; only an operator helps.
OUT = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)


def reason(error: SlackApiError) -> str:
    """Slack's word for what is wrong; empty when it gave none."""
    answer = error.response
    known = isinstance(answer, AsyncSlackResponse) and isinstance(answer.data, dict)
    return str(answer["error"]) if known else ""


@contextmanager
def refusals(*, final: frozenset[str] = frozenset()) -> Iterator[None]:
    """Raise what Slack says for good as `CardRefused`, or `SlackGone`; other errors pass."""
    try:
        yield
    except SlackApiError as error:
        if reason(error) in OUT:
            raise SlackGone(f"Slack does not let Galley in ({reason(error)}).") from error
        if reason(error) in final:
            raise CardRefused(f"Slack does not take the card ({reason(error)}).") from error
        raise
