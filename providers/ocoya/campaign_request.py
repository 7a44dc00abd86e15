"""What a campaign can be asked for, in the vendor's own words, bounds and defaults.

Source: the tool `ocoya_create_ai_campaign` in the vendor's documentation. Over REST the brief has at least
three characters and each post one image
(https://docs.ocoya.com/api-reference/create-an-ai-generated-campaign). What Galley asks of the campaigns that
it plans itself has the same names here, so that it stays in the form when another provider is chosen.
"""

from typing import Annotated, Any

from pydantic import Field, HttpUrl, ValidationInfo, create_model, field_validator

from bot.domain.campaigns import AUDIENCES, GOALS, Audience, Goal
from bot.domain.requests import Choices, Draws, Multiline, Prompt, Remote, Request
from providers.ocoya.request import MOST_REFERENCES, TONES, Length, Tone

#: Characters of a brief over REST.
LEAST_OVER_REST = 3


class CampaignRequest(Request):
    """A brief for a campaign; `campaign_model` adds what the installation can choose among."""

    topic: Annotated[
        str, Prompt(), Multiline("Summer launch campaign for our ecommerce analytics dashboard")
    ] = Field(title="What is the campaign about?", min_length=1)
    campaign_goal: Annotated[Goal, Choices(GOALS)] = Field(default=Goal.AWARENESS, title="Goal")
    campaign_audience: Annotated[Audience, Choices(AUDIENCES)] = Field(
        default=Audience.BUSINESS_OWNERS, title="Audience"
    )
    campaign_posts: int = Field(default=5, ge=3, le=30, title="Posts", description="3 to 30 in all.")
    campaign_days: int = Field(default=7, ge=1, le=30, title="Days", description="1 to 30.")
    post_length: Length = Field(default=Length.MEDIUM, title="Length of the posts")
    tone: Annotated[Tone, Choices(TONES)] = Field(default=Tone.PROFESSIONAL, title="Tone")

    @field_validator("image_count", "reference_urls", "reference_designs", check_fields=False)
    @classmethod
    def _for_images(cls, value: Any, info: ValidationInfo) -> Any:
        wanted = value > 1 if isinstance(value, int) else bool(value)
        if wanted and not info.data.get("generate_media"):
            raise ValueError("This is only for images: tick “Images”, or leave this as it was")
        return value

    @property
    def watched(self) -> bool:
        """Whether new drafts are to be shown."""
        return bool(getattr(self, "watch", False))

    @property
    def arguments(self) -> dict[str, Any]:
        """All but the workspace, as the vendor calls it: what is not chosen, or not needed, is not sent."""
        fields = self.model_dump(mode="json")
        if not fields.get("generate_media") or fields.get("image_count") == 1:
            fields.pop("image_count", None)
        given = {theirs: fields.get(ours) for ours, theirs in WIRE.items()}
        return {name: value for name, value in given.items() if value not in (None, [])}


def campaign_model(*, rest: bool, fixed: bool, watchable: bool) -> type[CampaignRequest]:
    """What can be asked for: over REST or not, in a workspace that is `fixed`, with drafts to look at."""
    here = Remote() if fixed else Remote(depends=("workspace",))
    fields: dict[str, Any] = (
        {} if fixed else {"workspace": (Annotated[str | None, Remote(unless_sole=True)], WORKSPACE)}
    )
    if rest:
        fields["topic"] = _topic()
    fields |= {
        "brand": (Annotated[str | None, here], BRAND),
        "hashtag_library": (Annotated[str | None, here], HASHTAGS),
        "social_profiles": (Annotated[tuple[str, ...], here], PROFILES),
        "generate_media": (Annotated[bool, Draws()], MEDIA),
        **({} if rest else {"image_count": (int, IMAGES)}),
        "reference_urls": (tuple[HttpUrl, ...], PICTURES),
        "reference_designs": (Annotated[tuple[str, ...], here], DESIGNS),
        **({"watch": (bool, WATCH)} if watchable else {}),
    }
    return create_model("OcoyaCampaignRequest", __base__=CampaignRequest, __module__=__name__, **fields)


def _topic() -> tuple[Any, Any]:
    """The brief's field with the bound of the REST API."""
    info = CampaignRequest.model_fields["topic"]
    prompt, multiline = (mark for mark in info.metadata if isinstance(mark, Prompt | Multiline))
    return Annotated[str, prompt, multiline], Field(title=info.title, min_length=LEAST_OVER_REST)


WORKSPACE = Field(
    default=None,
    title="Workspace",
    description="Where the posts are saved. If you have only one, this may stay empty.",
)
BRAND = Field(
    default=None,
    title="Brand kit",
    description="Whose voice the posts have. With images, its logos and icons are kept as they are.",
)
HASHTAGS = Field(default=None, title="Hashtag library", description="Where the hashtags come from.")
PROFILES = Field(
    default=(), title="Social profiles", description="Who is to post them, once they are published."
)
MEDIA = Field(default=False, title="Images", description="Images with the posts.")
IMAGES = Field(
    default=1, ge=1, le=5, title="Images for each post", description="1 to 5; more than 1 make a carousel."
)
PICTURES = Field(
    default=(),
    max_length=MOST_REFERENCES,
    title="Pictures to go by",
    description="Up to 3 addresses, one a line, for the style of the images.",
)
DESIGNS = Field(
    default=(),
    max_length=MOST_REFERENCES,
    title="Studio designs to go by",
    description="Up to 3, for the style of the images.",
)
WATCH = Field(
    default=False,
    title="Watch for new drafts",
    description="Shows on the card what is new in the workspace, for up to half an hour.",
)

#: Our fields and the vendor's names for them.
WIRE = {
    "topic": "prompt",
    "campaign_goal": "goal",
    "campaign_audience": "audience",
    "campaign_days": "duration",
    "campaign_posts": "count",
    "post_length": "postLength",
    "tone": "tone",
    "brand": "brandId",
    "hashtag_library": "hashtagLibraryId",
    "social_profiles": "socialProfileIds",
    "generate_media": "generateMedia",
    "image_count": "imageCount",
    "reference_urls": "referenceUrls",
    "reference_designs": "referenceDesignIds",
}
