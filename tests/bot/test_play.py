"""The playground with Galley in it, opened and closed."""

import logging

from bot.play import opened
from playground.slack.fixtures import ANA, GENERAL


async def test_closing_while_a_form_asks_for_the_balance_breaks_nothing(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        async with opened(tmp_path) as play:
            play.posteverywhere.faults.always("unavailable")
            workspace = play.playground.workspace
            await play.playground.people.say(ANA, GENERAL, "/compose")
            await workspace.until(lambda: workspace.top(ANA))

    assert [record.message for record in caplog.records if "unexpected" in record.message] == []
