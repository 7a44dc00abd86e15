"""A small Bolt app with one of everything that the page draws; it knows Slack only."""

import asyncio
import re
from datetime import UTC, date, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]

MARKDOWN = """\
## Plan

1. **First** `x`

<script>alert(1)</script>

| a | b |
|---|---|
| 1 | 2 |
"""
HOSTILE = "<!channel> *bold* <@U1ANA> &amp; :tada:"

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


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def compose_view(topic: str, *, provider: str = "one") -> Json:
    providers = options("One", "Two")
    chosen = next(o for o in providers if o["value"] == provider)
    fields = [
        field(
            "provider",
            "Provider",
            {"type": "static_select", "options": providers, "initial_option": chosen},
            dispatch_action=True,
        ),
        field(
            "topic",
            "Topic",
            {
                "type": "plain_text_input",
                "multiline": True,
                "max_length": 80,
                "initial_value": topic,
                "placeholder": plain("We shipped…"),
            },
            hint=plain("At least ten characters"),
        ),
    ]
    return {
        "type": "modal",
        "callback_id": "compose",
        "title": plain("Compose a post"),
        "submit": plain("Compose"),
        "close": plain("Cancel"),
        "blocks": fields + (_fields_of_one() if provider == "one" else _fields_of_two()),
    }


def _fields_of_one() -> list[Json]:
    return [
        field(
            "platforms",
            "Platforms",
            {
                "type": "multi_static_select",
                "options": options("LinkedIn", "X", "Bluesky"),
                "max_selected_items": 2,
                "placeholder": plain("Where to?"),
            },
        ),
        field(
            "extras",
            "Extras",
            {
                "type": "checkboxes",
                "options": [
                    {"text": mrkdwn("*Emoji*"), "value": "emoji", "description": plain("a few, tastefully")},
                    *options("Hashtags"),
                ],
            },
            optional=True,
        ),
        field(
            "length",
            "Length",
            {
                "type": "radio_buttons",
                "options": options("Short", "Long"),
                "initial_option": options("Short")[0],
            },
        ),
        field(
            "variants",
            "Variants",
            {
                "type": "number_input",
                "is_decimal_allowed": False,
                "min_value": "1",
                "max_value": "5",
                "initial_value": "2",
            },
        ),
        field("day", "Publish on", {"type": "datepicker"}, optional=True),
        field("hour", "At", {"type": "timepicker"}, optional=True),
        field(
            "city",
            "City",
            {"type": "external_select", "min_query_length": 1, "placeholder": plain("Type a city")},
            optional=True,
        ),
        field("visited", "Visited", {"type": "multi_external_select", "min_query_length": 0}, optional=True),
        field("where", "Post to", {"type": "conversations_select", "default_to_current_conversation": True}),
        field("files", "Reference files", {"type": "file_input", "max_files": 2}, optional=True),
    ]


def _fields_of_two() -> list[Json]:
    return [
        field("link", "Link", {"type": "url_text_input"}, optional=True),
        field("mail", "Reply to", {"type": "email_text_input"}, optional=True),
    ]


def result_blocks(topic: str, *, saved: bool = False) -> list[Json]:
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": topic}]}
    save: Json = {
        "type": "button",
        "text": plain("Saved" if saved else "Save draft"),
        "action_id": "save",
        "value": "1",
    }
    discard = {
        "type": "button",
        "text": plain("Discard"),
        "action_id": "discard",
        "style": "danger",
        "confirm": {
            "title": plain("Discard it?"),
            "text": plain("This cannot be undone."),
            "confirm": plain("Discard"),
            "deny": plain("Keep"),
        },
    }
    return [
        {"type": "header", "text": plain("Your post is ready")},
        {"type": "context", "elements": [mrkdwn("<@U1ANA> · *witty* · v1")]},
        {
            "type": "section",
            "text": mrkdwn("*LinkedIn* · variant 1 of 3"),
            "accessory": {"type": "overflow", "action_id": "more", "options": options("Shorter", "Longer")},
        },
        {"type": "rich_text", "block_id": "caption", "elements": [words]},
        {"type": "context", "elements": [plain(f"{len(topic)} / 3,000")]},
        {"type": "divider"},
        {
            "type": "actions",
            "block_id": "acts",
            "elements": [
                save if saved else save | {"style": "primary"},
                {
                    "type": "static_select",
                    "action_id": "tone",
                    "placeholder": plain("Change tone"),
                    "options": options("Friendly", "Formal"),
                },
                discard,
            ],
        },
    ]


def every_block() -> list[Json]:
    """Blocks that a message may hold, once each."""
    text = [
        {"type": "text", "text": "Why ", "style": {"bold": True}},
        {"type": "text", "text": HOSTILE},
        {"type": "link", "url": "https://example.com/a", "text": "a link"},
        {"type": "emoji", "name": "rocket"},
        {"type": "user", "user_id": "U2BEN"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one claim"}]}
    card = {
        "type": "card",
        "title": plain("A card"),
        "subtitle": plain("variant 1"),
        "body": mrkdwn("With *body*"),
        "actions": [{"type": "button", "text": plain("Pick"), "action_id": "pick", "value": "1"}],
    }
    cell = {"type": "raw_text", "text": "X"}
    return [
        {
            "type": "section",
            "text": mrkdwn(
                "Hi <@U2BEN> and <!here>: `code` _slanted_ ~gone~ :tada: <https://example.com|site>\n> quoted"
            ),
            "fields": [mrkdwn("*One*\n1"), plain("Two")],
        },
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": text},
                {"type": "rich_text_list", "style": "ordered", "elements": [item, item]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a = 1\nb = 2"}]},
            ],
        },
        {"type": "section", "text": plain("مرحبا بالعالم، هذا نص من اليمين إلى اليسار 👨‍👩‍👧‍👦")},
        {"type": "image", "image_url": "https://example.com/chart.png", "alt_text": "A chart of signups"},
        card,
        {"type": "carousel", "elements": [card, card]},
        {
            "type": "markdown",
            "text": MARKDOWN,
        },
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Platform"}, {"type": "raw_text", "text": "Chars"}],
                [cell, {"type": "raw_text", "text": "280"}],
            ],
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain("Bad"), "value": "bad"},
                }
            ],
        },
    ]


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
