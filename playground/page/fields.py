"""What the controls of a form need to know to be drawn: names, values held, choices offered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.blockkit.values import raw_of
from playground.slack.directory import Channel
from playground.slack.workspace import Workspace

Json = Mapping[str, Any]

#: The file that draws an element; an element of another type has a file of its own name.
TEMPLATES = {
    **dict.fromkeys(
        (
            "plain_text_input",
            "rich_text_input",
            "email_text_input",
            "url_text_input",
            "number_input",
            "datepicker",
            "timepicker",
            "datetimepicker",
        ),
        "text",
    ),
    **dict.fromkeys(("static_select", "users_select", "conversations_select", "channels_select"), "select"),
    **dict.fromkeys(
        (
            "multi_static_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select",
        ),
        "multi_select",
    ),
    **dict.fromkeys(("external_select", "multi_external_select"), "search"),
    **dict.fromkeys(("checkboxes", "radio_buttons"), "options"),
}
INPUT_TYPES = {
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
#: Slack sends these when Enter is pressed, unless `dispatch_action_config` says otherwise.
_TYPED = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One entry of a menu, in plain words."""

    value: str
    label: str
    description: str = ""


#: A heading, which may be empty, and the choices under it.
Group = tuple[str, Sequence[Choice]]


def template(element: Json) -> list[str]:
    kind = element["type"]
    return [f"elements/{TEMPLATES.get(kind, kind)}.html", "elements/unknown.html"]


def input_type(element: Json) -> str:
    return INPUT_TYPES.get(element["type"], "text")


def presses_on(element: Json) -> str:
    """When a control that is sent at once is sent: on `change`, `enter` or every `input`."""
    if element["type"] not in _TYPED:
        return "change"
    config = element.get("dispatch_action_config") or {}
    return "input" if "on_character_entered" in config.get("trigger_actions_on", ()) else "enter"


def held(block: Json, element: Json, state: Mapping[str, Any]) -> list[str]:
    """The raw entries the control shows."""
    value = state.get(block["block_id"], {}).get(element["action_id"])
    return raw_of(value) if value else []


def held_objects(block: Json, element: Json, state: Mapping[str, Any]) -> list[Json]:
    """The whole options, or files, that the control holds."""
    value = state.get(block["block_id"], {}).get(element["action_id"]) or {}
    kept = value.get("selected_options") or value.get("files") or [value.get("selected_option")]
    return [entry for entry in kept if entry]


def choices(workspace: Workspace, element: Json, me: str) -> list[Group]:
    """Everything a menu offers this person."""
    kind = element["type"].removeprefix("multi_").removesuffix("_select")
    if kind == "users":
        return [("", [Choice(value=u.id, label=u.real_name) for u in workspace.users.values()])]
    if kind in {"conversations", "channels"}:
        return [("", [_conversation(c) for c in _conversations(workspace, element, me)])]
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [(_label(group), [_choice(o) for o in group["options"]]) for group in groups]


def _label(group: Json) -> str:
    return str(group["label"]["text"]) if "label" in group else ""


def _choice(option: Json) -> Choice:
    description = (option.get("description") or {}).get("text", "")
    return Choice(value=option["value"], label=option["text"]["text"], description=description)


def _conversation(channel: Channel) -> Choice:
    label = channel.name if channel.kind == "im" else f"# {channel.name}"
    return Choice(value=channel.id, label=label)


def _conversations(workspace: Workspace, element: Json, me: str) -> Iterator[Channel]:
    """Those the person is in, of the kinds that the element's filter asks for."""
    public_only = "channels" in element["type"]
    wanted = ["public"] if public_only else (element.get("filter") or {}).get("include")
    for channel in workspace.channels.values():
        kind = {"channel": "public", "group": "private"}.get(channel.kind, channel.kind)
        if me in channel.members and (not wanted or kind in wanted):
            yield channel
