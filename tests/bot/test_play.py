"""The playground with Galley in it, opened and closed."""

import asyncio

from bot.play import opened
from playground.slack.fixtures import ANA, GENERAL


async def test_no_listener_outlives_what_it_uses(tmp_path):
    before = asyncio.all_tasks()
    async with opened(tmp_path) as play:
        play.posteverywhere.faults.always("unavailable")  # asking for the balance takes a while
        workspace = play.playground.workspace
        await play.playground.people.say(ANA, GENERAL, "/compose")
        await workspace.until(lambda: workspace.top(ANA))

    assert [task for task in asyncio.all_tasks() - before if "Listener" in repr(task)] == []
