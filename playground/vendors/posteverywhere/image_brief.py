"""Reading a request for an image as strictly as its page allows: `POST /ai/generate-image`.

Source: https://developers.posteverywhere.ai/api/generate-image. Which model is meant by none is disputed
among the vendor's texts; here it is that page's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.vendors.posteverywhere.brief import known_fields, one_of, text_of

#: Credits for an image by each model.
CREDITS = {"nano-banana-pro": 15, "ideogram-v2": 8, "gemini-3-pro": 5, "flux-schnell": 1}
#: Pixels of the pictures drawn here, small but true to the published ratios.
SIZES = {
    "1:1": (320, 320),
    "16:9": (480, 270),
    "9:16": (270, 480),
    "4:3": (400, 300),
    "3:4": (300, 400),
    "4:5": (320, 400),
    "5:4": (400, 320),
}
LONGEST_PROMPT = 2_000
FIELDS = frozenset({"prompt", "model", "aspect_ratio"})


@dataclass(frozen=True, kw_only=True)
class ImageBrief:
    """What image is asked for, with the defaults filled in."""

    prompt: str
    model: str
    aspect_ratio: str

    @property
    def credits(self) -> int:
        """Its price."""
        return CREDITS[self.model]


def image_brief_of(body: Mapping[str, Any]) -> ImageBrief:
    """The brief in a body; raises `Refused` with the field that is wrong."""
    known_fields(body, FIELDS)
    return ImageBrief(
        prompt=text_of(body, "prompt", LONGEST_PROMPT),
        model=one_of(body, "model", tuple(CREDITS), "nano-banana-pro") or "",
        aspect_ratio=one_of(body, "aspect_ratio", tuple(SIZES), "1:1") or "",
    )
