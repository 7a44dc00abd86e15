"""One look at a run: captions are waited for, then images are asked for once, and waited for in turn.

What goes wrong with the images never costs the captions: they are shown, with a note.
"""

from typing import Any

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import KnownDown, NoContent, OutcomeUnknown, ProviderDown, ProviderError
from bot.domain.money import Charged, Receipt
from providers.http import Api, Reply, id_of, object_of, text_of
from providers.powerpost.images import ImageOrder
from providers.powerpost.jobs import Job, Stage
from providers.powerpost.results import captions_in, images_in
from providers.powerpost.wire import receipt_of, told_in

DONE, FAILED = "completed", "failed"
STOPPED = "No images: the run was stopped before they were asked for."
UNCERTAIN = "Whether the images were made is uncertain: look in PowerPost before you ask for them again."


class Stages:
    """The looks at the runs of one workspace."""

    def __init__(self, api: Api) -> None:
        self._api = api
        #: The runs whose images this process is about to ask for. A run that is not among them may
        #: have asked already, before a restart, and asking twice would be paid for twice.
        self._to_order: set[str] = set()

    async def look(self, job: Job) -> Pending | Started | Finished:
        """How a run is; raises a `ProviderError`."""
        match job.stage:
            case Stage.WRITING:
                return await self._writing(job)
            case Stage.ORDERING:
                return await self._ordering(job)
            case Stage.DRAWING:
                return await self._drawing(job)

    async def _writing(self, job: Job) -> Pending | Started | Finished:
        reply = await self._api.poll(f"/content/generations/{job.generation_id}")
        body = object_of(reply.body)
        status = text_of(body.get("status"))
        if status == FAILED:
            raise self._failed(reply)
        if status != DONE:
            return job.pending(self._api.timing.now())
        finished = self._written(job, reply)
        if job.order is None:
            return finished
        self._to_order.add(job.generation_id)
        return job.going_on(self._api.timing.now(), _noted(finished, STOPPED))

    async def _ordering(self, job: Job) -> Started | Finished:
        """Ask for images. This stage is on record by now, and is gone through once."""
        finished = await self._captions(job)
        if job.order is None or job.generation_id not in self._to_order:
            return _uncertain(finished)
        self._to_order.discard(job.generation_id)
        try:
            return await self._ordered(job, job.order)
        except OutcomeUnknown:
            return _uncertain(finished)
        except KnownDown as error:
            if job.late(self._api.timing.now()):
                return _noted(finished, f"No images: {error.message}")
            self._to_order.add(job.generation_id)  # nothing was sent, so the order waits for the vendor
            raise
        except ProviderError as error:
            return _noted(finished, f"No images: {error.message}")

    async def _ordered(self, job: Job, order: ImageOrder) -> Started:
        reply = await self._api.paid("/images/generate", order.wire(job.generation_id))
        body = object_of(reply.body)
        images = id_of(body.get("image_generation_id"))
        if images is None:
            raise self._api.unreadable(reply)
        return job.drawing(images, receipt_of(body), self._api.timing.now()).started()

    async def _drawing(self, job: Job) -> Pending | Finished:
        now = self._api.timing.now()
        try:
            reply = await self._api.poll(f"/images/generations/{job.image_generation_id}")
        except ProviderError as error:
            passing = error.retryable or isinstance(error, OutcomeUnknown)
            if passing and not job.late(now):
                raise
            return _noted(await self._captions(job), f"The images cannot be fetched: {error.message}")
        status = text_of(object_of(reply.body).get("status"))
        if status in {DONE, FAILED}:
            return self._drawn(job, await self._captions(job), reply)
        if not job.late(now):
            return job.pending(now)
        return _noted(await self._captions(job), "The images are not done yet; they will be in PowerPost.")

    def _drawn(self, job: Job, finished: Finished, reply: Reply) -> Finished:
        body = object_of(reply.body)
        images = images_in(body)
        wanted = job.order.quantity if job.order else len(images)
        receipt, note = finished.receipt + job.image_receipt, ""
        if len(images) < wanted:
            note = f"{len(images)} of {wanted} images arrived."
        if text_of(body.get("status")) == FAILED:
            note = f"{note} PowerPost gives back what the others cost." if images else self._unmade(body)
            # How much comes back for some of them is not told, so no number would be true.
            receipt = Receipt() if images else finished.receipt
        return _noted(finished, note).model_copy(
            update={
                "images": images,
                "receipt": receipt,
                "vendor_ids": {**finished.vendor_ids, "image_generation_id": job.image_generation_id},
            }
        )

    async def _captions(self, job: Job) -> Finished:
        """The captions once more: they are kept at the vendor's, and reading them is free."""
        return self._written(job, await self._api.poll(f"/content/generations/{job.generation_id}"))

    def _written(self, job: Job, reply: Reply) -> Finished:
        finished = captions_in(job, reply)
        if finished.captions:
            return finished
        message = "PowerPost says that it is done, but gave no caption that can be read."
        empty = NoContent(message, provider=self._api.vendor.label, request_id=reply.request_id)
        empty.charged = Charged.MAYBE
        raise empty

    def _failed(self, reply: Reply) -> ProviderError:
        """The error of a job that failed, whose credits come back."""
        vendor = self._api.vendor
        code, said = told_in(object_of(reply.body))
        return ProviderDown(
            f"{vendor.label} could not write this{self._because(said)}. It gives the credits back.",
            provider=vendor.label,
            code=vendor.quoted(code, 60) or None,
            request_id=reply.request_id,
        )

    def _unmade(self, body: dict[str, Any]) -> str:
        _, said = told_in(body)
        label = self._api.vendor.label
        return f"No images: {label} could not make them{self._because(said)}. It gives back what they cost."

    def _because(self, said: str) -> str:
        words = self._api.vendor.quoted(said, 200)
        return f" (“{words}”)" if words else ""


def _uncertain(finished: Finished) -> Finished:
    """Captions whose images may have been charged, too: no number of credits would be surely true."""
    return _noted(finished, UNCERTAIN).model_copy(update={"receipt": Receipt()})


def _noted(finished: Finished, note: str) -> Finished:
    return finished.model_copy(update={"notes": (*finished.notes, *filter(None, [note]))})
