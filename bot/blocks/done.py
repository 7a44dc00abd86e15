"""A run whose work is at the vendor's and not on the card: what the vendor says of it."""

from bot.blocks.elements import actions, context, header, length, mrkdwn, plain
from bot.blocks.facts import CardFacts
from bot.blocks.failed import missing_blocks
from bot.blocks.messages import MOST_TEXT, RUN_EVENT, Message, message
from bot.blocks.moves import edit_button
from bot.blocks.remarks import receipt_words, told_blocks
from bot.blocks.text import mention, one_line
from bot.blocks.values import CardValue
from bot.domain.generations import Generation


def done_card(generation: Generation, facts: CardFacts) -> Message:
    """The card of a run that gave no texts and no pictures to show."""
    results = [part.result for part in generation.parts if part.result]
    named = " · ".join(filter(None, (facts.provider, facts.style)))
    around = [
        header(facts.title or facts.provider),
        context(mrkdwn(mention(generation.person)), plain(named)),
        *missing_blocks(generation, facts),
        *actions("card", [edit_button(CardValue(run=generation.id))]),
        context(plain(receipt_words(generation, facts))),
    ]
    told = told_blocks(results, MOST_TEXT - length(around))
    said = next((one_line(note) for result in results for note in result.notes), "done")
    return message(
        f"{facts.title or facts.provider}: {said}",
        [*around[:2], *told, *around[2:]],
        event=RUN_EVENT,
        run=generation.id,
    )
