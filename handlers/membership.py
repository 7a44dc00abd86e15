"""Whether Galley may post in a channel: asked once in a while, so that the form can say it beforehand."""

from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ports import Clock

#: People invite and remove apps rarely; a "no" is asked again soon, for right after an invitation.
KEEP = {True: timedelta(minutes=10), False: timedelta(seconds=10)}


class Membership:
    """Remembers `conversations.info`'s `is_member` for a while."""

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[bool, datetime]] = {}

    async def in_channel(self, channel: str) -> bool:
        """Whether Galley is in the channel; its conversation with a person counts as one."""
        known = self._known.get(channel)
        if known and self._clock() - known[1] < KEEP[known[0]]:
            return known[0]
        member = await self._ask(channel)
        self._known[channel] = (member, self._clock())
        return member

    async def _ask(self, channel: str) -> bool:
        try:
            info = (await self._client.conversations_info(channel=channel))["channel"]
        except SlackApiError as error:
            if error.response["error"] in ("channel_not_found", "missing_scope", "not_in_channel"):
                return False
            raise
        return bool(info.get("is_member") or (info.get("is_im") and info.get("user")))
