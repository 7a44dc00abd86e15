"""From PowerPost's finished jobs to captions and images."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.captions import Caption, Finished, Image
from bot.domain.platforms import Platform
from providers.http import Reply, id_of, object_of, text_of
from providers.powerpost.jobs import Job
from providers.powerpost.wire import receipt_of

#: What a caption may be called inside an object; YouTube's is the description.
_TEXTS = ("description", "caption", "content", "text")
#: Characters of a picture's description, which people hear instead of seeing it.
_LONGEST_ALT = 300


def captions_in(job: Job, reply: Reply) -> Finished:
    """The captions of a completed job, one for each of its platforms as far as it has them."""
    body = object_of(reply.body)
    outputs = object_of(body.get("outputs"))
    found = [caption for p in job.platforms if (caption := _caption(p, outputs.get(p.value)))]
    there = {caption.platform for caption in found}
    told = receipt_of(body)
    receipt = job.receipt.model_copy(update={"used": told.used} if told.used is not None else {})
    return Finished(
        captions=tuple(found),
        receipt=receipt,
        notes=tuple(f"{p.label}: no caption returned." for p in job.platforms if p not in there),
        vendor_ids={"generation_id": job.generation_id},
        request_id=reply.request_id,
    )


def images_in(body: Mapping[str, Any]) -> tuple[Image, ...]:
    """The images of a job, as far as it has them."""
    listed = body.get("images")
    return tuple(_images(listed if isinstance(listed, list) else [], text_of(body.get("prompt"))))


def _caption(platform: Platform, output: object) -> Caption | None:
    parts = object_of(output)
    texts = [output, *(parts.get(name) for name in _TEXTS)]
    text = next((text for text in texts if isinstance(text, str) and text.strip()), None)
    if text is None:
        return None
    return Caption(platform=platform, text=text, title=text_of(parts.get("title")) or None)


def _images(listed: list[Any], prompt: str) -> Iterator[Image]:
    for picture in map(object_of, listed):
        media_id = id_of(picture.get("media_id"))
        if media_id:
            url = text_of(picture.get("url"))
            alt = " ".join(prompt.split())[:_LONGEST_ALT]
            yield Image(
                media_id=media_id, url=url if url.startswith(("https://", "http://")) else None, alt=alt
            )
