"""From Ocoya's posts to what is shown: captions, an image, and where the draft is.

The reply to a new draft has no documented body (POST /post/ai: "Created"), so an id is what may be hoped
for; a caption in it is a gift.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.domain.captions import Caption, Finished, Image, Link
from bot.domain.platforms import Platform
from providers.http import list_of, object_of
from providers.ocoya.posts import GENERAL, Post

SITE = Link(label="Open Ocoya", url="https://app.ocoya.com")
SAVED = "It is saved as a draft in Ocoya, too."
UNSEEN = "The draft is saved in Ocoya; open Ocoya to read it."
ELSEWHERE = "Another network has a text of its own there."
NO_IMAGE = "The image has not arrived here; it may be in Ocoya by now."

#: What the vendor's ids are kept under.
POST, WORKSPACE = "post_group_id", "workspace_id"
_INSIDE = ("data", "post", "postGroup", "result")
_NETWORKS = {**{platform.name: platform for platform in Platform}, "TWITTER": Platform.X}


def created_in(body: object) -> Post:
    """What the reply to a new draft tells of it: at the top, else inside; of a list, its first object."""
    top = next(filter(None, map(object_of, list_of(body))), {}) or object_of(body)
    found = [Post.read(place) for place in (top, *(top.get(name) for name in _INSIDE))]
    return Post(
        id=next((post.id for post in found if post.id), None),
        texts=next((post.texts for post in found if post.texts), {}),
        images=next((post.images for post in found if post.images), ()),
    )


def finished(post: Post, workspace: str, *, wants_image: bool, local: bool) -> Finished:
    """A post as a result, however little of it is known.

    An image's address must start with https, or is on this machine as the vendor is: `local`.
    """
    schemes = ("https", "http") if local else ("https",)
    images = [url for url in post.images if _scheme(url) in schemes]
    named = {POST: post.id, WORKSPACE: workspace} if post.id else {}
    return Finished(
        captions=tuple(_captions(post)),
        images=tuple(Image(media_id=f"{post.id}/{n}", url=url) for n, url in enumerate(images, 1)),
        notes=tuple(_notes(post, lacks_image=wants_image and not images)),
        links=(SITE,),
        facts={"Status": post.status.capitalize()} if post.status else {},
        vendor_ids=named,
    )


def _captions(post: Post) -> Iterator[Caption]:
    """The text for anywhere, and those of networks that have another one."""
    if GENERAL in post.texts or not _own_texts(post):
        yield from (Caption(platform=Platform.ANY, text=text) for text in [post.text] if text)
    yield from (Caption(platform=platform, text=text) for platform, text in _own_texts(post))


def _own_texts(post: Post) -> list[tuple[Platform, str]]:
    """The texts of networks that we know, where they are not the text for anywhere."""
    general = post.texts.get(GENERAL)
    named = ((_NETWORKS.get(network), text) for network, text in post.texts.items() if text != general)
    return [(platform, text) for platform, text in named if platform]


def _notes(post: Post, *, lacks_image: bool) -> Iterator[str]:
    yield SAVED if post.texts else UNSEEN
    if lacks_image and post.texts:
        yield NO_IMAGE
    shown = {caption.text for caption in _captions(post)}
    if not shown.issuperset(post.texts.values()):
        yield ELSEWHERE


def _scheme(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.scheme.lower() if parts.hostname else ""
