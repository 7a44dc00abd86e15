"""What a provider has so far: shown while it goes on, and kept when a person stops the wait."""

from bot.domain.captions import Finished, Pending
from bot.domain.generations import State
from tests.bot.jobs.fakes import TEAM, PollingProvider, generation, until, written

RESULT = written(PollingProvider.request_model.model_validate(generation().request))
QUEUED = Finished(facts={"Status": "GENERATING"})
MORE = Finished(facts={"Status": "GENERATING"}, notes=("One draft",))


async def test_it_is_shown_once_each_time_it_is_news(opened):
    answers = [Pending(poll_after=0, so_far=so_far) for so_far in (QUEUED, QUEUED, MORE, MORE)]
    async with opened(PollingProvider(*answers, RESULT)) as bench:
        ended, draft = await bench.run()

    seen = [shown.parts[0].so_far for shown, _ in bench.slack.shown if shown.parts[0].so_far]
    assert seen == [QUEUED, MORE]
    assert (ended.state, ended.parts[0].so_far) == (State.DONE, None)
    assert draft is not None


async def test_it_is_the_result_of_a_wait_that_a_person_stops_and_soon(opened):
    provider = PollingProvider(Pending(poll_after=600, so_far=QUEUED))
    async with opened(provider) as bench:
        made = await bench.start()
        await until(lambda: bool(bench.slack.shown))
        await bench.engine.cancel(TEAM, made.id)
        ended, draft = await bench.slack.ended(made.id)

    assert (ended.state, ended.parts[0].result, draft) == (State.DONE, QUEUED, None)
    assert len(provider.polled) == 2


async def test_a_card_that_cannot_be_shown_just_then_holds_nothing_up(opened, slack):
    slack.show_errors = [RuntimeError("Slack is down")]
    async with opened(PollingProvider(Pending(poll_after=0, so_far=QUEUED), RESULT)) as bench:
        ended, _ = await bench.run()
    assert ended.state is State.DONE
