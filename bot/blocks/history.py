"""A draft's versions in a modal, newest first: which, why, whose, how old, and what was decided on each."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, section
from bot.blocks.ids import Action, View
from bot.blocks.text import ago, clip, mention, one_line, plural
from bot.blocks.values import DraftValue, HistoryValue, VersionValue
from bot.domain.drafts import Draft, Version
from bot.domain.errors import IllegalMove
from bot.domain.history import undone
from bot.domain.people import Decision

#: Versions a page: three blocks each at most, and Slack takes 100.
PAGE = 25
#: Decisions told of one version, the newest ones, and characters of each: Slack takes 250 kB.
_DECISIONS, _DECIDED = 3, 100


def history_view(
    draft: Draft,
    versions: Sequence[Version],
    decisions: Sequence[Decision],
    *,
    now: datetime,
    before: int | None = None,
) -> Block:
    """The modal; `before` is where an earlier page begins."""
    older = [v for v in reversed(versions) if before is None or v.number < before]
    shown, rest = older[:PAGE], older[PAGE:]
    at = HistoryValue(draft=draft.id, before=before)
    return {
        "type": "modal",
        "callback_id": str(View.HISTORY),
        "private_metadata": at.pack(),
        "title": plain("History"),
        "close": plain("Close"),
        "blocks": [
            header(draft.title),
            context(plain(_told(draft, versions))),
            *_undo(draft, versions),
            *(block for version in shown for block in _row(draft, version, decisions, now)),
            *_pages(at, shown, rest),
        ],
    }


def _undo(draft: Draft, versions: Sequence[Version]) -> list[Block]:
    """Going one step back, where there is one; the label says from what."""
    label = "Undo the other variant"
    if draft.fixed or not draft.editable:
        try:
            undone(draft, versions, by=draft.author, at=draft.updated_at)
        except IllegalMove:
            return []
        label = f"Undo v{draft.latest.number} · {clip(one_line(draft.latest.reason), 40)}"
    return actions("undo", [button(label, Action.UNDO, DraftValue.of(draft))])


def _told(draft: Draft, versions: Sequence[Version]) -> str:
    """How many there are; and that the card shows none of them, where a variant was picked since."""
    picked = (
        "" if draft.fixed else " The card shows another variant, which becomes a version when it is saved."
    )
    count = plural(len(versions), "version")
    return f"{count}. None of them changes any more; restoring one makes a new one.{picked}"


def _row(draft: Draft, version: Version, decisions: Sequence[Decision], now: datetime) -> list[Block]:
    newest = " · the newest" if version.number == draft.latest.number else ""
    first = one_line(next(iter(version.texts.values()), ""))
    value = VersionValue(draft=draft.id, version=version.number)
    showing = button("Show", Action.SHOW_VERSION, value, spoken=f"Show v{version.number}")
    words = f"v{version.number} · {clip(version.reason, 200)}{newest}\n{clip(first, 100)}"
    return [
        section(plain(words), showing),
        context(mrkdwn(mention(version.author)), plain(ago(version.created_at, now))),
        *_decided([d for d in decisions if d.version == version.number], now),
    ]


def _decided(decisions: Sequence[Decision], now: datetime) -> list[Block]:
    told: list[Block] = []
    for decision in decisions[-_DECISIONS:]:
        note = f": {one_line(decision.note)}" if decision.note else ""
        told += [
            mrkdwn(mention(decision.person)),
            plain(f"{decision.action}{note} · {ago(decision.at, now)}", _DECIDED),
        ]
    return [context(*told)] if told else []


def _pages(at: HistoryValue, shown: Sequence[Version], rest: Sequence[Version]) -> list[Block]:
    turns = []
    if at.before is not None:
        newest = HistoryValue(draft=at.draft)
        turns.append(button("Newest versions", f"{Action.HISTORY_PAGE}.newest", newest))
    if rest:
        earlier = HistoryValue(draft=at.draft, before=shown[-1].number)
        turns.append(button("Earlier versions", f"{Action.HISTORY_PAGE}.earlier", earlier))
    return actions("pages", turns)
