"""The exact edits: free, local, one text for one platform at a time. Each says in words what it did.

They never fail. What cannot be done leaves the text as it is and says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from bot.domain import emojis
from bot.domain.platforms import HASHTAG, Platform, hashtags, measure
from bot.domain.shortening import Room, parted, shortened

#: Platforms whose posts are short enough for one paragraph keep hashtags on its last line.
_ONE_LINE = 300
_SENTENCE_MARKS = (".", "!", "?", "…", "\u3002", "\uff01", "\uff1f")
#: Lines of nothing but hashtags, the hashtags at the very end, one of those, and one with any number of "#".
_ROW = regex.compile(rf"(?m)^[ \t]*{HASHTAG.pattern}(?:[ \t]+{HASHTAG.pattern})*[ \t]*(?:\n\s*|\Z)")
_ROW_AT_END = regex.compile(rf"(?:(?:^|(?<!\s)\s+){HASHTAG.pattern})+\s*\Z")
_TAG_AFTER_SPACE = regex.compile(rf"(?:^|(?<!\s)\s+){HASHTAG.pattern}(?!\S)")
_MARKED = regex.compile(rf"(?<![#\uff03])[#\uff03]*{HASHTAG.pattern}")
#: Where one tag ends and the next begins, and what is no part of any.
_BETWEEN = regex.compile(r"[\s,;\u3001\uff0c]+")
_AROUND = ".,;:!?\"'“”()[]"
_MARKS = regex.compile(r"\A[#\uff03]+")
_BY_COMMAS = regex.compile(r"[,;\u3001\uff0c\n]")
_WORD_SIGNS = regex.compile(r"[\s\-'’]+")


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A text before and after, and in words what was done ("shortened from 312 to 276 of 280")."""

    before: str
    text: str
    told: str

    @property
    def changed(self) -> bool:
        """Whether there is anything to keep as a new version."""
        return self.text != self.before


@dataclass(frozen=True, kw_only=True)
class Tags:
    """Hashtags as they were asked for: those that can be, each once, and the words that cannot."""

    tags: tuple[str, ...]
    refused: tuple[str, ...] = ()


def fit(text: str, platform: Platform) -> Edit:
    """Within the platform's limit, by its own counting; a text that fits stays as it is."""
    found = measure(platform, text)
    if found.limit is None:
        return _same(text, "nothing to do: there is no limit known for it")
    if not found.over:
        return _same(text, "nothing to do: it fits already")
    count = platform.facts.count
    short = shortened(text, Room(count=count, limit=found.limit))
    told = f"shortened from {found.length:,} to {count(short):,} of {found.limit:,}"
    return Edit(before=text, text=short, told=told)


def used(text: str, given: str, platform: Platform) -> Edit:
    """The text exactly as a person gave it."""
    if not given.strip():
        return _same(text, "nothing to do: there is no text to use")
    if given == text:
        return _same(text, "nothing to do: it is that text already")
    return _grown(text, given, "the text as given", platform)


def without_emoji(text: str, _: Platform = Platform.ANY) -> Edit:
    """No emoji; digits in boxes become digits, ©, ® and ™ stay."""
    count = emojis.found(text)
    if not count:
        return _same(text, "nothing to do: there is no emoji in it")
    return Edit(before=text, text=emojis.without(text), told=f"{count:,} emoji removed")


def without_hashtags(text: str, _: Platform = Platform.ANY) -> Edit:
    """No hashtags: those at the end or on lines of their own go, those in a sentence become plain words."""
    every = len(hashtags(text))
    if not every:
        return _same(text, "nothing to do: there is no hashtag in it")
    prose = _without_rows(text)
    inside = len(hashtags(prose))
    told = [f"{_count(every - inside)} removed"] if every - inside else []
    told += [f"{_count(inside)} within sentences made plain words"] if inside else []
    return Edit(before=text, text=_plain_words(prose, ()), told=", ".join(told))


