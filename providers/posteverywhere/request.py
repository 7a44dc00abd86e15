"""What PostEverywhere can be asked for, in its own words and bounds.

Sources: "Generate Caption", POST /v1/ai/generate-caption; the platforms are those of the vendor's
own clients (posteverywhere/sdk). For the image see `images`.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from bot.domain.platforms import Platform
from bot.domain.requests import (
    Choices,
    Draws,
    Hidden,
    Multiline,
    Priced,
    Prompt,
    Request,
    Sounds,
    ThisOnce,
    Variants,
)
from providers.posteverywhere.images import IMAGES, RATIOS, AspectRatio, ImageModel


class Tone(StrEnum):
    """The vendor's tones."""

    PROFESSIONAL = "professional"
    CASUAL = "casual"
    WITTY = "witty"
    ENTHUSIASTIC = "enthusiastic"
    URGENT = "urgent"
    INSPIRATIONAL = "inspirational"


class Length(StrEnum):
    """The vendor's lengths."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


LENGTHS = {
    Length.SHORT: "Short (~80 characters)",
    Length.MEDIUM: "Medium (~180 characters)",
    Length.LONG: "Long (~400 characters)",
}
PLATFORMS = {platform: platform.label for platform in Platform if platform is not Platform.ANY}


#: What a call for captions is told besides the platform.
CAPTIONS = ("topic", "tone", "length", "include_hashtags", "include_emojis", "count")


class PostEverywhereRequest(Request):
    """A brief for several platforms at once; each gets its own captions. One image goes with all of them."""

    topic: Annotated[str, Prompt(), Multiline("30% off all running shoes through Monday")] = Field(
        title="What should the post be about?", min_length=1, max_length=1_000
    )
    platforms: Annotated[tuple[Platform, ...], Choices(PLATFORMS), Priced()] = Field(
        default=(),
        title="Platforms",
        description="Each is written and paid for separately. Choose none for a text that fits anywhere.",
    )
    tone: Annotated[Tone, Sounds()] = Field(default=Tone.PROFESSIONAL, title="Tone")
    length: Annotated[Length, Choices(LENGTHS)] = Field(default=Length.MEDIUM, title="Length")
    include_hashtags: bool = Field(
        default=True, title="Hashtags", description="At the end. Pinterest never gets any."
    )
    include_emojis: bool = Field(default=True, title="Emoji")
    count: Annotated[int, Priced(), Variants()] = Field(
        default=1, ge=1, le=5, title="Variants", description="1 to 5 for each platform, 1 credit each."
    )
    image: Annotated[ImageModel, Choices(IMAGES), Draws(), Priced()] = Field(
        default=ImageModel.NONE,
        title="Make an image",
        description="One to go with all texts, at a price of its own.",
    )
    aspect_ratio: Annotated[AspectRatio, Choices(RATIOS)] = Field(
        default=AspectRatio.SQUARE, title="Shape of the image"
    )
    image_prompt: Annotated[str, Multiline("Running shoes on a track at dawn"), ThisOnce()] = Field(
        default="",
        max_length=2_000,
        title="What should the image show?",
        description="At most 2,000 characters. Leave it empty to have it made from the topic.",
    )
    #: The share that makes the image, and writes nothing.
    image_only: Annotated[bool, Hidden()] = False

    @field_validator("image_prompt")
    @classmethod
    def _with_an_image(cls, image_prompt: str, info: ValidationInfo) -> str:
        if image_prompt and info.data.get("image") is ImageModel.NONE:
            raise ValueError("This is only for an image: choose one above, or leave this empty")
        return image_prompt

    @field_validator("platforms")
    @classmethod
    def _by_name_and_once(cls, platforms: tuple[Platform, ...]) -> tuple[Platform, ...]:
        if Platform.ANY in platforms:
            raise ValueError("Choose platforms by name, or none at all")
        if len(set(platforms)) < len(platforms):
            raise ValueError("Choose each platform once")
        return platforms

    @property
    def targets(self) -> tuple[Platform, ...]:
        """The platforms to write for."""
        return () if self.image_only else super().targets

    @property
    def makes(self) -> str:
        """The image, where this is the share for it."""
        return "the image" if self.image_only else ""

    @property
    def picture(self) -> str:
        """What the image shows."""
        return self.image_prompt or self.topic

    @property
    def image_wire(self) -> dict[str, object]:
        """The body of the call for the image."""
        return {"prompt": self.picture, "model": self.image.value, "aspect_ratio": self.aspect_ratio.value}

    @property
    def wire(self) -> dict[str, object]:
        """The body of a call for captions, for at most one platform: what is not given is not sent."""
        fields = self.model_dump(mode="json", include={*CAPTIONS})
        (platform,) = self.targets
        if platform is Platform.ANY:
            return fields
        return {"topic": self.topic, "platform": platform.value, **fields}
