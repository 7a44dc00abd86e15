"""What a provider gives back."""

from pydantic import BaseModel, ConfigDict

from bot.domain.money import Receipt
from bot.domain.platforms import Platform


class Caption(BaseModel):
    """Text for one platform, one variant. `title` where the platform has one apart (YouTube)."""

    model_config = ConfigDict(frozen=True)

    platform: Platform
    text: str
    title: str | None = None


class Image(BaseModel):
    """A picture at the vendor's: `url` may be missing, `media_id` is how it is posted later."""

    model_config = ConfigDict(frozen=True)

    media_id: str
    url: str | None = None
    alt: str = ""


class Link(BaseModel):
    """A page at the vendor's that a person may open."""

    model_config = ConfigDict(frozen=True)

    label: str
    url: str


class Finished(BaseModel):
    """The result of one call: captions in the order given (variants of a platform follow each other)."""

    model_config = ConfigDict(frozen=True)

    captions: tuple[Caption, ...] = ()
    images: tuple[Image, ...] = ()
    receipt: Receipt = Receipt()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    #: What the vendor says of its work besides, label by label: "Status", "generating".
    facts: dict[str, str] = {}
    vendor_ids: dict[str, str] = {}
    request_id: str | None = None


class Started(BaseModel):
    """The vendor works on it in its own background; ask for `remote_id` after `poll_after` seconds.

    `so_far` is the result of a run that is not to go on from here.
    """

    model_config = ConfigDict(frozen=True)

    remote_id: str
    poll_after: float = 1.0
    request_id: str | None = None
    so_far: Finished | None = None


class Pending(BaseModel):
    """Not done yet; ask again after `poll_after` seconds.

    `so_far` is what there is already: it is shown, and it is the result if a person stops the wait.
    """

    model_config = ConfigDict(frozen=True)

    poll_after: float = 2.0
    so_far: Finished | None = None
