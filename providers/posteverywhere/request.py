"""What PostEverywhere can be asked for, in its own words and bounds.

Source: "Generate Caption", POST /v1/ai/generate-caption; the platforms are those of the vendor's
own clients (posteverywhere/sdk).
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from bot.domain.platforms import Platform
from bot.domain.requests import Choices, Multiline, Priced, Prompt, Request


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


class PostEverywhereRequest(Request):
    """A brief for several platforms at once; each gets its own captions."""

    topic: Annotated[str, Prompt(), Multiline("30% off all running shoes through Monday")] = Field(
        title="What should the post be about?", min_length=1, max_length=1_000
    )
    platforms: Annotated[tuple[Platform, ...], Choices(PLATFORMS), Priced()] = Field(
        default=(),
        title="Platforms",
        description="Each is written and paid for separately. Choose none for a text that fits anywhere.",
    )
    tone: Tone = Field(default=Tone.PROFESSIONAL, title="Tone")
    length: Annotated[Length, Choices(LENGTHS)] = Field(default=Length.MEDIUM, title="Length")
    include_hashtags: bool = Field(
        default=True, title="Hashtags", description="At the end. Pinterest never gets any."
    )
    include_emojis: bool = Field(default=True, title="Emoji")
    count: Annotated[int, Priced()] = Field(
        default=1, ge=1, le=5, title="Variants", description="1 to 5 for each platform, 1 credit each."
    )

    @field_validator("platforms")
    @classmethod
    def _by_name_and_once(cls, platforms: tuple[Platform, ...]) -> tuple[Platform, ...]:
        if Platform.ANY in platforms:
            raise ValueError("Choose platforms by name, or none at all")
        if len(set(platforms)) < len(platforms):
            raise ValueError("Choose each platform once")
        return platforms

    @property
    def wire(self) -> dict[str, object]:
        """The body of one call, for at most one platform: what is not given is not sent."""
        fields = self.model_dump(mode="json", exclude={"platforms"})
        (platform,) = self.targets
        if platform is Platform.ANY:
            return fields
        return {"topic": self.topic, "platform": platform.value, **fields}
