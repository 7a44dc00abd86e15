"""Reading a request for captions: `POST /content/generate`.

Where the vendor's texts are silent: ids of media and styles that the workspace does not have are
not found (404), addresses that are not public are passed over and cost nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from playground.vendors.powerpost.accounts import Workspace
from playground.vendors.powerpost.fields import Fields
from playground.vendors.powerpost.media import IMAGE, MIME_TYPES, VIDEO, Media, Shelves
from playground.vendors.powerpost.refusals import not_found, validation_error

POST_TYPES = (
    "instagram-feed",
    "instagram-reel",
    "instagram-story",
    "tiktok-video",
    "tiktok-photos",
    "youtube-video",
    "youtube-short",
    "x-post",
    "facebook-post",
    "facebook-reel",
    "facebook-story",
    "linkedin-post",
)
RESEARCH_MODES = ("regular", "deep")
SHORTEST_PROMPT, LONGEST_PROMPT = 3, 500
LONGEST_CTA = 100
MOST_IMAGES, MOST_SOURCES = 10, 10
#: What captions can be written from; WebM can only be posted.
CAPTION_VIDEOS = MIME_TYPES[VIDEO][:2]
FIELDS = ("prompt", "media_ids", "post_types", "research_mode", "writing_style_id", "cta_text", "source_urls")


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What captions are asked for; `voice` is that of the writing style, or of the active one."""

    prompt: str | None
    media: tuple[Media, ...]
    post_types: tuple[str, ...]
    research_mode: str
    voice: str | None
    cta: str | None
    sources: tuple[str, ...]

    @property
    def platforms(self) -> tuple[str, ...]:
        """Each platform once: its post types share one caption."""
        return tuple(dict.fromkeys(post_type.partition("-")[0] for post_type in self.post_types))

    @property
    def price(self) -> int:
        """Credits. Published is what adds to the price, and 6 for each started minute of video alone.

        A video whose length cannot be read counts for one minute.
        """
        text = (4 + 2 * len(self.platforms)) * (2 if self.research_mode == "deep" else 1)
        images = sum(media.kind == IMAGE for media in self.media)
        minutes = sum(max(1, ceil((media.seconds or 0) / 60)) for media in self.media if media.kind == VIDEO)
        return text + images + 6 * minutes + len(self.sources)


def brief_of(body: Mapping[str, Any], workspace: Workspace, shelves: Shelves, prompt_max: int) -> Brief:
    """The brief in a body; raises `Refused`."""
    fields = Fields(body, FIELDS)
    prompt = fields.text("prompt", least=SHORTEST_PROMPT, most=prompt_max)
    media_ids = fields.texts("media_ids")
    if prompt is None and not media_ids:
        raise validation_error("Either prompt or media_ids is required")
    return Brief(
        prompt=prompt,
        post_types=_post_types(fields),
        research_mode=fields.choice("research_mode", RESEARCH_MODES),
        cta=fields.text("cta_text", most=LONGEST_CTA),
        sources=_sources(fields),
        voice=_voice(fields, workspace),
        media=_together(shelves.find(workspace.id, media_ids)),
    )


def _post_types(fields: Fields) -> tuple[str, ...]:
    post_types = fields.texts("post_types")
    if not post_types or not set(post_types) <= set(POST_TYPES):
        raise validation_error(f"post_types must contain at least one of: {', '.join(POST_TYPES)}")
    return post_types


def _voice(fields: Fields, workspace: Workspace) -> str | None:
    style = fields.text("writing_style_id")
    if style is not None and style not in workspace.styles:
        raise not_found("Writing style")
    return workspace.voice(style)


def _together(media: tuple[Media, ...]) -> tuple[Media, ...]:
    """Up to ten images, or one video; mixing is not documented."""
    kinds = {each.kind for each in media}
    if len(kinds) > 1:
        raise validation_error("media_ids must not mix images and videos")
    if VIDEO in kinds and len(media) > 1:
        raise validation_error("media_ids must contain exactly one video")
    if VIDEO in kinds and media[0].mime not in CAPTION_VIDEOS:
        raise validation_error("Captions are written from MP4 and MOV videos")
    if len(media) > MOST_IMAGES:
        raise validation_error(f"media_ids must contain at most {MOST_IMAGES} images")
    return media


def _sources(fields: Fields) -> tuple[str, ...]:
    urls = fields.texts("source_urls", most=MOST_SOURCES)
    return tuple(url for url, host in zip(urls, _hosts(urls), strict=True) if _public(host))


def _hosts(urls: Sequence[str]) -> list[str]:
    try:
        parts = [urlsplit(url) for url in urls]
    except ValueError as error:
        raise validation_error("source_urls must be valid URLs") from error
    if not all(part.scheme == "https" and part.hostname for part in parts):
        raise validation_error("source_urls must be https URLs")
    return [part.hostname or "" for part in parts]


def _public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))
