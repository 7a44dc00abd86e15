"""A campaign that Galley planned, on one card: its posts in a table, and the way to each of them."""

from collections.abc import Iterator

from bot.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, rich, said
from bot.blocks.facts import CardFacts
from bot.blocks.failed import missing_blocks
from bot.blocks.fields import Choosable
from bot.blocks.ids import Action
from bot.blocks.messages import RUN_EVENT, Message, message
from bot.blocks.moves import edit_button
from bot.blocks.options import option
from bot.blocks.remarks import receipt_words
from bot.blocks.text import clip, escape, listing, mention, one_line, plural
from bot.blocks.values import CardValue
from bot.domain.campaign_runs import in_hand, parts_of
from bot.domain.drafts import Status
from bot.domain.generations import Generation
from bot.domain.posts import Slot

#: The longest beginning of a text in the table.
_FIRST = 60
_HEADINGS = ("Post", "Day", "For", "Begins", "State")
_WORDS = {"": "", Status.DRAFT.value: "saved as draft"}


def campaign_card(generation: Generation, facts: CardFacts) -> Message:
    """The card of a campaign that is under way, or has at least one post."""
    rows = [_row(generation, slot) for slot in generation.plan]
    written = sum(bool(slot.standing) for slot in generation.plan)
    title = facts.title or "Campaign"
    lines = "\n".join(" · ".join(row) for row in rows)
    return message(
        f"{title}: campaign, {written} of {plural(len(rows), 'post')} written",
        _blocks(generation, facts, _table(rows)),
        simple=_blocks(generation, facts, rich(lines)),
        event=RUN_EVENT,
        run=generation.id,
    )


def _blocks(generation: Generation, facts: CardFacts, posts: Block) -> Iterator[Block]:
    value = CardValue(run=generation.id)
    yield header(facts.title or "Campaign")
    yield _origin(generation, facts)
    if not generation.state.over:
        yield said(f"{escape(_doing(generation, facts))} — started by {mention(generation.person)}")
    yield posts
    if generation.state.over:
        yield from missing_blocks(generation, facts)
    yield from actions("posts", _opening(generation))
    yield from actions("card", [edit_button(value)] if generation.state.over else _stop(generation, value))
    yield context(plain(receipt_words(generation, facts)))


def _origin(generation: Generation, facts: CardFacts) -> Block:
    """Who, with what, over which days; and why the card is not where it was asked for."""
    first, last = generation.plan[0].day, generation.plan[-1].day
    days = f"{last:%-d %b %Y}" if first == last else f"{first:%-d %b} to {last:%-d %b %Y}"
    told = [facts.provider, facts.style, f"campaign of {plural(len(generation.plan), 'post')}", days]
    note = [mrkdwn(generation.card.note)] if generation.card and generation.card.note else []
    return context(mrkdwn(mention(generation.person)), plain(" · ".join(filter(None, told)), 300), *note)


def _doing(generation: Generation, facts: CardFacts) -> str:
    if generation.cancel_requested:
        return f"Stopping: nothing more is sent; what {facts.provider} was asked already is kept"
    return f"Writing {plural(len(generation.plan), 'post')} with {facts.provider}…"


def _stop(generation: Generation, value: CardValue) -> list[Block]:
    return [] if generation.cancel_requested else [button("Cancel", Action.CANCEL, value)]


def _row(generation: Generation, slot: Slot) -> tuple[str, ...]:
    targets = dict.fromkeys(target for part in parts_of(generation, slot) for target in part.targets)
    return (
        str(slot.number),
        f"{slot.day:%a %-d %b}",
        listing([target.label for target in targets]),
        _beginning(generation, slot) or "–",
        _state(generation, slot),
    )


def _beginning(generation: Generation, slot: Slot) -> str:
    """The first line of what a post says, as it was written."""
    texts = (c.text for part in parts_of(generation, slot) if part.result for c in part.result.captions)
    return clip(one_line(next(texts, "").strip().partition("\n")[0]), _FIRST)


def _state(generation: Generation, slot: Slot) -> str:
    """How a post stands, in words."""
    parts = parts_of(generation, slot)
    if slot.standing:
        lacking = sum(not part.result for part in parts)
        return _WORDS.get(slot.standing, slot.standing) + (", in part" if lacking else "")
    if all(part.failure for part in parts):
        return "not written"
    if generation.cancel_requested and not any(part.sent_at for part in parts):
        return "stopped"
    return "being written" if slot in in_hand(generation) else "waiting"


def _table(rows: list[tuple[str, ...]]) -> Block:
    """The rows as Slack's table block: raw text, so nothing in it is read as formatting."""
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in (_HEADINGS, *rows)]
    return {"type": "table", "rows": cells, "column_settings": [{}, {}, {}, {"is_wrapped": True}, {}]}


def _opening(generation: Generation) -> list[Block]:
    """The menu that opens a written post; a button for each would be too many."""
    options = [
        option(
            Choosable(
                value=slot.draft,
                label=f"{slot.number} · {slot.day:%-d %b} · {_beginning(generation, slot)}",
            )
        )
        for slot in generation.plan
        if slot.standing
    ]
    if not options:
        return []
    menu = {"type": "static_select", "action_id": str(Action.OPEN_POST), "options": options}
    return [{**menu, "placeholder": plain("Open a post")}]
