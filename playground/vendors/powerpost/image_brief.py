"""Reading a request for images: `POST /images/generate`, in its text, reference and post modes.

Which modes may be mixed is not published; here each stands alone. In post mode without a prompt the
captions must be there to derive one from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.vendors.powerpost.brief import POST_TYPES
from playground.vendors.powerpost.fields import Fields
from playground.vendors.powerpost.jobs import CaptionsJob
from playground.vendors.powerpost.media import IMAGE, Media
from playground.vendors.powerpost.refusals import validation_error

#: Credits for an image by each model; the vendor publishes no prices.
PRICES = {"flux2-flex": 5, "ideogram-3": 6, "gpt-image-1.5": 8, "nano-banana-2": 4}
ENHANCING = 1
#: Pixels of the pictures drawn here, small but true to the published ratios 1:1, 4:5, 9:16 and 16:9.
SIZES = {"square": (320, 320), "feed": (320, 400), "portrait": (270, 480), "landscape": (480, 270)}
WITHOUT_FEED = "gpt-image-1.5"
LONGEST_PROMPT = 2_000
MOST_IMAGES, MOST_STYLES = 4, 4
FIELDS = (
    "prompt",
    "size",
    "quantity",
    "model",
    "enhance_prompt",
    "style_images",
    "generation_id",
    "source_post_type",
)


@dataclass(frozen=True, kw_only=True)
class ImageBrief:
    """What images are asked for, with the documented defaults filled in."""

    prompt: str
    size: str
    quantity: int
    model: str
    enhanced: bool
    styles: tuple[str, ...]

    @property
    def price_each(self) -> int:
        """Credits for one image."""
        return PRICES[self.model] + ENHANCING * self.enhanced


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where a request may refer to in its workspace; both raise `Refused` for what is not there."""

    media: Callable[[tuple[str, ...]], tuple[Media, ...]]
    captions: Callable[[str], CaptionsJob]


def image_brief_of(body: Mapping[str, Any], sources: Sources, at: float) -> ImageBrief:
    """The brief in a body; raises `Refused`."""
    fields = Fields(body, FIELDS)
    prompt = fields.text("prompt", most=LONGEST_PROMPT)
    styles = sources.media(fields.texts("style_images", most=MOST_STYLES))
    if any(media.kind != IMAGE for media in styles):
        raise validation_error("style_images must be images")
    model = fields.choice("model", tuple(PRICES), "flux2-flex")
    size = fields.choice("size", tuple(SIZES), "square")
    if model == WITHOUT_FEED and size == "feed":
        raise validation_error(f"{WITHOUT_FEED} does not support the size feed")
    return ImageBrief(
        prompt=_derived(fields, prompt, sources, at),
        size=size,
        quantity=fields.whole("quantity", 1, MOST_IMAGES, 1),
        model=model,
        enhanced=fields.switch("enhance_prompt"),
        styles=tuple(media.sha256 for media in styles),
    )


def _derived(fields: Fields, prompt: str | None, sources: Sources, at: float) -> str:
    """The prompt, or in post mode what the captions are about."""
    generation_id, source = fields.text("generation_id"), fields.text("source_post_type")
    if generation_id is None:
        if source is not None:
            raise validation_error("source_post_type requires generation_id")
        if prompt is None:
            raise validation_error("prompt is required")
        return prompt
    if "style_images" in fields:
        raise validation_error("style_images and generation_id cannot be combined")
    job = sources.captions(generation_id)
    if source is not None and (source not in POST_TYPES or source.partition("-")[0] not in job.platforms):
        raise validation_error("source_post_type must be one of the generation's post types")
    if prompt is None and not job.completed(at):
        raise validation_error("The generation has not completed: a prompt is required")
    return prompt or job.subject
