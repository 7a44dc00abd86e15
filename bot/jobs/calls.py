"""The steps that cost money: make a part's call once, and wait for what it brings."""

import asyncio
import logging
import random
from datetime import datetime, timedelta
from functools import partial

from pydantic import ValidationError

from bot.domain.captions import Finished, Pending, Started
from bot.domain.deadlines import FIND, LOOK, START
from bot.domain.errors import (
    IllegalMove,
    OutcomeUnknown,
    ProviderDown,
    ProviderError,
    StillWorking,
    UserError,
)
from bot.domain.generations import Failure, Generation, Part
from bot.domain.money import Charged
from bot.domain.ports import Finds, Polls, Provider
from bot.domain.requests import Request
from bot.jobs import cards, rooms
from bot.jobs.retry import patiently
from bot.jobs.runtime import Run

logger = logging.getLogger(__name__)

Answer = Started | Finished | Failure

#: A pause between two looks is longer than asked for by up to this share, a chance one: runs that were
#: taken up together after a restart would otherwise ask in step for as long as they last.
SPREAD = 0.2


async def start(run: Run, index: int) -> float | None:
    """Make the part's paid call and write down its answer.

    Returns the seconds until the first look at it, `None` when there is nothing to wait for.
    """
    part = (await run.read()).parts[index]
    if part.over:
        return None
    if part.remote_id:
        return 0.0
    try:
        answer = await _answer(run, index)
    except IllegalMove:  # stopped before anything was sent
        return None
    await _write_down(run, index, answer)
    return answer.poll_after if isinstance(answer, Started) else None


async def wait(run: Run, index: int, after: float) -> None:
    """Ask how the part stands until it is over: one step, however long it takes."""
    generation = await run.read()
    while not generation.parts[index].over:
        news = run.runtime.news_of(generation.parts[index].remote_id or "")
        spread = random.uniform(1, 1 + SPREAD)  # noqa: S311  # nobody gains by guessing
        await run.runtime.turn(after * spread, news)
        news.clear()
        answer = await _unless_stopped(run, await _look(run, generation, index))
        if isinstance(answer, Pending | Started):
            after = answer.poll_after
        if isinstance(answer, Pending):
            generation = await _show_so_far(run, index, generation, answer)
        else:
            generation = await _write_down(run, index, answer)
        if isinstance(answer, Started):
            # What begins now may be paid for. This is written through, and the record above with it.
            await run.records.intend(run.id, f"stage {index} {answer.remote_id}", run.now())


async def _answer(run: Run, index: int) -> Answer:
    """What came of the part's call; raises `IllegalMove` when the run was stopped before it."""
    generation = await run.read()
    try:
        provider, request = run.brief(generation, index)
    except (UserError, ValidationError) as error:
        return _impossible(generation.parts[index], error)
    part = generation.parts[index]
    if not (part.sent_at or part.look_since):
        await rooms.found(run, provider)
    await run.change(lambda g: g.sending(index, run.now()))
    # The record above is what a cancelling person races with; the intent is what survives a power cut.
    noted = await run.records.intend(run.id, f"call {index}", run.now())
    try:
        if part.look_since:
            return await _looked_for(run, provider, request, part.look_since)
        return await _call(run, provider, request, noted, f"{run.key}:{index}")
    except ProviderError as error:
        return Failure.of(error)


async def _call(
    run: Run, provider: Provider, request: Request, noted: datetime | None, key: str
) -> Started | Finished:
    """Send; when an earlier attempt may have, look for what it did, and send only if surely nothing."""
    if noted:
        found = await _find(run, provider, request, noted)
        if found:
            return found
        await rooms.found(run, provider)
    since = run.now()
    try:
        return await _started(provider, request, key)
    except OutcomeUnknown:
        if not isinstance(provider, Finds):
            raise
        found = await _find(run, provider, request, since)
        if found:
            return found
        message = f"{provider.label} did not answer, and did nothing either."
        raise ProviderDown(message, provider=provider.label) from None


