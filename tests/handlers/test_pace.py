"""One card's updates: at once, then one at a time, the newest instead of all between."""

import asyncio
from itertools import pairwise

import pytest

from bot.domain.errors import CardRefused, SlackBusy
from handlers.pace import Pace

EVERY = 0.1


class Slack:
    """Takes updates, and remembers when; raises the next of `troubles` first."""

    def __init__(self):
        self.taken, self.troubles = [], []

    def state(self, name):
        async def send():
            await asyncio.sleep(0.01)
            if self.troubles and (trouble := self.troubles.pop(0)):
                raise trouble
            self.taken.append((name, asyncio.get_running_loop().time()))

        return send

    @property
    def names(self):
        return [name for name, _ in self.taken]


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def pace():
    return Pace(EVERY)


async def test_the_first_of_many_goes_at_once_and_the_last_is_always_sent(pace, slack):
    await asyncio.gather(*(pace.update("card", number, slack.state(number)) for number in range(50)))
    assert slack.names == [49]


async def test_what_comes_during_an_update_is_merged_into_the_next(pace, slack):
    first = asyncio.create_task(pace.update("card", "first", slack.state("first")))
    await asyncio.sleep(0.005)
    await asyncio.gather(*(pace.update("card", number, slack.state(number)) for number in range(50)))
    await first
    assert slack.names == ["first", 49]


async def test_two_updates_of_a_card_are_never_closer_than_that(pace, slack):
    async def person(name):
        for number in range(5):
            await pace.update("card", f"{name} {number}", slack.state(f"{name} {number}"))
            await asyncio.sleep(0.02)

    await asyncio.gather(*(person(name) for name in ("ana", "ben", "cleo")))
    assert len(slack.taken) > 3
    gaps = [later - earlier for (_, earlier), (_, later) in pairwise(slack.taken)]
    assert min(gaps) >= EVERY


async def test_cards_do_not_wait_for_each_other(pace, slack):
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(pace.update(card, card, slack.state(card)) for card in range(20)))
    assert sorted(slack.names) == list(range(20))
    assert max(at for _, at in slack.taken) - began < 20 * EVERY


async def test_whoever_was_merged_returns_once_something_newer_is_there(pace, slack):
    await pace.update("card", "before", slack.state("before"))
    older = asyncio.create_task(pace.update("card", "older", slack.state("older")))
    await asyncio.sleep(0.01)
    newer = asyncio.create_task(pace.update("card", "newer", slack.state("newer")))
    await older
    assert slack.names == ["before", "newer"]
    await newer
    assert slack.names == ["before", "newer"]


async def test_what_slack_was_given_just_now_is_not_sent_again(pace, slack):
    await pace.update("card", "new", slack.state("new"))
    await asyncio.gather(*(pace.update("card", "new", slack.state("again")) for _ in range(3)))
    await pace.update("card", "newer", slack.state("newer"))
    await pace.update("card", "new", slack.state("new once more"))
    assert slack.names == ["new", "newer", "new once more"]


async def test_a_limit_is_sat_out_and_the_newest_state_sent_after_it(pace, slack):
    slack.troubles = [SlackBusy(retry_after=0.2)]
    older = asyncio.create_task(pace.update("card", "older", slack.state("older")))
    await asyncio.sleep(0.05)
    await asyncio.gather(older, pace.update("card", "newer", slack.state("newer")))
    assert slack.names == ["newer"]


async def test_a_limit_that_lasts_too_long_is_told(pace, slack):
    slack.troubles = [SlackBusy(retry_after=3600)]
    with pytest.raises(SlackBusy):
        await pace.update("card", "never", slack.state("never"))


async def test_a_failure_is_its_caller_s_and_does_not_stop_the_others(pace, slack):
    slack.troubles = [CardRefused()]
    first, second = await asyncio.gather(
        pace.update("card", 1, slack.state(1)), pace.update("card", 2, slack.state(2)), return_exceptions=True
    )
    assert isinstance(first, CardRefused)
    assert second is None
    assert slack.names == [2]


async def test_one_who_gives_up_does_not_keep_the_others_from_it(pace, slack):
    await pace.update("card", "before", slack.state("before"))
    impatient = asyncio.create_task(pace.update("card", "older", slack.state("older")))
    await asyncio.sleep(0)
    staying = asyncio.create_task(pace.update("card", "newer", slack.state("newer")))
    await asyncio.sleep(0)
    impatient.cancel()
    await staying
    assert slack.names == ["before", "newer"]


async def test_cards_that_rest_are_forgotten(pace, slack):
    for card in range(10):
        await pace.update(card, card, slack.state(card))
    await asyncio.sleep(2 * EVERY)
    await pace.update("another", "another", slack.state("another"))
    assert list(pace._turns) == ["another"]
