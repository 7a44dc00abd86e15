"""The request model of one installation: the longest prompt, writing styles and source URLs are settings.

The vendor has no call that lists writing styles (https://powerpost.ai/docs/workspaces). Source URLs are
only in newer texts (https://powerpost.ai/docs/api-reference/generate).
"""

from enum import StrEnum
from typing import Annotated, Any, cast

from pydantic import AfterValidator, Field, HttpUrl, create_model

from bot.domain.requests import Choices, Multiline, Prompt, Sounds
from providers.powerpost.request import PROMPT, Asked, PowerPostRequest
from providers.powerpost.settings import DEFAULT_STYLE, PowerPostSettings

MOST_SOURCES = 10


def model_for(settings: PowerPostSettings) -> type[PowerPostRequest]:
    """What can be asked for with these settings."""
    info = Asked.model_fields["topic"]
    topic = Field(default="", min_length=3, max_length=settings.prompt_max, title=info.title)
    # Between the two bases, because a form shows fields in the order of the models they come from.
    middle = create_model("Configured", __base__=Asked, __module__=__name__, **_fields(settings))
    bases = cast("tuple[type[PowerPostRequest], ...]", (PowerPostRequest, middle))
    own: dict[str, Any] = {"topic": (Annotated[str, Prompt(), Multiline(PROMPT)], topic)}
    return create_model(PowerPostRequest.__name__, __base__=bases, __module__=__name__, **own)


def _fields(settings: PowerPostSettings) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if settings.writing_styles:
        fields["writing_style"] = _writing_style(settings)
    if settings.source_urls:
        title, hint = "Pages to read first", "Up to 10 https addresses, one a line. Each costs more."
        fields["source_urls"] = (
            tuple[Annotated[HttpUrl, AfterValidator(_https)], ...],
            Field(default=(), max_length=MOST_SOURCES, title=title, description=hint),
        )
    return fields


def _writing_style(settings: PowerPostSettings) -> tuple[Any, Any]:
    """A choice among the styles that the settings name, and none of them."""
    ids = settings.writing_styles.values()
    members = {"DEFAULT": DEFAULT_STYLE, **{f"STYLE_{n}": id_ for n, id_ in enumerate(ids, 1)}}
    kind = cast("type[StrEnum]", StrEnum("WritingStyle", members))
    labels = dict(zip(kind, ("Workspace default", *settings.writing_styles), strict=True))
    return Annotated[kind, Choices(labels), Sounds()], Field(
        default=kind(DEFAULT_STYLE), title="Writing style"
    )


def _https(url: HttpUrl) -> HttpUrl:
    if url.scheme != "https":
        raise ValueError("Use addresses that start with https://")
    return url
