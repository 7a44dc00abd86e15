"""The floor of memory: tasks that hold a brief and wait. `python -m bench.held N` prints bytes per task."""

import asyncio
import gc
import sys

import psutil

from bench.payloads import TOPIC
from bot.domain.platforms import Platform
from providers.posteverywhere.request import PostEverywhereRequest


async def measure(count: int) -> float:
    """Resident bytes that each of so many waiting tasks adds."""
    over = asyncio.Event()

    async def hold(brief: PostEverywhereRequest) -> str:
        await over.wait()
        return brief.topic

    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    platforms = (Platform.LINKEDIN, Platform.X)
    briefs = (PostEverywhereRequest(topic=f"{TOPIC} {n}", platforms=platforms) for n in range(count))
    tasks = [asyncio.create_task(hold(brief)) for brief in briefs]
    await asyncio.sleep(0)
    after = process.memory_info().rss
    over.set()
    await asyncio.gather(*tasks)
    return (after - before) / count


if __name__ == "__main__":
    print(asyncio.run(measure(int(sys.argv[1]))))
