"""Every verb of a thread in one table: how it is said, what it costs, what it does. `help` comes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex


class Name(StrEnum):
    """The verbs, by the word that help shows."""

    AGAIN = "again"
    REWRITE = "rewrite"
    SHORTER = "shorter"
    LONGER = "longer"
    TONE = "tone"
    FIT = "fit"
    NO_HASHTAGS = "no hashtags"
    HASHTAGS = "hashtags"
    NO_EMOJI = "no emoji"
    CTA = "cta"
    USE = "use"
    VERSION = "v2"
    UNDO = "undo"
    REDO = "redo"
    DIFF = "diff"
    SAVE = "save"
    APPROVE = "approve?"
    DISCARD = "discard"
    RESTORE = "restore"
    HELP = "help"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One verb. `says` is the pattern of the whole reply; its groups are the argument."""

    name: Name
    says: str
    #: The same when the bot is addressed: what would be a sentence among people is a request then.
    loosely: str = ""
    #: Goes through the provider, which may charge for it.
    paid: bool = False
    #: Can be asked for some platforms only.
    scoped: bool = False
    example: str
    does: str


_COLON = r"\s*[:\uff1a]"
_TAGS = r"[#\uff03][^\s,;#]+(?:[\s,;]+[#\uff03][^\s,;#]+)*"
_V = r"v?\s?(?P<{}>\d{{1,6}})"
_ALSO = r"\s*(?:\.{2,3}|[-–,]|\s(?:and|to|with|vs\.?)\s|\s)\s*"

TABLE: tuple[Row, ...] = (
    Row(
        name=Name.AGAIN,
        says=r"again(?:\s+[x×]?\s*(?P<count>\d{1,6})(?:\s*x|\s+times)?)?",
        loosely=r"try\s+again|once\s+more|another(?:\s+one)?|(?P<count>\d{1,6})\s+more",
        paid=True,
        scoped=True,
        example="again x3",
        does="new variants, up to 5 at once",
    ),
    Row(
        name=Name.REWRITE,
        says=rf"re-?write{_COLON}(?P<text>.*)",
        loosely=r"re-?write\s+(?P<text>.+)",
        paid=True,
        scoped=True,
        example="rewrite: begin with a question",
        does="a new version by what you say",
    ),
    Row(
        name=Name.SHORTER,
        says="shorter|shorten",
        paid=True,
        scoped=True,
        example="shorter",
        does="written anew, shorter",
    ),
    Row(
        name=Name.LONGER,
        says="longer|lengthen",
        paid=True,
        scoped=True,
        example="longer",
        does="written anew, longer",
    ),
    Row(
        name=Name.TONE,
        says=rf"tone{_COLON}(?P<text>[^\n]*)|tone\s+(?P<tone>[^\n:]+)",
        loosely=r"(?:in\s+an?\s+)?(?P<text>[^\n\s]+)\s+tone",
        paid=True,
        scoped=True,
        example="tone friendly",
        does="written anew in that tone",
    ),
    Row(
        name=Name.FIT,
        says="fit",
        scoped=True,
        example="fit",
        does="shortened to the platform's limit, hashtags and addresses kept",
    ),
    Row(
        name=Name.NO_HASHTAGS,
        says=rf"(?:no|without)\s+hash-?tags?|hash-?tags?{_COLON}\s*(?:none|no|off)",
        scoped=True,
        example="no hashtags",
        does="without hashtags",
    ),
    Row(
        name=Name.HASHTAGS,
        says=rf"hash-?tags?{_COLON}(?P<tags>[^\n]*)|hash-?tags?\s+(?P<tags>{_TAGS})",
        scoped=True,
        example="hashtags: #darkmode #launch",
        does="these hashtags instead of those there are",
    ),
    Row(
        name=Name.NO_EMOJI,
        says=r"(?:no|without)\s+emojis?",
        scoped=True,
        example="no emoji",
        does="without emoji",
    ),
    Row(
        name=Name.CTA,
        says=rf"(?:cta|call[\s-]to[\s-]action){_COLON}(?P<text>.*)",
        loosely=r"(?:cta|call[\s-]to[\s-]action)\s+(?P<text>.+)",
        scoped=True,
        example="cta: Try it today",
        does="a call to action after the text",
    ),
    Row(
        name=Name.USE,
        says=rf"use(?:\s+this)?{_COLON}(?P<text>.*)",
        scoped=True,
        example="use: Dark mode is here.",
        does="your own text, to the letter; several lines are fine",
    ),
    Row(
        name=Name.VERSION,
        says=r"v\s?(?P<first>\d{1,6})|version\s+(?P<first>\d{1,6})",
        loosely=rf"(?:show|open)\s+(?:version\s+)?{_V.format('first')}",
        scoped=True,
        example="v2",
        does="shows that version",
    ),
    Row(
        name=Name.UNDO,
        says="undo",
        example="undo",
        does="back one version; again, and it goes further back",
    ),
    Row(name=Name.REDO, says="redo", example="redo", does="takes back the last undo"),
    Row(
        name=Name.DIFF,
        says=rf"diff(?:\s+{_V.format('first')}(?:{_ALSO}{_V.format('second')})?)?",
        loosely=rf"compare(?:\s+{_V.format('first')}(?:{_ALSO}{_V.format('second')})?)?",
        scoped=True,
        example="diff v1 v3",
        does="what changed between two versions; alone, since the one before",
    ),
    Row(name=Name.SAVE, says="save", example="save", does="keeps what the card shows as a draft"),
    Row(
        name=Name.APPROVE,
        says=r"approv(?:e|al)\s*\?+",
        loosely=r"(?:request|ask\s+for)\s+approval|approv(?:e|al)",
        example="approve?",
        does="says how the team gets to see it",
    ),
    Row(name=Name.DISCARD, says="discard", example="discard", does="puts the draft aside"),
    Row(
        name=Name.RESTORE,
        says=r"restore(?:\s+v\s?(?P<first>\d{1,6}))?|back\s+to\s+v\s?(?P<first>\d{1,6})",
        loosely=r"(?:restore|back\s+to)\s+(?:version\s+)?(?P<first>\d{1,6})",
        scoped=True,
        example="restore v2",
        does="makes that version the newest; alone, takes up a discarded draft",
    ),
    Row(name=Name.HELP, says=r"help\s*\??", example="help", does="this list"),
    Row(name=Name.STOP, says="stop|cancel", example="stop", does="ends the run that is under way"),
)
ROWS = {row.name: row for row in TABLE}
PATTERNS = {row.name: regex.compile(row.says, regex.IGNORECASE | regex.DOTALL) for row in TABLE}
LOOSE = {
    row.name: regex.compile(row.loosely, regex.IGNORECASE | regex.DOTALL) for row in TABLE if row.loosely
}


def help_lines(tones: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What to say and what it does, with its cost, in the table's order; last, how to name platforms.

    `tones` are the provider's own, where it has some: another one it would not take.
    """
    told = [row for row in TABLE if row.name is not Name.APPROVE]  # nobody is asked for approval yet
    lines = [_line(row, tones if row.name is Name.TONE else ()) for row in told]
    return [*lines, ("x only: shorter", "any of these for one platform; for several, x and linkedin: fit")]


def _line(row: Row, tones: Sequence[str]) -> tuple[str, str]:
    paid = " (the provider may charge)" if row.paid else ""
    if not tones:
        return row.example, f"{row.does}{paid}"
    return f"tone {tones[0].casefold()}", f"written anew in one of its tones{paid}: {', '.join(tones)}"