def with_hashtags(text: str, tags: Iterable[str], platform: Platform) -> Edit:
    """These hashtags at the end instead of those there were; one that a sentence has already stays there."""
    wanted = tags_of(" ".join(tags)).tags
    if not wanted:
        return _same(text, "nothing to do: there is no hashtag to add")
    prose = _plain_words(_without_rows(text), wanted)
    there = {_key(tag) for tag in hashtags(prose)}
    row = " ".join(tag for tag in wanted if _key(tag) not in there)
    edited = f"{prose}{_gap(text, prose, platform)}{row}" if row and prose else prose or row
    if edited == text:
        return _same(text, "nothing to do: it has those hashtags already")
    return _grown(text, edited, f"{_count(len(wanted))}: {' '.join(wanted)}", platform)


def with_call_to_action(text: str, call: str, platform: Platform) -> Edit:
    """The call to action after the prose, before the hashtags at the end."""
    call = call.strip()
    if not call:
        return _same(text, "nothing to do: there is no call to action")
    if regex.search(rf"(?<!\w){regex.escape(call)}(?!\w)", text):
        return _same(text, "nothing to do: it says that already")
    row = _ROW_AT_END.search(text)
    prose, tail = (text[: row.start()], row.group()) if row else (text.rstrip(), "")
    if not prose:
        return _grown(text, f"{call} {tail.lstrip()}".rstrip(), "call to action added", platform)
    ended = prose.endswith(_SENTENCE_MARKS)
    gap = " " if ended and _is_one_paragraph(text, platform) else "\n\n"
    return _grown(text, f"{prose}{gap}{call}{tail}", "call to action added", platform)


def tags_of(said: str) -> Tags:
    """The hashtags in what a person wrote, with or without "#", apart by spaces or commas, each once.

    Between commas, words without "#" are one tag: "dark mode, launch" are #darkmode and #launch.
    """
    found: dict[str, str] = {}
    refused: list[str] = []
    for word in _words(said):
        bare = _MARKS.sub("", word.strip(_AROUND))
        tag = f"#{bare}"
        if bare and HASHTAG.fullmatch(tag):
            found.setdefault(_key(tag), tag)
        elif bare:
            refused.append(bare)
    return Tags(tags=tuple(found.values()), refused=tuple(refused))


def _words(said: str) -> list[str]:
    if "#" in said or "\uff03" in said or not _BY_COMMAS.search(said.strip()):
        return [word for word in _BETWEEN.split(said) if word]
    return [_WORD_SIGNS.sub("", item) for item in _BY_COMMAS.split(said) if item.strip()]


def _key(tag: str) -> str:
    return _MARKS.sub("", tag).casefold()


def _without_rows(text: str) -> str:
    """Without the hashtags at the end and those on lines of their own; an address between them stays."""
    prose, tail = parted(_ROW.sub("", text).rstrip())
    kept = _TAG_AFTER_SPACE.sub("", tail)
    return f"{prose}{kept}" if prose else kept.strip()


def _plain_words(text: str, wanted: Iterable[str]) -> str:
    """Hashtags without their "#", but for those that are wanted."""
    kept = {_key(tag) for tag in wanted}

    def bare(match: regex.Match[str]) -> str:
        if _key(match.group()) in kept:
            return match.group()
        apart = " " if match.string[: match.start()][-1:].isalnum() else ""
        return apart + _MARKS.sub("", match.group())

    edited = _MARKED.sub(bare, text)
    while edited != text:  # what is left of "#a##b" is a hashtag that there was not before
        text, edited = edited, _MARKED.sub(bare, edited)
    return edited


def _gap(text: str, prose: str, platform: Platform) -> str:
    """What stands between prose and hashtags: as it was, else as is usual for a text of this kind."""
    row = _ROW_AT_END.search(text)
    space = row.group()[: len(row.group()) - len(row.group().lstrip())] if row else ""
    return space or (" " if _is_one_paragraph(prose, platform) else "\n\n")


def _is_one_paragraph(text: str, platform: Platform) -> bool:
    limit = platform.facts.limit
    return limit is not None and limit <= _ONE_LINE and "\n" not in text


def _same(text: str, told: str) -> Edit:
    return Edit(before=text, text=text, told=told)


def _grown(before: str, text: str, told: str, platform: Platform) -> Edit:
    """An edit that may lead over the limit, which is said with the way out."""
    over = measure(platform, text).over
    more = f", {over:,} over {platform.label}'s limit now: say fit" if over else ""
    return Edit(before=before, text=text, told=f"{told}{more}")


def _count(tags: int) -> str:
    return f"{tags:,} hashtag{'' if tags == 1 else 's'}"
