"""What was asked for in a thread is answered there, once, however often the end of the run is shown."""

from bot.domain.captions import Finished
from bot.domain.drafts import Draft
from bot.domain.errors import NoContent
from bot.domain.generations import Generation, State
from bot.domain.wishes import Wish
from bot.jobs import cards
from bot.jobs.runtime import Run
from tests.bot.jobs.fakes import TEAM, FakeProvider, generation, until

WISH = Wish(reason="shorter", channel="C1", thread="1.0", ts="2.0")


async def nothing(*_: object) -> Finished:
    raise NoContent("Nothing came of it.")


async def wished(bench, slack) -> tuple[Generation, Draft | None]:
    """A draft, and a run for a wish on it; what the thread was told."""
    await bench.run()
    await bench.run(generation("RUN2", draft="RUN1", wish=WISH))
    await until(lambda: slack.answered)
    (told,) = slack.answered
    return told


async def test_a_wish_is_answered_with_the_version_it_became(opened, slack):
    async with opened(FakeProvider()) as bench:
        run, draft = await wished(bench, slack)

    assert (run.id, run.state) == ("RUN2", State.DONE)
    assert draft
    assert (draft.latest.number, draft.latest.reason) == (2, "shorter")


async def test_a_wish_that_failed_is_answered_too(opened, slack):
    provider = FakeProvider()
    async with opened(provider) as bench:
        await bench.run()
        provider.behaviour = nothing
        await bench.run(generation("RUN2", draft="RUN1", wish=WISH))
        await until(lambda: slack.answered)

    ((run, _),) = slack.answered
    assert run.state is State.FAILED


async def test_a_brief_is_not_answered_in_the_thread(opened, slack):
    async with opened(FakeProvider()) as bench:
        await bench.run()

    assert slack.answered == []


async def test_shown_again_it_is_not_answered_again(opened, slack):
    async with opened(FakeProvider()) as bench:
        await wished(bench, slack)
        await cards.show(Run(bench.engine._runtime, TEAM, "RUN2"))

    assert len(slack.answered) == 1
