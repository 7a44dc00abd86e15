"""The step before the paid call: a brief's files go to the provider, and its id for each is written down."""

import logging
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError

from bot.domain.errors import (
    FileUnreachable,
    GalleyError,
    KnownDown,
    NoContent,
    OutcomeUnknown,
    OutOfCredits,
    ProviderBusy,
    ProviderDenied,
    ProviderDown,
    ProviderError,
    ProviderRejected,
    UserError,
)
from bot.domain.generations import Failure, Generation, Part, State
from bot.domain.money import Charged
from bot.domain.ports import Uploads
from bot.domain.requests import File, Request
from bot.jobs import cards
from bot.jobs.retry import patiently
from bot.jobs.runtime import Run

logger = logging.getLogger(__name__)

#: What another attempt cannot change, or what asks for a longer wait than a step may take. Everything
#: else is worth one, an unclear answer too: sending a file costs nothing and is safe to repeat.
FINAL = (UserError, ProviderRejected, ProviderDenied, OutOfCredits, NoContent, ProviderBusy, KnownDown)


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A file that is to be sent, and who takes it."""

    to: Uploads
    model: type[Request]
    file: File


async def wanted(run: Run, index: int) -> bool:
    """Whether the part comes with files that its provider takes beforehand."""
    try:
        provider, request = run.brief(await run.read(), index)
    except (UserError, ValidationError):
        return False
    return isinstance(provider, Uploads) and bool(request.attached)


async def upload(run: Run, index: int) -> None:
    """Send each of the part's files that the provider does not have yet; what fails ends the part.

    Parts that share a file wait for each other, for its id is written into all of them.
    """
    async with run.runtime.lock(f"{run.key} files"):
        while sending := await _next(run, index):
            await _send(run, index, sending)
    try:
        await cards.show_once(run)
    except Exception:
        logger.exception("The card of %s does not show yet that its files were sent", run.key)


async def _next(run: Run, index: int) -> Sending | None:
    """The part's next file to send; none when the run was stopped, or `start` will say what is wrong."""
    generation = await run.read()
    part = generation.parts[index]
    asked = part.over or part.sent_at or part.look_since
    if asked or generation.cancel_requested or generation.state is not State.RUNNING:
        return None
    try:
        provider, request = run.brief(generation, index)
    except (UserError, ValidationError):
        return None
    if not isinstance(provider, Uploads) or not request.unsent:
        return None
    return Sending(to=provider, model=type(request), file=request.unsent[0])


async def _send(run: Run, index: int, sending: Sending) -> None:
    file, patience = sending.file, run.runtime.patience.sending
    what = f"Sending the file {file.id} of {run.key}"
    attempt = partial(_once, run, sending)
    try:
        media_id = await patiently(run.runtime, attempt, patience, what, final=FINAL)
    except (UserError, FileUnreachable, ProviderError) as error:
        failure = _failure(error, file)
        await run.change(lambda g: g.with_part(index, g.parts[index].answered(failure, run.now())))
    else:
        await run.change(lambda g: _with_media(g, sending, media_id))


async def _once(run: Run, sending: Sending) -> str:
    async with run.runtime.files.read(sending.file) as content:
        return await sending.to.upload(sending.file, content)


def _failure(error: GalleyError, file: File) -> Failure:
    """Why a file did not arrive. Whatever it was, nothing has been charged: the paid call comes after it."""
    if isinstance(error, OutcomeUnknown):
        return Failure.of(ProviderDown(f"“{file.name}” did not get through: {error.message}"))
    if isinstance(error, ProviderError):
        return Failure.of(error)
    return Failure(kind="file", message=error.message, charged=Charged.NO)


def _with_media(generation: Generation, sending: Sending, media_id: str) -> Generation:
    def noted(part: Part) -> Part:
        request = sending.model.model_validate(part.request).with_media(sending.file.id, media_id)
        return part.model_copy(update={"request": request.model_dump(mode="json")})

    return generation.model_copy(update={"parts": tuple(map(noted, generation.parts))})
