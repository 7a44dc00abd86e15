"""What PowerPost can be asked for by everybody, in its own words and bounds; settings may add to it.

Source: "Generate Content", POST /api/v1/content/generate.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, field_validator, model_validator

from bot.domain.platforms import Platform
from bot.domain.requests import Choices, Draws, File, Files, Multiline, Priced, Prompt, Request
from providers.powerpost.images import IMAGES, SIZES, ImageModel, ImageOrder, ImageSize
from providers.powerpost.media import LARGEST, MOST_IMAGES, TYPES, VIDEO, kind_of, megabytes
from providers.powerpost.settings import DEFAULT_STYLE


class PostType(StrEnum):
    """What is to be posted; the platform is the part before the first hyphen."""

    INSTAGRAM_FEED = "instagram-feed"
    INSTAGRAM_REEL = "instagram-reel"
    INSTAGRAM_STORY = "instagram-story"
    TIKTOK_VIDEO = "tiktok-video"
    TIKTOK_PHOTOS = "tiktok-photos"
    YOUTUBE_VIDEO = "youtube-video"
    YOUTUBE_SHORT = "youtube-short"
    X_POST = "x-post"
    FACEBOOK_POST = "facebook-post"
    FACEBOOK_REEL = "facebook-reel"
    FACEBOOK_STORY = "facebook-story"
    LINKEDIN_POST = "linkedin-post"

    @property
    def platform(self) -> Platform:
        """Where it is posted; types of one platform share one caption."""
        return Platform(self.value.partition("-")[0])

    @property
    def label(self) -> str:
        """Its name in words, behind its platform's."""
        return f"{self.platform.label} · {self.value.partition('-')[2].capitalize()}"


class Research(StrEnum):
    """How much the vendor reads before it writes."""

    REGULAR = "regular"
    DEEP = "deep"


RESEARCH = {Research.REGULAR: "Regular (quick)", Research.DEEP: "Deep (slower, costs more)"}
PROMPT = "We just shipped dark mode across all our apps"


class Asked(Request):
    """What every installation can ask for first."""

    media: Annotated[tuple[File, ...], Files((*TYPES,), most=MOST_IMAGES, largest=LARGEST[VIDEO])] = Field(
        default=(),
        max_length=MOST_IMAGES,
        title="Write from images or a video",
        description="Up to 10 images (JPEG, PNG, WebP), or one video (MP4, MOV). "
        "A video costs 6 more credits for each started minute.",
    )
    topic: Annotated[str, Prompt(), Multiline(PROMPT)] = Field(
        default="", min_length=3, max_length=500, title="What should the post be about?"
    )
    post_types: Annotated[tuple[PostType, ...], Choices({kind: kind.label for kind in PostType})] = Field(
        default=(PostType.LINKEDIN_POST,),
        min_length=1,
        title="Post types",
        description="Types of the same platform share one text.",
    )
    research_mode: Annotated[Research, Choices(RESEARCH), Priced()] = Field(
        default=Research.REGULAR, title="Research"
    )

    @field_validator("topic", mode="wrap")
    @classmethod
    def _or_nothing(cls, topic: object, validate: ValidatorFunctionWrapHandler) -> object:
        """The shortest length is that of a topic; files can do without one."""
        return "" if isinstance(topic, str) and not topic.strip() else validate(topic)

    @field_validator("media")
    @classmethod
    def _images_or_one_video(cls, media: tuple[File, ...]) -> tuple[File, ...]:
        videos = sum(kind_of(file) == VIDEO for file in media)
        if videos and len(media) > videos:
            raise ValueError("Add images or a video, not both")
        if videos > 1:
            raise ValueError("Add one video at a time")
        for file in media:
            most = LARGEST[kind_of(file) or VIDEO]
            if file.size > most:
                has, takes = megabytes(file.size), megabytes(most)
                raise ValueError(
                    f"“{file.name}” has {has}; PowerPost takes {kind_of(file)}s of {takes} at most"
                )
        return media

    @field_validator("post_types")
    @classmethod
    def _each_once(cls, post_types: tuple[PostType, ...]) -> tuple[PostType, ...]:
        return tuple(dict.fromkeys(post_types))

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if not self.topic and not self.media:
            raise ValueError("Say what the post is about, or add images or a video")
        return self


class PowerPostRequest(Asked):
    """A brief for several platforms at once, each of which gets one caption; images on top if wanted."""

    cta_text: str = Field(
        default="", max_length=100, title="Call to action", description="At most 100 characters."
    )
    images: Annotated[ImageModel, Choices(IMAGES), Draws(), Priced()] = Field(
        default=ImageModel.NONE,
        title="Make images",
        description="From the finished texts, at a price of their own.",
    )
    image_size: Annotated[ImageSize, Choices(SIZES)] = Field(
        default=ImageSize.SQUARE, title="Size of the images"
    )
    image_count: Annotated[int, Priced()] = Field(default=1, ge=1, le=4, title="How many images")

    @field_validator("image_size")
    @classmethod
    def _a_size_of_the_model(cls, size: ImageSize, info: ValidationInfo) -> ImageSize:
        if size is ImageSize.FEED and info.data.get("images") is ImageModel.GPT_IMAGE:
            raise ValueError(f"{IMAGES[ImageModel.GPT_IMAGE]} does not make this size. Choose another one")
        return size

    @property
    def prompt(self) -> str:
        """The topic, or the names of the files where they say it all."""
        return self.topic or ", ".join(file.name for file in self.media)

    @property
    def targets(self) -> tuple[Platform, ...]:
        """The platforms of the post types, each once."""
        return tuple(dict.fromkeys(kind.platform for kind in self.post_types))

    def narrowed(self, platforms: Sequence[Platform]) -> Self:
        """This brief for the post types of some platforms only."""
        kinds = tuple(kind for kind in self.post_types if kind.platform in platforms)
        return self.changed(post_types=kinds)

    @property
    def style(self) -> str:
        """The research, where it is out of the ordinary."""
        return "deep research" if self.research_mode is Research.DEEP else ""

    @property
    def video(self) -> bool:
        """Whether it is about a video."""
        return any(kind_of(file) == VIDEO for file in self.media)

    @property
    def image_order(self) -> ImageOrder | None:
        """The images to make, if any are wanted."""
        if self.images is ImageModel.NONE:
            return None
        return ImageOrder(model=self.images, size=self.image_size, quantity=self.image_count)

    @property
    def wire(self) -> dict[str, object]:
        """The body of the call for captions: what is not given is not sent."""
        fields = self.model_dump(mode="json")
        style = fields.get("writing_style")
        body = {
            "prompt": self.topic,
            "media_ids": [file.media_id for file in self.media],
            "post_types": fields["post_types"],
            "research_mode": fields["research_mode"],
            "writing_style_id": style if style != DEFAULT_STYLE else None,
            "cta_text": self.cta_text,
            "source_urls": fields.get("source_urls"),
        }
        return {name: value for name, value in body.items() if value}
