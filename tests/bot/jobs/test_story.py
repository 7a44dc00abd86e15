"""A run from its start to the card that shows its result."""

from bot.domain.generations import State
from tests.bot.jobs.fakes import FakeProvider


async def test_ends_with_a_card_that_shows_the_draft(opened):
    async with opened(FakeProvider()) as bench:
        generation, draft = await bench.run()

    assert generation.state is State.DONE
    assert draft
    assert draft.texts == {p: f"Hello {p}" for p in generation.parts[0].targets}
    assert bench.slack.placed == [generation.card]
