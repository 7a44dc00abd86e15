"""How each kind of element keeps what a person chose: under which key, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One element type's place for its value.

    `key` is the value's name in `view.state.values`, `initial` the element's own field it starts from,
    `many` whether it is a list, and `holds` what one entry is.
    """

    key: str
    initial: str | None
    many: bool = False
    holds: Literal["text", "option", "id", "moment", "rich_text", "file"] = "text"


_TEXT = Field(key="value", initial="initial_value")
_OPTION = Field(key="selected_option", initial="initial_option", holds="option")
_OPTIONS = Field(key="selected_options", initial="initial_options", many=True, holds="option")

FIELDS: Mapping[str, Field] = {
    "plain_text_input": _TEXT,
    "email_text_input": _TEXT,
    "url_text_input": _TEXT,
    "number_input": _TEXT,
    "rich_text_input": Field(key="rich_text_value", initial="initial_value", holds="rich_text"),
    "datepicker": Field(key="selected_date", initial="initial_date"),
    "timepicker": Field(key="selected_time", initial="initial_time"),
    "datetimepicker": Field(key="selected_date_time", initial="initial_date_time", holds="moment"),
    "static_select": _OPTION,
    "external_select": _OPTION,
    "radio_buttons": _OPTION,
    "overflow": Field(key="selected_option", initial=None, holds="option"),
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "checkboxes": _OPTIONS,
    "users_select": Field(key="selected_user", initial="initial_user", holds="id"),
    "conversations_select": Field(key="selected_conversation", initial="initial_conversation", holds="id"),
    "channels_select": Field(key="selected_channel", initial="initial_channel", holds="id"),
    "multi_users_select": Field(key="selected_users", initial="initial_users", many=True, holds="id"),
    "multi_conversations_select": Field(
        key="selected_conversations", initial="initial_conversations", many=True, holds="id"
    ),
    "multi_channels_select": Field(
        key="selected_channels", initial="initial_channels", many=True, holds="id"
    ),
    "file_input": Field(key="files", initial=None, many=True, holds="file"),
}
"""By element type. Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload and
slack_sdk 3.47.0 models/views ViewStateValue; `rich_text_value`, `selected_date_time` and `files` from the
pages of those elements under docs.slack.dev/reference/block-kit/block-elements."""
EXTERNAL = frozenset({"external_select", "multi_external_select"})
