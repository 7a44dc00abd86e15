"""The channel profiles of a team as one YAML file, and what is wrong with such a file, line by line.

Values are read as they are written: `no` is the word, not a logical value. Anchors, tags and unknown keys
are refused, so that a file says what it means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import UserError
from bot.domain.people import ChannelProfile, Where
from bot.domain.platforms import Platform
from bot.domain.profiles import RULES, TASTE, listed, problems, tagged, unique

#: The only layout there is so far.
VERSION = "1"
HEADER = "# Channel profiles of Galley; `galley profiles import` reads this file back.\n"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
#: Bytes that are surely more than any team's profiles.
LARGEST = 5_000_000

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong in a file, with its line, counted from 1."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


class ProfileFileErrors(UserError):
    """The file cannot be taken; nothing of it was."""

    def __init__(self, wrong: list[Wrong]) -> None:
        self.wrong = tuple(sorted(wrong, key=lambda each: each.line))
        super().__init__("\n".join(str(each) for each in self.wrong))


class _Entry(BaseModel):
    """One channel as the file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: str | None = None
    platforms: tuple[Platform, ...] = ()
    #: Tone, style and length by provider, in each provider's own values.
    taste: dict[str, dict[str, str]] = {}
    results: Where | None = None
    banned_words: tuple[str, ...] = ()
    required_phrases: tuple[str, ...] = ()
    required_hashtags: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str = Field(pattern=f"^{VERSION}$")
    channels: dict[str, _Entry] = {}


def to_yaml(profiles: Mapping[str, ChannelProfile]) -> str:
    """These profiles, by channel, as a file; who changed them when is not in it."""
    channels = {channel: _entry(profiles[channel]) for channel in sorted(profiles)}
    data = {"version": int(VERSION), "channels": channels}
    return HEADER + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def from_yaml(text: str) -> dict[str, ChannelProfile]:
    """The profiles that a file holds, by channel; raises `ProfileFileErrors` with all that is wrong."""
    read = _read(text)
    try:
        file = _File.model_validate(read.data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        raise ProfileFileErrors([*read.wrong, *(_complaint(read, each) for each in found)]) from None
    profiles = {channel: _profile(entry) for channel, entry in file.channels.items()}
    wrong = [*read.wrong, *_mistakes(read, file, profiles)]
    if wrong:
        raise ProfileFileErrors(wrong)
    return profiles


def is_channel(key: str) -> bool:
    """Whether a profile is kept under a channel's id, and not a person's."""
    return _CHANNEL.fullmatch(key) is not None


def _entry(profile: ChannelProfile) -> dict[str, Any]:
    entry = _Entry(
        provider=profile.provider,
        platforms=profile.platforms,
        taste=profile.values,
        results=profile.where,
        **{name: getattr(profile, name) for name in RULES},
    )
    said: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True)
    return said


def _profile(entry: _Entry) -> ChannelProfile:
    return ChannelProfile(
        provider=entry.provider,
        platforms=tuple(dict.fromkeys(entry.platforms)),
        values={name: taste for name, taste in entry.taste.items() if taste},
        where=entry.results,
        banned_words=listed("\n".join(entry.banned_words)),
        required_phrases=listed("\n".join(entry.required_phrases)),
        required_hashtags=unique(tag for each in entry.required_hashtags for tag in tagged(each)),
    )


def _mistakes(read: "_Read", file: _File, profiles: Mapping[str, ChannelProfile]) -> Iterator[Wrong]:
    """What the layout allows and the profiles do not."""
    for channel, profile in profiles.items():
        here: Path = ("channels", channel)
        if not is_channel(channel):
            yield read.at(here, f"“{channel}” is no channel's id; they look like C0123ABCD.")
        if Platform.ANY in profile.platforms:
            yield read.at((*here, "platforms"), "“any” is no platform to choose beforehand.")
        for provider, taste in file.channels[channel].taste.items():
            for name in taste.keys() - set(TASTE):
                known = ", ".join(TASTE)
                yield read.at(
                    (*here, "taste", provider, name), f"“{name}” is not known here; known are {known}."
                )
        for name, words in problems(profile).items():
            yield read.at((*here, name), words)


def _complaint(read: "_Read", error: ErrorDetails) -> Wrong:
    """Pydantic's complaint in plain words, at its line."""
    path: Path = tuple(error["loc"])
    name = str(path[-1]) if path else "file"
    match error["type"]:
        case "missing":
            words = f"“{name}” is missing; write `{name}: {VERSION}` at the top."
        case "extra_forbidden":
            known = ", ".join(_File.model_fields if len(path) == 1 else _Entry.model_fields)
            words = f"“{name}” is not known here; known are {known}."
        case "enum":
            kind = Platform if "platforms" in path else Where
            known = ", ".join(member for member in kind if member is not Platform.ANY)
            words = f"“{error['input']}” is not known here; known are {known}."
        case "string_pattern_mismatch":
            words = f"Only version {VERSION} of this file is known."
        case "tuple_type":
            words = f"“{name}” takes a list, one entry a line, each after a dash."
        case "string_type":
            words = f"“{name}” takes a text." if isinstance(path[-1], str) else "An entry takes a text."
        case _:
            words = f"“{name}” takes names with values, one a line, indented."
    return read.at(path, words)


@dataclass
class _Read:
    """A file's values, where each stands, and what is wrong with its layout."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def at(self, path: Path, words: str) -> Wrong:
        """Something wrong, at the line of its nearest place that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return Wrong(self.lines.get(path, 1), words)

    def take(self, node: yaml.Node, path: Path) -> Any:
        """A node's value: lists, names with values, texts, or nothing."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.take(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self.wrong.append(Wrong(key.start_mark.line + 1, f"“{name}” is there twice."))
            self.lines[*path, name] = key.start_mark.line + 1
            taken = self.take(value, (*path, name))
            if taken is not None:  # nothing after the colon is as if the name were not there
                found[name] = taken
        return found


def _read(text: str) -> _Read:
    """Raises `ProfileFileErrors` for what is no YAML, or uses what is not needed here."""
    if len(text) > LARGEST:
        raise ProfileFileErrors([Wrong(1, "The file is too large to be one of channel profiles.")])
    read = _Read()
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                line = token.start_mark.line + 1
                raise ProfileFileErrors([Wrong(line, "Anchors (&), aliases (*) and tags (!) are not taken.")])
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ProfileFileErrors([Wrong(line, f"This is not YAML: {error.problem}.")]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ProfileFileErrors([Wrong(1, f"This is not YAML ({type(error).__name__}).")]) from None
    if not isinstance(node, yaml.MappingNode):
        raise ProfileFileErrors([Wrong(1, "The file has to begin with `version: 1`, then `channels:`.")])
    read.data = read.take(node, ())
    return read
