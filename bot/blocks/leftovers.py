"""Text that is longer than Slack's text box: what goes into the box, and the rest, shown below it."""

from bot.blocks.elements import Block, context, plain, section
from bot.blocks.fields import Field
from bot.blocks.text import clip, number, part, split

#: Slack's longest text in a `plain_text_input` (characters).
MOST_TEXT = 3_000
#: Blocks to show the rest in; keeps a view of emoji, escaped in JSON, under Slack's 250 kB.
MOST_SECTIONS = 6


def parted(text: str) -> tuple[str, str]:
    """A text as the box takes it, and what does not fit; together they are the text."""
    return part(text, MOST_TEXT)


def continued(field: Field, text: str) -> list[Block]:
    """The blocks that show what did not fit, so that nothing is lost; none when all did."""
    _, rest = parted(text)
    if not rest:
        return []
    pieces = split(rest)
    hidden = sum(len(piece) for piece in pieces[MOST_SECTIONS:])
    said = (
        f"The text for “{clip(field.label, 75)}” has {number(len(text))} characters; "
        f"Slack’s box takes {number(MOST_TEXT)}. The last {number(len(rest))} are not in the box and will "
        "not be sent. Shorten the text, or take what you need from here:"
    )
    shown = [section(plain(piece)) for piece in pieces[:MOST_SECTIONS] if piece.strip()]
    more = f"… and {number(hidden)} more characters, which are only where the text came from."
    return [context(plain(said)), *shown, *([context(plain(more))] if hidden else [])]
