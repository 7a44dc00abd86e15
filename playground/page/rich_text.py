"""The `rich_text` block as HTML: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.

Text elements are literal: neither mrkdwn nor emoji names mean anything in them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

from playground.page.mrkdwn import Mrkdwn, anchor, emojized, mention

Element = Mapping[str, Any]

STYLES = {"bold": "b", "italic": "i", "strike": "s", "underline": "u", "code": "code"}


class RichText:
    """Draws rich_text for one person; `Mrkdwn` knows what ids are called."""

    def __init__(self, mrkdwn: Mrkdwn) -> None:
        self.mrkdwn = mrkdwn
        self._blocks: dict[str, Callable[[Element], Markup]] = {
            "rich_text_section": lambda e: Markup('<p dir="auto">{}</p>').format(self._run(e)),
            "rich_text_quote": lambda e: Markup('<blockquote dir="auto">{}</blockquote>').format(
                self._run(e)
            ),
            "rich_text_preformatted": lambda e: Markup('<pre dir="auto">{}</pre>').format(self._run(e)),
            "rich_text_list": self._list,
        }
        self._inlines: dict[str, Callable[[Element], Markup]] = {
            "text": lambda e: escape(e["text"]),
            "link": lambda e: anchor(e["url"], e.get("text") or e["url"]),
            "emoji": self._emoji,
            "user": lambda e: mrkdwn.person(e["user_id"]),
            "channel": lambda e: mrkdwn.channel(e["channel_id"]),
            "usergroup": lambda e: mention(f"@{e['usergroup_id']}"),
            "broadcast": lambda e: mention(f"@{e['range']}", mine=True),
            "color": lambda e: Markup("<code>{}</code>").format(e["value"]),
            "date": self._date,
        }

    def __call__(self, block: Element) -> Markup:
        elements: Sequence[Element] = block["elements"]
        return Markup("").join(self._blocks[e["type"]](e) for e in elements if e["type"] in self._blocks)

    def _run(self, parent: Element) -> Markup:
        return Markup("").join(self._inline(e) for e in parent["elements"])

    def _inline(self, element: Element) -> Markup:
        draw = self._inlines.get(element["type"])
        drawn = draw(element) if draw else Markup("")
        for style, tag in STYLES.items():
            if (element.get("style") or {}).get(style):
                drawn = Markup("<{0}>{1}</{0}>").format(Markup(tag), drawn)  # noqa: S704 - from STYLES
        return drawn

    def _list(self, block: Element) -> Markup:
        items = Markup("").join(
            Markup('<li dir="auto">{}</li>').format(self._run(item)) for item in block["elements"]
        )
        indent = int(block.get("indent") or 0)
        if block.get("style") == "ordered":
            start = int(block.get("offset") or 0) + 1
            return Markup('<ol class="indent-{}" start="{}">{}</ol>').format(indent, start, items)
        return Markup('<ul class="indent-{}">{}</ul>').format(indent, items)

    @staticmethod
    def _emoji(element: Element) -> Markup:
        if code := element.get("unicode"):
            return escape("".join(chr(int(point, 16)) for point in code.split("-")))
        return escape(emojized(f":{element['name']}:"))

    @staticmethod
    def _date(element: Element) -> Markup:
        moment = datetime.fromtimestamp(int(element["timestamp"]), UTC)
        return Markup('<time datetime="{}">{}</time>').format(
            moment.isoformat(), element.get("fallback") or f"{moment:%d %B %Y, %H:%M} UTC"
        )
