"""What a person typed, out of what Slack sends: links, mentions and escapes as plain text again.

Slack's format: docs.slack.dev, "Formatting message text". `<https://example.com|example.com>` is a typed
`example.com`, which Slack linked; a link with words of its own gives its address, for that is what is posted.
"""

import regex

from bot.domain.platforms import Platform

_ANGLED = regex.compile(r"<(?P<what>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>")
_BOT = r"<@{bot}(?:\|[^<>\n]*)?>"
#: What may stand around a whole reply: code marks, bold, quotes.
_WRAPPINGS = (
    ("```", "```"),
    ("`", "`"),
    ("*", "*"),
    ("_", "_"),
    ("“", "”"),
    ("„", "“"),
    ("«", "»"),
    ('"', '"'),
)
_SINGLE = (("\u2018", "\u2019"), ("'", "'"))

#: What people call platforms, besides the names on the cards.
_ALIASES = {
    "twitter": Platform.X,
    "bsky": Platform.BLUESKY,
    "ig": Platform.INSTAGRAM,
    "insta": Platform.INSTAGRAM,
    "li": Platform.LINKEDIN,
    "linked in": Platform.LINKEDIN,
    "fb": Platform.FACEBOOK,
    "yt": Platform.YOUTUBE,
    "tik tok": Platform.TIKTOK,
}
PLATFORMS = {
    **{platform.value: platform for platform in Platform if platform is not Platform.ANY},
    **_ALIASES,
}
_NAME = "|".join(sorted((name.replace(" ", r"\s") for name in PLATFORMS), key=len, reverse=True))
#: Several platforms, as a pattern: "x", "x and linkedin", "x, linkedin & bluesky".
NAMES = rf"(?:{_NAME})(?:(?:\s*[,&+/]\s*(?:and\s+)?|\s+and\s+)(?:{_NAME}))*"


def plain(text: str) -> str:
    """The text as it was typed."""
    typed = _ANGLED.sub(_typed, text).replace("\r\n", "\n").replace("\u00a0", " ")
    return typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _typed(found: regex.Match[str]) -> str:
    what, label = found["what"], found["label"]
    if what.startswith(("mailto:", "tel:")):
        return label or what.partition(":")[2]
    if what.startswith(("#", "!", "@")):
        return _named(found.group(), what, label)
    if "://" not in what:
        return found.group()
    linked_by_slack = label and what.removeprefix("http://").rstrip("/") == label.rstrip("/")
    return label if linked_by_slack else what


def _named(whole: str, what: str, label: str | None) -> str:
    """A channel, a group or a person by name, where Slack gives one."""
    if label:
        return (
            label
            if label.startswith(("#", "@")) or what.startswith("!date")
            else what[0].replace("!", "@") + label
        )
    return f"@{what[1:]}" if what in {"!here", "!channel", "!everyone"} else whole


def addressed(text: str, bot: str) -> tuple[str, bool]:
    """The text without the bot's mention at its beginning or end, and whether there was one."""
    if not bot:
        return text.strip(), False
    name = _BOT.format(bot=regex.escape(bot))
    bare = regex.sub(rf"\A\s*(?:{name}[\s,:]*+)+", "", text).strip()
    while bare.endswith(">") and regex.fullmatch(name, bare[bare.rfind("<@") :]):
        bare = bare[: bare.rfind("<@")].rstrip(" ,\n\t")
    return bare, bare != text.strip()


def unwrapped(text: str) -> str:
    """Without the marks around the whole of it: "`again`" and "“again”" are again."""
    for opening, closing in (*_WRAPPINGS, *_SINGLE):
        longest = len(opening) + len(closing)
        if len(text) > longest and text.startswith(opening) and text.endswith(closing):
            inner = text[len(opening) : -len(closing)]
            if opening not in inner and closing not in inner:
                return inner.strip()
    return text


def platforms_of(names: str) -> tuple[Platform, ...]:
    """The platforms in what `NAMES` matched, each once."""
    found = (match.group() for match in regex.finditer(_NAME, names, regex.IGNORECASE))
    return tuple(dict.fromkeys(PLATFORMS[" ".join(name.lower().split())] for name in found))