async def _started(provider: Provider, request: Request, key: str) -> Started | Finished:
    """Make the paid call; one that never ends may have been made."""
    try:
        async with asyncio.timeout(START):
            return await provider.start(request, key=key)
    except TimeoutError as error:
        message = f"{provider.label} was asked, and did not answer in {START / 60:.0f} minutes."
        raise OutcomeUnknown(message, provider=provider.label) from error


async def _looked_for(run: Run, provider: Provider, request: Request, since: datetime) -> Started | Finished:
    """What an earlier run's unclear call did; nothing is sent, whatever is found."""
    if found := await _find(run, provider, request, since):
        return found
    raise ProviderDown(f"{provider.label} did nothing with this brief.", provider=provider.label)


async def _find(run: Run, provider: Provider, request: Request, since: datetime) -> Started | Finished | None:
    """What an unclear call did, `None` when surely nothing; raises `OutcomeUnknown` when nobody can tell."""
    if not isinstance(provider, Finds):
        message = f"{provider.label} was asked, but its answer was lost."
        raise OutcomeUnknown(message, provider=provider.label)
    patience = run.runtime.patience.finding
    try:
        async with asyncio.timeout(FIND):
            return await patiently(
                run.runtime, partial(provider.find, request, since), patience, f"Asking {provider.label}"
            )
    except OutcomeUnknown:
        raise
    except (ProviderError, TimeoutError) as error:
        message = f"{provider.label} was asked, and cannot be reached to see what it did."
        raise OutcomeUnknown(message, provider=provider.label) from error


async def _look(run: Run, generation: Generation, index: int) -> Pending | Answer:
    """How the part stands at the provider; trouble in asking passes, until it has taken too long."""
    part = generation.parts[index]
    try:
        provider, _ = run.brief(generation, index)
    except (UserError, ValidationError) as error:
        return _impossible(part, error)
    if not isinstance(provider, Polls) or part.remote_id is None:
        return _impossible(part, UserError(f"{provider.label} cannot be asked about earlier work."))
    try:
        async with asyncio.timeout(LOOK):
            answer = await provider.poll(part.remote_id)
    except TimeoutError:
        answer = Pending()
    except ProviderError as error:
        if not (error.retryable or isinstance(error, OutcomeUnknown)):
            return Failure.of(error)
        answer = Pending(poll_after=error.retry_after) if error.retry_after else Pending()
    if isinstance(answer, Pending) and _late(run, part):
        message = f"{provider.label} took the brief, but is not done after a long wait."
        return Failure.of(StillWorking(message, provider=provider.label))
    return answer


async def _unless_stopped(run: Run, answer: Pending | Answer) -> Pending | Answer:
    """The answer, or for a stopped run what there is already."""
    if isinstance(answer, Pending | Started) and answer.so_far and (await run.read()).cancel_requested:
        return answer.so_far
    return answer


async def _show_so_far(run: Run, index: int, generation: Generation, answer: Pending) -> Generation:
    """The run with what there is already, and the card that shows it, when that is news."""
    if answer.so_far in (None, generation.parts[index].so_far):
        return generation
    changed = await run.change(
        lambda g: g.with_part(index, g.parts[index].model_copy(update={"so_far": answer.so_far}))
    )
    try:
        await cards.show_once(run)
    except Exception:
        logger.exception("The card of %s does not show yet what there is so far", run.key)
    return changed


def _late(run: Run, part: Part) -> bool:
    longest = timedelta(seconds=run.runtime.patience.answer)
    return part.sent_at is not None and run.now() - part.sent_at > longest


def _impossible(part: Part, error: UserError | ValidationError) -> Failure:
    """Why the provider could not be asked; something may have been paid all the same."""
    if isinstance(error, UserError):
        kind, message = "disconnected", error.message
    else:
        kind, message = "outdated", "The brief does not fit the provider’s form any more; edit it."
    return Failure(kind=kind, message=message, charged=Charged.MAYBE if part.sent_at else Charged.NO)


async def _write_down(run: Run, index: int, answer: Answer) -> Generation:
    return await run.change(lambda g: g.with_part(index, g.parts[index].answered(answer, run.now())))
