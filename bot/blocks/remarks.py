"""What a provider gave besides captions and pictures: notes, pages at its site, and the receipt."""

from collections.abc import Iterable, Sequence

from bot.blocks.elements import Block, context, length, plain, rich, rich_links
from bot.blocks.facts import CardFacts
from bot.blocks.messages import MOST_TEXT
from bot.blocks.text import clip, number, one_line, plural
from bot.domain.captions import Finished
from bot.domain.generations import Generation
from bot.domain.money import Receipt

#: Notes shown at most, and the longest of them; Slack takes ten texts in a row.
_NOTES, _NOTE = 8, 150
#: Links shown at most, and the longest label and address (rich_text link: 3,000).
_LINKS, _LABEL, _ADDRESS = 10, 60, 3_000
#: Facts shown at most, and the longest of them: a section takes ten fields of 2,000 characters.
_FACTS, _FACT = 10, 300


def notes_of(generation: Generation) -> list[str]:
    """What the provider wants the person to know."""
    return [note for p in generation.parts if p.result for note in p.result.notes if note.strip()]


def note_blocks(notes: Iterable[str]) -> list[Block]:
    """What there is to know besides the texts, each thing once."""
    kept = list(dict.fromkeys(notes))
    told = [plain(note, _NOTE) for note in kept[:_NOTES]]
    if more := len(kept[_NOTES:]):
        told.append(plain(f"and {plural(more, 'more note')}"))
    return [context(*told)] if told else []


def pages_of(generation: Generation) -> list[tuple[str, str]]:
    """Labels and addresses of the pages at the vendor's."""
    return [(link.label, link.url) for p in generation.parts if p.result for link in p.result.links]


def link_blocks(pages: Iterable[tuple[str, str]]) -> list[Block]:
    """Links with their labels, one a line."""
    kept = [(_label(label, url), url) for label, url in dict.fromkeys(pages) if _is_page(url)]
    more = f"and {plural(len(kept) - _LINKS, 'more page')}" if kept[_LINKS:] else ""
    return [rich_links(kept[:_LINKS], more)] if kept else []


def told_blocks(results: Sequence[Finished], room: int = MOST_TEXT) -> list[Block]:
    """What the vendor says of its work, as text: facts side by side, notes one a line, its pages."""
    facts = [(label, value) for result in results for label, value in result.facts.items()][:_FACTS]
    notes = "\n".join(note for result in results for note in result.notes)
    pages = [(link.label, link.url) for result in results for link in result.links]
    shown = [plain(f"{label}: {one_line(value)}", _FACT) for label, value in facts]
    blocks = [*([{"type": "section", "fields": shown}] if shown else []), *link_blocks(pages)]
    if notes.strip():
        blocks.insert(bool(shown), rich(clip(notes, max(100, room - length(blocks)))))
    return blocks


def _label(label: str, url: str) -> str:
    return clip(one_line(label) or url, _LABEL)


def _is_page(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= _ADDRESS


def receipt_words(generation: Generation, facts: CardFacts) -> str:
    """What was used and what is left, only as far as it was reported."""
    run = f"run {generation.code}"
    if facts.sample:
        return f"Sample text — nothing was charged · {run}"
    return " · ".join(filter(None, (_spent(generation.receipt), run)))


def _spent(receipt: Receipt) -> str:
    used = f"Used {plural(receipt.used, 'credit')}" if receipt.used is not None else ""
    if receipt.left is None:
        return used
    return f"{used}, {number(receipt.left)} left" if used else f"{plural(receipt.left, 'credit')} left"
