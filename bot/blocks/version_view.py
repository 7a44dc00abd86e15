"""One version of a draft in a modal: whole, or word by word beside another one; its Submit restores it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.captions import counts, fair
from bot.blocks.elements import Block, actions, button, context, divider, header, mrkdwn, plain, rich
from bot.blocks.ids import Action, View
from bot.blocks.text import ago, clip, mention, number, part
from bot.blocks.values import VersionValue
from bot.domain.drafts import Draft, Version
from bot.domain.platforms import Platform

#: Slack's largest view is 250 kB, and a character takes twelve bytes of it at most, as two escaped halves.
MOST_TEXT = 230_000 // 12


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Texts and titles under a name: one version, or what the card shows now."""

    name: str
    texts: Mapping[Platform, str]
    titles: Mapping[Platform, str]

    @classmethod
    def of(cls, version: Version) -> "Wording":
        return cls(name=f"v{version.number}", texts=version.texts, titles=version.titles)

    @classmethod
    def now(cls, draft: Draft) -> "Wording":
        """What the card shows."""
        name = f"v{draft.latest.number}" if draft.fixed else "what the card shows"
        return cls(name=name, texts=draft.texts, titles=draft.titles)


def version_view(draft: Draft, version: Version, value: VersionValue, *, now: datetime) -> Block:
    """The whole text of a version."""
    platforms = platforms_of(value, version.texts)
    shares = fair([len(version.texts[p]) for p in platforms], MOST_TEXT)
    texts = [
        block
        for platform, share in zip(platforms, shares, strict=True)
        for block in _text(platform, version, share)
    ]
    return modal(draft, version, value, now, texts)


def platforms_of(value: VersionValue, texts: Mapping[Platform, str]) -> list[Platform]:
    """The platforms that are to be seen."""
    return [platform for platform in texts if value.platform in (None, platform)]


def _text(platform: Platform, version: Version, share: int) -> list[Block]:
    text, title = version.texts[platform], version.titles.get(platform, "")
    head, rest = part(text, share)
    hidden = f" · {number(len(rest))} more characters do not fit here" if rest else ""
    return [
        divider(),
        header(platform.label),
        *([context(plain(f"Title: {title}", 300))] if title else []),
        *([rich(head)] if head else []),
        context(plain(counts(platform, text) + hidden)),
    ]


def modal(
    draft: Draft, version: Version, value: VersionValue, now: datetime, texts: Sequence[Block]
) -> Block:
    """The view around a version's texts; without a Submit where there is nothing to restore."""
    shown = Wording.now(draft)
    same = (dict(shown.texts), dict(shown.titles)) == (version.texts, version.titles)
    view = {
        "type": "modal",
        "callback_id": str(View.VERSION),
        "private_metadata": value.pack(),
        "title": plain(f"Version {version.number}"),
        "close": plain("Close"),
        "blocks": [
            header(f"v{version.number} · {clip(version.reason, 100)}"),
            context(mrkdwn(mention(version.author)), plain(ago(version.created_at, now))),
            *actions("version", _looks(draft, version, value)),
            *texts,
        ],
    }
    return view if same or not draft.editable else {**view, "submit": plain(f"Restore v{version.number}")}


def _looks(draft: Draft, version: Version, value: VersionValue) -> list[Block]:
    """The other ways to look at it."""
    looks = []
    if value.against is not None or value.platform:
        whole = VersionValue(draft=draft.id, version=version.number)
        looks.append(button("Show the whole text", f"{Action.SHOW_VERSION}.whole", whole))
    if value.against != 0 and (version.number < draft.latest.number or not draft.fixed):
        looks.append(_compare("Compare with the present text", "now", value, 0))
    if version.number > 1 and value.against != version.number - 1:
        looks.append(_compare("Compare with the version before", "before", value, version.number - 1))
    return looks


def _compare(label: str, name: str, value: VersionValue, against: int) -> Block:
    other = value.model_copy(update={"against": against})
    return button(label, f"{Action.SHOW_VERSION}.{name}", other)
