"""The private list of drafts: filter, rows, pages, and a way on where there is nothing to list."""

from datetime import datetime

from bot.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, said, section
from bot.blocks.ids import Action, View
from bot.blocks.messages import Message, message
from bot.blocks.moves import standing
from bot.blocks.pictures import counted
from bot.blocks.text import ago, listing, mention, number, one_line, plural
from bot.blocks.values import DraftValue, ExportValue, Filter, ListValue
from bot.domain.drafts import Draft
from bot.domain.ports import Page

#: What each filter is called, as a heading and on its button.
_HEADINGS = {
    Filter.MINE: "My drafts",
    Filter.TEAM: "The team's drafts",
    Filter.REVIEW: "Drafts in review",
    Filter.APPROVED: "Approved drafts",
    Filter.WORKING: "My results that are not saved yet",
    Filter.DISCARDED: "Discarded drafts",
}
_LABELS = {
    Filter.MINE: "Mine",
    Filter.TEAM: "Team",
    Filter.REVIEW: "In review",
    Filter.APPROVED: "Approved",
    Filter.WORKING: "Not saved",
    Filter.DISCARDED: "Discarded",
}
#: What leads on from an empty list.
_EMPTY = {
    Filter.MINE: "You have no drafts yet. Write one with `/compose`, then press *Save draft* on its card.",
    Filter.TEAM: "The team has no drafts yet. Write the first one with `/compose`.",
    Filter.REVIEW: "Nothing waits for a review. Write something new with `/compose`.",
    Filter.APPROVED: "Nothing is approved yet. Write something new with `/compose`.",
    Filter.WORKING: "All of yours is saved. Write something new with `/compose`.",
    Filter.DISCARDED: "Nothing was discarded. Write something new with `/compose`.",
}


def drafts_list(page: Page, at: ListValue, *, now: datetime) -> Message:
    """A page of drafts, for one person's eyes; `at` says which drafts and which page."""
    heading = _HEADINGS[at.show]
    found = _found(page, at)
    blocks = [
        header(heading),
        context(plain(found)),
        *_filter_row(at),
        *(block for draft in page.drafts for block in draft_row(draft, now)),
        *_damaged(page.unreadable),
        *([] if page.drafts or page.unreadable else [said(_nothing(at))]),
        *_page_row(page, at),
        *_tools_row(page, at),
    ]
    titles = listing([one_line(draft.title) for draft in page.drafts])
    return message(f"{heading}: {found}. {titles}", blocks)


def drafts_window(page: Page, at: ListValue, *, now: datetime) -> Block:
    """The same in a window, for where there is no message to change; the window knows its place."""
    return {
        "type": "modal",
        "callback_id": str(View.DRAFTS),
        "private_metadata": at.pack(),
        "title": plain("Drafts"),
        "close": plain("Close"),
        "blocks": list(drafts_list(page, at, now=now).blocks),
    }


def _found(page: Page, at: ListValue) -> str:
    """How many there are, and what was searched for."""
    count = f"{number(page.total)}+ drafts" if page.more else plural(page.total, "draft")
    place = f" · page {len(at.trail) + 1}" if at.trail or page.after else ""
    return f"{count} with “{at.words}”{place}" if at.words else f"{count}{place}"


def _damaged(count: int) -> list[Block]:
    """That some belong here and cannot be shown: nobody is to think that they were deleted."""
    if not count:
        return []
    words = f"{plural(count, 'draft')} of this page cannot be read. The others are not touched."
    return [context(plain(f"{words} Whoever runs Galley finds in its log which, and can restore them."))]


def _nothing(at: ListValue) -> str:
    if at.words:
        return "No draft here holds these words. Look among other drafts above, or write one with `/compose`."
    return _EMPTY[at.show]


def draft_row(draft: Draft, now: datetime) -> list[Block]:
    """One draft: what it is, how it stands, and the button that opens it."""
    title = one_line(draft.title) or "Untitled"
    platforms = ", ".join(p.label for p in draft.platforms) or counted(draft.images)
    facts = f"{platforms} · {standing(draft)} · v{draft.latest.number}"
    opening = button("Open", Action.OPEN_DRAFT, DraftValue.of(draft), spoken=f"Open {title}")
    return [
        section(plain(title, 150), opening),
        context(plain(facts), mrkdwn(mention(draft.author)), plain(ago(draft.updated_at, now))),
    ]


def _filter_row(at: ListValue) -> list[Block]:
    """The other drafts one could look at, with the same search words."""
    others = [show for show in Filter if show is not at.show]
    return actions(
        "filter",
        [button(_LABELS[show], f"{Action.DRAFTS_FILTER}.{show}", at.filtered(show)) for show in others],
    )


def _page_row(page: Page, at: ListValue) -> list[Block]:
    turns = []
    if at.after:
        turns.append(button("Previous", f"{Action.DRAFTS_PAGE}.previous", at.preceding()))
    if page.after:
        turns.append(button("Next", f"{Action.DRAFTS_PAGE}.next", at.following(page.after)))
    return actions("pages", turns)


def _tools_row(page: Page, at: ListValue) -> list[Block]:
    """What can be done with all that is found: search within it, take it along."""
    export = button("Export these", Action.EXPORT, ExportValue(at=at.filtered(at.show)))
    return actions("tools", [button("Search", Action.SEARCH, at), *([export] if page.total else [])])
