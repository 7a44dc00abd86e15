"""The views and messages of the sampler app: one of everything that the page draws."""

from typing import Any

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
    return [*_choices(), *_answers()]


def _choices() -> list[Json]:
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
    ]


def _answers() -> list[Json]:
    return [
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
        {"type": "actions", "block_id": "acts", "elements": _acts(saved=saved)},
    ]


def _acts(*, saved: bool) -> list[Json]:
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
    tone = {
        "type": "static_select",
        "action_id": "tone",
        "placeholder": plain("Change tone"),
        "options": options("Friendly", "Formal"),
    }
    return [save if saved else save | {"style": "primary"}, tone, discard]


def every_block() -> list[Json]:
    """Blocks that a message may hold, once each."""
    rtl = "مرحبا بالعالم، هذا نص من اليمين إلى اليسار 👨‍👩‍👧‍👦"
    return [
        _formatted(),
        _rich(),
        {"type": "section", "text": plain(rtl)},
        {"type": "image", "image_url": "https://example.com/chart.png", "alt_text": "A chart of signups"},
        _card(),
        {"type": "carousel", "elements": [_card(), _card()]},
        {"type": "markdown", "text": MARKDOWN},
        _table(),
        _feedback(),
    ]


def _formatted() -> Json:
    text = "Hi <@U2BEN> and <!here>: `code` _slanted_ ~gone~ :tada: <https://example.com|site>\n> quoted"
    return {"type": "section", "text": mrkdwn(text), "fields": [mrkdwn("*One*\n1"), plain("Two")]}


def _rich() -> Json:
    text = [
        {"type": "text", "text": "Why ", "style": {"bold": True}},
        {"type": "text", "text": HOSTILE},
        {"type": "link", "url": "https://example.com/a", "text": "a link"},
        {"type": "emoji", "name": "rocket"},
        {"type": "user", "user_id": "U2BEN"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one claim"}]}
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": text},
            {"type": "rich_text_list", "style": "ordered", "elements": [item, item]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a = 1\nb = 2"}]},
        ],
    }


def _card() -> Json:
    return {
        "type": "card",
        "title": plain("A card"),
        "subtitle": plain("variant 1"),
        "body": mrkdwn("With *body*"),
        "actions": [{"type": "button", "text": plain("Pick"), "action_id": "pick", "value": "1"}],
    }


def _table() -> Json:
    rows = [["Platform", "Chars"], ["X", "280"]]
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}


def _feedback() -> Json:
    buttons = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    return {"type": "context_actions", "elements": [buttons]}
