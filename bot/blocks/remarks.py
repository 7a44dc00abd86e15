"""What a provider gave besides captions: notes, pages and pictures at its site, and the receipt."""

from bot.blocks.elements import Block, context, plain, rich_links
from bot.blocks.facts import CardFacts
from bot.blocks.text import clip, number, one_line, plural
from bot.domain.generations import Generation
from bot.domain.money import Receipt

#: Notes shown at most, and the longest of them; Slack takes ten texts in a row.
_NOTES, _NOTE = 8, 150
#: Links shown at most, and the longest label and address (rich_text link: 3,000).
_LINKS, _LABEL, _ADDRESS = 10, 60, 3_000


def note_blocks(generation: Generation) -> list[Block]:
    """What the provider wants the person to know."""
    notes = [note for p in generation.parts if p.result for note in p.result.notes if note.strip()]
    kept = list(dict.fromkeys(notes))
    told = [plain(note, _NOTE) for note in kept[:_NOTES]]
    if more := len(kept[_NOTES:]):
        told.append(plain(f"and {plural(more, 'more note')}"))
    return [context(*told)] if told else []


def link_blocks(generation: Generation) -> list[Block]:
    """Pages and pictures at the vendor's.

    Pictures are links, as Slack refuses a whole message when it cannot load one picture in it.
    """
    found = [link for p in generation.parts if p.result for link in p.result.links]
    pairs = [(link.label, link.url) for link in found]
    images = [image for p in generation.parts if p.result for image in p.result.images]
    pairs += [(image.alt or "Picture", image.url) for image in images if image.url]
    kept = [(_label(label, url), url) for label, url in dict.fromkeys(pairs) if _is_page(url)]
    return [rich_links(kept[:_LINKS])] if kept else []


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
