"""A small Bolt app with one of everything that the page draws; it knows Slack only."""

import asyncio
import re
from datetime import UTC, date, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.sampler_views import compose_view, every_block, mrkdwn, options, plain, result_blocks

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Sampler", "background_color": "#1d4d4f"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Sampler"},
        "slash_commands": [
            {"command": "/compose", "description": "Write a post", "usage_hint": "[topic]"},
            {"command": "/show", "description": "Show every block", "usage_hint": "[what]"},
        ],
        "shortcuts": [
            {
                "name": "Compose a post",
                "type": "global",
                "callback_id": "compose",
                "description": "From nothing",
            },
            {"name": "Quote this", "type": "message", "callback_id": "quote", "description": "With its text"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "im:history",
                "im:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im", "app_mention"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}

CITIES = ("Amsterdam", "Athens", "Berlin", "Bern", "Lisbon", "London")


class Sampler:
    """The app; it keeps what it was told, newest last, and acknowledges no submission until it is `ready`."""

    def __init__(self, url: str) -> None:
        self.app = AsyncApp(client=AsyncWebClient(token="xoxb-playground", base_url=url))
        self.submitted: list[Json] = []
        self.pressed: list[Json] = []
        self.ready = asyncio.Event()
        self.ready.set()
        self._listen()

    def _listen(self) -> None:
        app = self.app
        app.command("/compose")(self.compose)
        app.shortcut("compose")(self.compose)
        app.shortcut("quote")(self.quote)
        app.command("/show")(self.show)
        app.view("compose")(self.submit)
        app.action({"type": "block_actions", "action_id": "value", "block_id": "provider"})(self.switch)
        app.action({"type": "block_actions", "action_id": "save"})(self.save)
        app.action("discard")(self.discard)
        app.action("new")(self.compose)
        app.action(re.compile("more|tone|pick|feedback"))(self.note)
        app.options({"type": "block_suggestion", "action_id": "value"})(self.cities)
        app.event("app_home_opened")(self.home)
        app.event("app_mention")(self.mentioned)
        app.event("message")(self.heard)

    async def compose(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=compose_view(body.get("text", "")))

    async def quote(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=compose_view(body["message"]["text"]))

    async def show(self, ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        if command["text"] == "private":
            await client.chat_postEphemeral(
                channel=command["channel_id"], user=command["user_id"], text="Just for you"
            )
        else:
            await client.chat_postMessage(
                channel=command["channel_id"], text="Everything", blocks=every_block()
            )

    async def switch(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view, chosen = body["view"], body["actions"][0]["selected_option"]["value"]
        await client.views_update(
            view_id=view["id"], hash=view["hash"], view=compose_view("", provider=chosen)
        )

    async def cities(self, ack: Any, payload: Json) -> None:
        found = [c for c in CITIES if c.lower().startswith(payload["value"].lower())]
        await ack(options=options(*found))

    async def submit(self, ack: Any, view: Json, client: AsyncWebClient) -> None:
        values = {block: held["value"] for block, held in view["state"]["values"].items()}
        self.submitted.append(values)
        await self.ready.wait()
        if wrong := _complaints(values):
            await ack(response_action="errors", errors=wrong)
            return
        await ack()
        where = values["where"]["selected_conversation"] if "where" in values else "C1GENERAL"
        topic = values["topic"]["value"]
        await client.chat_postMessage(channel=where, text="Your post is ready", blocks=result_blocks(topic))

    async def save(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        message = body["message"]
        topic = message["blocks"][3]["elements"][0]["elements"][0]["text"]
        blocks = result_blocks(topic, saved=True)
        await client.chat_update(channel=body["channel"]["id"], ts=message["ts"], text="Saved", blocks=blocks)

    async def discard(self, ack: Any, respond: Any) -> None:
        await ack()
        await respond(delete_original=True)

    async def note(self, ack: Any, respond: Any, action: Json) -> None:
        await ack()
        self.pressed.append(action)
        chosen = (action.get("selected_option") or {}).get("value") or action.get("value")
        await respond(text=f"Noted: {chosen}", response_type="ephemeral", replace_original=False)

    async def home(self, event: Json, client: AsyncWebClient) -> None:
        new = {"type": "button", "text": plain("New post"), "action_id": "new", "style": "primary"}
        now = f"{datetime.now(UTC):%Y}"
        blocks = [
            {"type": "header", "text": plain("Your drafts")},
            {"type": "section", "text": mrkdwn(f"_Nothing yet in {now}._")},
            {"type": "actions", "elements": [new]},
        ]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    async def mentioned(self, event: Json, say: Any) -> None:
        await say(text="You called?", thread_ts=event.get("thread_ts", event["ts"]))

    async def heard(self) -> None:
        """Messages to the app are taken and not answered."""


def _complaints(values: Json) -> dict[str, str]:
    wrong = {}
    if len(values["topic"]["value"] or "") < 10:
        wrong["topic"] = "Say a little more: ten characters at least."
    day = values.get("day", {}).get("selected_date")
    if day and date.fromisoformat(day) < datetime.now(UTC).date():
        wrong["day"] = "That day is over."
    return wrong
