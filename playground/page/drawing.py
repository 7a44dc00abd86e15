"""What templates ask for while they draw for one person: texts as HTML, and the controls of forms."""

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from playground.page import fields, links
from playground.page.mrkdwn import Mrkdwn, Names, anchor, as_typed, emojized
from playground.page.place import address
from playground.page.rich_text import RichText
from playground.slack.workspace import Workspace

Json = Mapping[str, Any]


def names_of(workspace: Workspace, me: str) -> Names:
    return Names(
        people={u.id: u.real_name for u in workspace.users.values()},
        accounts={u.id: u.name for u in workspace.users.values()},
        channels={c.id: c.name for c in workspace.channels.values()},
        me=me,
    )


class Drawing:
    """Handed to templates as `draw`."""

    local = staticmethod(links.loads_locally)
    anchor = staticmethod(anchor)
    template = staticmethod(fields.template)
    input_type = staticmethod(fields.input_type)
    presses_on = staticmethod(fields.presses_on)
    held = staticmethod(fields.held)
    held_objects = staticmethod(fields.held_objects)

    def __init__(self, workspace: Workspace, me: str, markdown: MarkdownIt) -> None:
        self._workspace, self._me, self._markdown = workspace, me, markdown
        self.mrkdwn = Mrkdwn(names_of(workspace, me))
        self.rich_text = RichText(self.mrkdwn)
        self.text = self.mrkdwn.text_object

    def markdown(self, text: str) -> Markup:
        return Markup(self._markdown.render(text))  # noqa: S704 - its parser escapes HTML

    @staticmethod
    def href(url: str) -> str:
        return links.safe_href(url) or "#"

    def as_typed(self, text: str) -> str:
        """A message's text as its author typed it: names instead of ids, nothing escaped."""
        return as_typed(text, self.mrkdwn.names)

    @staticmethod
    def plain(text: Json | None) -> str:
        """A plain text object as an attribute's value; empty if there is none."""
        return emojized(text["text"]) if text else ""

    @staticmethod
    def address(block: Json, element: Json, *more: str) -> str:
        return address(block["block_id"], element["action_id"], *more)

    @staticmethod
    def element_id(scope: str, block: Json, element: Json) -> str:
        return f"{scope}-{block['block_id']}-{element['action_id']}"

    def confirm_id(self, scope: str, block: Json, element: Json) -> str:
        return self.element_id(scope, block, element) + "-confirm"

    def asks(self, scope: str, block: Json, element: Json) -> Markup:
        """The attribute that names the dialog to answer before the press counts, if there is one."""
        if not element.get("confirm"):
            return Markup("")
        return Markup(' data-confirm="{}"').format(self.confirm_id(scope, block, element))

    def choices(self, element: Json) -> list[fields.Group]:
        return fields.choices(self._workspace, element, self._me)

    def chosen(self, element: Json, held: list[str]) -> list[fields.Choice]:
        """The choices that are held, in the order offered."""
        offered = [choice for _, group in self.choices(element) for choice in group]
        return [choice for choice in offered if choice.value in held]

    def cell(self, cell: Json) -> Markup:
        """A table's cell: `raw_text`, `raw_number` or `rich_text`."""
        if cell["type"] == "rich_text":
            return self.rich_text(cell)
        return Markup("{}").format(cell.get("text", cell.get("value", "")))

    @staticmethod
    def column(block: Json, index: int) -> str:
        """The class that aligns a column as `column_settings` say."""
        settings = block.get("column_settings") or []
        return str((settings[index] or {}).get("align", "")) if index < len(settings) else ""
