"""What channel profiles are made of: whose it is, what may stand in it, and what a change of it changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import regex

from bot.domain.errors import UserError
from bot.domain.people import ChannelProfile, ProfileChange
from bot.domain.platforms import hashtags

#: The fields of a request model that are a matter of taste, whichever of them a provider has.
TASTE = ("tone", "writing_style", "length")
#: What people call the parts of a profile, in the order to show.
NAMES: Mapping[str, str] = {
    "provider": "provider",
    "platforms": "platforms",
    "values": "tone and length",
    "where": "where results go",
    "banned_words": "banned words",
    "required_phrases": "required phrases",
    "required_hashtags": "required hashtags",
}
RULES = ("banned_words", "required_phrases", "required_hashtags")
#: Entries of one list, the longest of them, and all of them together (characters): Slack's boxes take 3,000.
MOST_ENTRIES, LONGEST_ENTRY, MOST_TEXT = 50, 200, 2_900
#: Changes that are remembered.
MOST_CHANGES = 10


class ProfileClash(UserError):
    """Somebody else changed the settings meanwhile; `theirs` is what they are now."""

    def __init__(self, theirs: ChannelProfile) -> None:
        super().__init__()
        self.theirs = theirs


def profile_key(channel: str | None, person: str) -> str:
    """Under which id the profile is kept that counts there: the person's own outside of channels."""
    return person if not channel or channel.startswith(("D", "U", "W")) else channel


def listed(text: str, separators: str = "\n") -> tuple[str, ...]:
    """What a person typed, one entry for each line, or between other separators; each once."""
    entries = (" ".join(entry.split()) for entry in regex.split(f"[{separators}]+", text))
    return unique(entry for entry in entries if entry)


def tagged(text: str) -> tuple[str, ...]:
    """Hashtags as a person typed them, with or without their `#`."""
    return unique("#" + word.lstrip("#\uff03") for word in regex.split(r"[\s,]+", text) if word)


def unique(entries: Iterable[str]) -> tuple[str, ...]:
    """Each entry once, whatever its case, as it was written first."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault(entry.casefold(), entry)
    return tuple(found.values())


def problems(profile: ChannelProfile) -> dict[str, str]:
    """What is wrong with a profile's rules, by field, in plain words."""
    found = {name: said for name in RULES if (said := _too_much(getattr(profile, name)))}
    for tag in profile.required_hashtags:
        if hashtags(tag) != [tag]:
            found.setdefault("required_hashtags", f"“{tag}” is no hashtag: use letters, digits and _ only.")
    banned = {word.casefold() for word in profile.banned_words}
    for phrase in (*profile.required_phrases, *profile.required_hashtags):
        if phrase.casefold().lstrip("#") in banned or phrase.casefold() in banned:
            found.setdefault("banned_words", f"“{phrase}” is required as well: take it out here or there.")
    return found


def _too_much(entries: tuple[str, ...]) -> str:
    if len(entries) > MOST_ENTRIES:
        return f"At most {MOST_ENTRIES} entries; these are {len(entries)}."
    long = next((entry for entry in entries if len(entry) > LONGEST_ENTRY), None)
    if long:
        return f"“{long[:30]}…” is too long: at most {LONGEST_ENTRY} characters each."
    total = sum(len(entry) + 1 for entry in entries)
    return f"Together at most {MOST_TEXT:,} characters; these are {total:,}." if total > MOST_TEXT else ""


def differing(old: ChannelProfile, new: ChannelProfile) -> tuple[str, ...]:
    """What differs between two profiles, as people call it."""
    return tuple(said for name, said in NAMES.items() if getattr(old, name) != getattr(new, name))


def changed(old: ChannelProfile, new: ChannelProfile, by: str, at: datetime) -> ChannelProfile:
    """`new` as what `old` became; the very same `old` when nothing differs."""
    what = differing(old, new)
    if not what:
        return old
    changes = (ProfileChange(person=by, what=what, at=at), *old.changes)[:MOST_CHANGES]
    return new.model_copy(update={"changes": changes, "revision": old.revision + 1})
