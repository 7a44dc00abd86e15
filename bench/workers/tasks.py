"""The floor of throughput: a run is a task with five steps, of which nothing is kept.

`python -m bench.workers.tasks`.
"""

import asyncio

from bench.workers.orders import Mode, Vendor, obey, say

#: Recorded steps of a run: place, mark, start, keep, show.
STEPS = 5


async def main() -> None:
    """Work until nobody gives orders any more."""
    tasks: set[asyncio.Task[None]] = set()

    async def work(run: str) -> None:
        for _ in range(STEPS):
            await asyncio.sleep(0)
        say("over", run)

    async def take(run: str) -> None:
        task = asyncio.create_task(work(run))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    await obey(Vendor(Mode.INSTANT), take)


if __name__ == "__main__":
    asyncio.run(main())
