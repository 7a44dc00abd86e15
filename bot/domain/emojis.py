"""Taking emoji out of a text, so that what is left reads as if there had been none."""

import regex

from bot.domain.pieces import URL

#: Signs that are text unless a selector makes pictures of them: arrows, bullets, double marks, the circled M.
_SIGNS = (
    r"[\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u2934\u2935\u24c2\u3030\u303d\u3297\u3299"
    r"\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe](?!\ufe0f)"
)
_PICTURE = r"\p{Extended_Pictographic}(?!\ufe0e)(?:\ufe0f|\u20e3|\p{Emoji_Modifier}|[\U000e0020-\U000e007f])*"
#: One emoji, joined ones and flags included. ©, ® and ™ are text even when drawn as emoji.
_EMOJI = (
    rf"(?:\p{{Regional_Indicator}}{{1,2}}|[#*]\ufe0f?\u20e3|\p{{Emoji_Modifier}}"
    rf"|(?![©®™]|{_SIGNS}){_PICTURE}(?:\u200d{_PICTURE})*\u200d?)"
)
#: Addresses are passed over: what is in them is not for the eye.
_PASS = rf"(?i:{URL.pattern})(*SKIP)(*FAIL)|"
_RUN = rf"{_EMOJI}(?:[ \t]*{_EMOJI})*+"
EMOJI = regex.compile(_PASS + _EMOJI)
#: Digits in boxes, and signs with a selector: the character itself is what was meant.
_DRESSED = regex.compile(rf"{_PASS}([0-9])(?:\ufe0f?\u20e3)+|([©®™])\ufe0f+")
_LINE = regex.compile(rf"(?m)^[ \t]*{_RUN}[ \t]*(?:\n\s*|\Z)")
_GAP = regex.compile(rf"{_PASS}(?P<before>[ \t]*+)(?:\([ \t]*{_RUN}[ \t]*\)|{_RUN})(?P<after>[ \t]*+)")
#: Scripts that put spaces between words.
_SPACED = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}\p{Devanagari}\p{Hangul}\p{Nd}]")
#: What no space stands before once the emoji between is gone.
_CLOSING = regex.compile(r"[,.;:!?…)\]}\p{Pf}\n]|\Z")


def found(text: str) -> int:
    """How many emoji there are, addresses aside."""
    return len(EMOJI.findall(text)) + len(_DRESSED.findall(text))


def without(text: str) -> str:
    """The text without its emoji: no gaps, no space before punctuation, no empty line left where one was."""
    while found(text):  # once more where parts of several have become one
        plain = _DRESSED.sub(lambda m: m[1] or m[2], text)
        left = _GAP.sub(_filling, _LINE.sub("", plain))
        text = left.rstrip() if left != plain else left
    return text


def _filling(gap: regex.Match[str]) -> str:
    """What takes the place of emoji and the white space around them."""
    before, after = gap.string[: gap.start()][-1:], gap.string[gap.end() :][:1]
    if before in {"", "\n"} or _CLOSING.match(after):
        return ""
    if gap["before"] or gap["after"]:
        return " "
    return " " if _SPACED.match(before) and _SPACED.match(after) else ""
