"""The image that PostEverywhere makes to go with captions, and how it is remembered until it was looked up.

Sources: POST /v1/ai/generate-image, https://developers.posteverywhere.ai/api/generate-image (fields,
both replies, credits), https://posteverywhere.ai/developers/ai and posteverywhere/mcp.
"""

from enum import StrEnum
from typing import ClassVar

from bot.domain.captions import Finished, Image, Started
from bot.domain.money import Receipt
from bot.domain.remote import Remembered

#: Characters of a picture's description, which people hear instead of seeing it.
LONGEST_ALT = 300


class ImageModel(StrEnum):
    """What draws it. The vendor's texts disagree about which one is meant by none, so it is always sent."""

    NONE = "none"
    NANO_BANANA_PRO = "nano-banana-pro"
    IDEOGRAM_V2 = "ideogram-v2"
    GEMINI_3_PRO = "gemini-3-pro"
    FLUX_SCHNELL = "flux-schnell"

    @property
    def credits(self) -> int:
        """Its published price for one image."""
        return CREDITS[self]


class AspectRatio(StrEnum):
    """Its width by its height."""

    SQUARE = "1:1"
    WIDE = "16:9"
    TALL = "9:16"
    FOUR_BY_THREE = "4:3"
    THREE_BY_FOUR = "3:4"
    FOUR_BY_FIVE = "4:5"
    FIVE_BY_FOUR = "5:4"


CREDITS = {
    ImageModel.NONE: 0,
    ImageModel.NANO_BANANA_PRO: 15,
    ImageModel.IDEOGRAM_V2: 8,
    ImageModel.GEMINI_3_PRO: 5,
    ImageModel.FLUX_SCHNELL: 1,
}
IMAGES = {
    ImageModel.NONE: "No image",
    ImageModel.NANO_BANANA_PRO: "Nano Banana Pro (15 credits)",
    ImageModel.IDEOGRAM_V2: "Ideogram v2 (8 credits)",
    ImageModel.GEMINI_3_PRO: "Gemini 3 Pro (5 credits)",
    ImageModel.FLUX_SCHNELL: "FLUX Schnell (1 credit)",
}
RATIOS = {
    AspectRatio.SQUARE: "Square (1:1)",
    AspectRatio.WIDE: "Wide (16:9)",
    AspectRatio.TALL: "Tall (9:16)",
    AspectRatio.FOUR_BY_THREE: "Landscape (4:3)",
    AspectRatio.FIVE_BY_FOUR: "Landscape (5:4)",
    AspectRatio.THREE_BY_FOUR: "Portrait (3:4)",
    AspectRatio.FOUR_BY_FIVE: "Portrait (4:5)",
}


class Picture(Remembered):
    """An image that is made and paid for, as its remote id remembers it between two processes."""

    what: ClassVar[str] = "which image PostEverywhere made"

    media_id: str
    alt: str
    receipt: Receipt = Receipt()
    request_id: str | None = None

    def started(self) -> Started:
        """This image as something to look up at once."""
        return Started(remote_id=self.remote_id, poll_after=0, request_id=self.request_id)

    def seen_at(self, url: str | None) -> Finished:
        """This image with the address to look at it, if there is one."""
        image = Image(media_id=self.media_id, url=url, alt=self.alt)
        return Finished(images=(image,), receipt=self.receipt, request_id=self.request_id)
