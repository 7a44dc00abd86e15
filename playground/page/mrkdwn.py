"""Slack's mrkdwn and text objects as HTML.

Everything is escaped where it leaves the parser, so markup can come only from here.
The syntax: https://docs.slack.dev/messaging/formatting-message-text
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import emoji
from markupsafe import Markup, escape

from playground.page.links import safe_href

FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)


def _emphasis(name: str, mark: str) -> str:
    """`*bold*`, not `2*3*4`: the marks hug the words inside and touch none outside."""
    inside = rf"(?:<[^<>\n]*>|[^{mark}\n<])+"
    return rf"(?<![\w{mark}])\{mark}(?P<{name}>(?!\s){inside}(?<!\s))\{mark}(?![\w{mark}])"


TOKEN = re.compile(
    "|".join(
        [
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<angle>[^<>\n]+)>",
            r"(?P<url>https?://[^\s<>|]*[^\s<>|.,:;!?)\]'\"*_~])",
            r":(?P<emoji>[\w+'-]+):",
            _emphasis("bold", "*"),
            _emphasis("italic", "_"),
            _emphasis("strike", "~"),
        ]
    )
)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What ids are called, and for whom the page is drawn; an account is what one types after `@`."""

    people: Mapping[str, str]
    accounts: Mapping[str, str]
    channels: Mapping[str, str]
    me: str = ""


def emojized(text: str) -> str:
    """`:tada:` as the character; a name nobody knows stays as it was written."""
    return emoji.emojize(text, language="alias")


def unescaped(text: str) -> str:
    """The three entities that Slack asks apps to write, read back; no others exist in mrkdwn."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(text: str, names: Names) -> str:
    """Mrkdwn as a person would type it: names instead of ids, bare addresses, nothing escaped."""
    return unescaped(re.sub(r"<([^<>\n]+)>", lambda found: _typed(found[1], names), text))


def _typed(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + names.accounts.get(target[1:], target[1:])
    if target.startswith("#"):
        return "#" + names.channels.get(target[1:], label)
    return "@" + target[1:] if target.startswith("!") else target


def anchor(url: str, label: str | Markup) -> Markup:
    """A link that tells its target nothing, or only its label where a click would not be harmless."""
    if (href := safe_href(url)) is None:
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(href, label)


def mention(label: str, *, mine: bool = False) -> Markup:
    return Markup('<span class="mention{}">{}</span>').format(" me" if mine else "", label)


class Mrkdwn:
    """Draws one person's view of mrkdwn: mentions by name, their own marked."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._tokens: dict[str, Callable[[str], Markup]] = {
            "code": lambda t: Markup("<code>{}</code>").format(unescaped(t)),
            "angle": self._angle,
            "url": lambda t: anchor(unescaped(t), unescaped(t)),
            "emoji": lambda t: escape(emojized(f":{t}:")),
            "bold": lambda t: Markup("<b>{}</b>").format(self.line(t)),
            "italic": lambda t: Markup("<i>{}</i>").format(self.line(t)),
            "strike": lambda t: Markup("<s>{}</s>").format(self.line(t)),
        }

    def __call__(self, text: str) -> Markup:
        """A whole text: fenced code, quotes, and lines of prose."""
        parts = FENCE.split(text)
        drawn = (
            Markup("<pre>{}</pre>").format(unescaped(part)) if i % 2 else self._prose(part)
            for i, part in enumerate(parts)
        )
        return Markup("").join(drawn)

    def text_object(self, text: Mapping[str, Any]) -> Markup:
        """A Block Kit text object; `plain_text` is literal but for emoji names."""
        if text.get("type") == "mrkdwn":
            return self(text["text"])
        return escape(text["text"] if text.get("emoji") is False else emojized(text["text"]))

    def line(self, text: str) -> Markup:
        """Text within a line, or lines with no block among them."""
        return Markup("").join(self._pieces(text))

    def person(self, user_id: str) -> Markup:
        return mention("@" + self.names.people.get(user_id, user_id), mine=user_id == self.names.me)

    def channel(self, channel_id: str, label: str = "") -> Markup:
        name = self.names.channels.get(channel_id, label or channel_id)
        return mention(f"#{name}")

    def _prose(self, text: str) -> Markup:
        lines = text.removeprefix("\n").removesuffix("\n").split("\n") if text.strip() else []
        drawn = []
        for quoted, group in itertools.groupby(lines, key=lambda line: line.startswith((">", "&gt;"))):
            if quoted:
                said = "\n".join(
                    line.removeprefix("&gt;").removeprefix(">").removeprefix(" ") for line in group
                )
                drawn.append(Markup("<blockquote>{}</blockquote>").format(self.line(said)))
            else:
                drawn.append(self.line("\n".join(group)))
        return Markup("").join(drawn)

    def _pieces(self, text: str) -> Iterator[Markup]:
        at = 0
        for found in TOKEN.finditer(text):
            yield escape(unescaped(text[at : found.start()]))
            kind = found.lastgroup or ""
            yield self._tokens[kind](found[kind])
            at = found.end()
        yield escape(unescaped(text[at:]))

    def _angle(self, inside: str) -> Markup:
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            return self.person(target[1:])
        if target.startswith("#"):
            return self.channel(target[1:], label)
        if target.startswith("!"):
            return self._special(target[1:], unescaped(label))
        return anchor(unescaped(target), unescaped(label or target.removeprefix("mailto:")))

    def _special(self, target: str, label: str) -> Markup:
        """`<!channel>`, `<!subteam^S1|@team>` and `<!date^…|fallback>`."""
        if target in {"channel", "here", "everyone"}:
            return mention(f"@{target}", mine=True)
        if target.startswith("subteam^"):
            return mention(label or target.removeprefix("subteam^"))
        return escape(label or f"<!{target}>")
