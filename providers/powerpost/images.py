"""The images that PowerPost makes to go with captions.

Source: https://powerpost.ai/docs/api-reference/images and tarekhoury/openclaw-powerpost.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class ImageModel(StrEnum):
    """What draws them."""

    NONE = "none"
    FLUX = "flux2-flex"
    IDEOGRAM = "ideogram-3"
    #: Makes no images of the size `feed`.
    GPT_IMAGE = "gpt-image-1.5"
    NANO_BANANA = "nano-banana-2"


class ImageSize(StrEnum):
    """Their shape."""

    SQUARE = "square"
    FEED = "feed"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


IMAGES = {
    ImageModel.NONE: "No images",
    ImageModel.FLUX: "FLUX.2 Flex",
    ImageModel.IDEOGRAM: "Ideogram 3",
    ImageModel.GPT_IMAGE: "GPT Image 1.5",
    ImageModel.NANO_BANANA: "Nano Banana 2",
}
SIZES = {
    ImageSize.SQUARE: "Square (1:1)",
    ImageSize.FEED: "Feed (4:5)",
    ImageSize.PORTRAIT: "Portrait (9:16)",
    ImageSize.LANDSCAPE: "Landscape (16:9)",
}


class ImageOrder(BaseModel):
    """Images to make from finished captions."""

    model_config = ConfigDict(frozen=True)

    model: ImageModel
    size: ImageSize
    quantity: int

    def wire(self, generation_id: str) -> dict[str, object]:
        """The body of the call in the vendor's post mode: the captions say what to draw."""
        return {"generation_id": generation_id, **self.model_dump(mode="json")}
