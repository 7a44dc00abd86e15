"""What Ocoya can be asked for, in its own words and bounds.

Source: POST /post/ai in the vendor's OpenAPI document. It states no default for tone and length; those of
its tool for the same work are `professional` and `medium`
(https://docs.ocoya.com/mcp/tools/ocoya-create-ai-post). What is not chosen is not sent.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field, HttpUrl, ValidationInfo, field_validator

from bot.domain.requests import Choices, Draws, Multiline, Prompt, Remote, Request, Sounds, ThisOnce

#: References of one kind: no bound is published for drafts, and this one for campaigns
#: (https://docs.ocoya.com/api-reference/create-an-ai-generated-campaign).
MOST_REFERENCES = 3


class Tone(StrEnum):
    """The vendor's tones."""

    PROFESSIONAL = "professional"
    FRIENDLY = "friendly"
    EDUCATIONAL = "educational"
    BOLD = "bold"
    FOUNDER_LED = "founder_led"


class Length(StrEnum):
    """The vendor's lengths; how long each is, it does not publish."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    EXTRA_LONG = "extra_long"


TONES = {tone: tone.value.replace("_", "-").capitalize() for tone in Tone}

BRAND = Field(default=None, title="Brand kit", description="Whose voice it is written in.")
HASHTAGS = Field(default=None, title="Hashtag library", description="Where its hashtags come from.")
PROFILES = Field(default=(), title="Social profiles", description="Who is to post it, once it is published.")
DESIGNS = Field(
    default=(),
    max_length=MOST_REFERENCES,
    title="Studio designs to go by",
    description="Up to 3, for the image’s style.",
)


class OcoyaRequest(Request):
    """A brief for a draft in the workspace that the settings name."""

    topic: Annotated[str, Prompt(), Multiline("Write a launch post for our new analytics dashboard")] = Field(
        title="What should the post be about?", min_length=10
    )
    tone: Annotated[Tone | None, Choices(TONES), Sounds()] = Field(
        default=None, title="Tone", description="Vendor default: professional."
    )
    length: Length | None = Field(default=None, title="Length", description="Vendor default: medium.")
    brand: Annotated[str | None, Remote()] = BRAND
    hashtag_library: Annotated[str | None, Remote()] = HASHTAGS
    social_profiles: Annotated[tuple[str, ...], Remote()] = PROFILES
    generate_image: Annotated[bool, Draws()] = Field(
        default=False, title="Image", description="One square image with the post."
    )
    reference_urls: Annotated[tuple[HttpUrl, ...], ThisOnce()] = Field(
        default=(),
        max_length=MOST_REFERENCES,
        title="Pictures to go by",
        description="Up to 3 addresses, one a line, for the image’s style. They are not in the post.",
    )
    reference_designs: Annotated[tuple[str, ...], Remote(), ThisOnce()] = DESIGNS

    @field_validator("reference_urls", "reference_designs")
    @classmethod
    def _for_an_image(cls, references: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        if references and not info.data.get("generate_image"):
            raise ValueError("These only guide the image: tick “Image”, or leave this empty")
        return references

    @property
    def wire(self) -> dict[str, object]:
        """The body of the call: what is not chosen is not sent."""
        fields = self.model_dump(mode="json")
        return {theirs: fields[ours] for ours, theirs in WIRE.items() if fields[ours] not in (None, [])}


class _Anywhere(BaseModel):
    """A base of its own, because a form shows fields in the order of the models they come from."""

    workspace: Annotated[str | None, Remote(unless_sole=True)] = Field(
        default=None,
        title="Workspace",
        description="Where it is saved, and whose lists are offered below. The only one need not be chosen.",
    )


_HERE = Remote(depends=("workspace",))


class OcoyaAnywhereRequest(OcoyaRequest, _Anywhere):
    """A brief that names its workspace, on which everything else to choose from depends."""

    brand: Annotated[str | None, _HERE] = BRAND
    hashtag_library: Annotated[str | None, _HERE] = HASHTAGS
    social_profiles: Annotated[tuple[str, ...], _HERE] = PROFILES
    reference_designs: Annotated[tuple[str, ...], _HERE, ThisOnce()] = DESIGNS


#: Our fields and the vendor's names for them; `workspaceId` goes into the query.
WIRE = {
    "topic": "prompt",
    "brand": "brandId",
    "tone": "tone",
    "length": "length",
    "social_profiles": "socialProfileIds",
    "hashtag_library": "hashtagLibraryId",
    "generate_image": "generateImage",
    "reference_urls": "referenceUrls",
    "reference_designs": "referenceDesignIds",
}
