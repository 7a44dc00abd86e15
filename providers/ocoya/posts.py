"""Ocoya's posts: reading one in whatever form it comes, listing drafts, deleting.

Sources: https://docs.ocoya.com/endpoints/posts/list-posts (a bare list, pages from 0 of 50 at the most) and
https://docs.ocoya.com/endpoints/posts/create-post (`postGroupId`). Public clients also met an object with
`data` and `hasMore`, pages from 1, captions under `options`, and more states than the two documented.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeAlias
from urllib.parse import urlencode

from bot.domain.errors import ProviderDown, ProviderRejected
from providers.http import Api, Reply, id_of, list_of, object_of, text_of
from providers.ocoya.listings import list_in

#: How a page is asked for: `Api.read`, or `Api.poll` for somebody who asks again anyway.
Ask: TypeAlias = Callable[[str], Awaitable[Reply]]

DRAFT = "DRAFT"
#: The text that is not for one network.
GENERAL = "GENERAL"
PER_PAGE, MOST_PAGES = 50, 10
GONE = frozenset({404, 410})

_IDS = ("postGroupId", "post_group_id", "id", "_id", "postId")
_TEXTS = ("caption", "text", "content")
_PICTURES = ("mediaUrls", "imageUrl", "image", "media", "creatives")


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post as far as it could be read; `texts` by network, in upper case, none of them empty.

    `status` is as the vendor calls it, which may be a word that nobody has heard of. `images` are addresses.
    """

    id: str | None
    status: str = ""
    texts: Mapping[str, str]
    images: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: object) -> Self:
        """Whatever an object tells of a post."""
        entry = object_of(value)
        pictures = dict.fromkeys(url for place in (entry, *_parts(entry)) for url in _pictures(place))
        return cls(
            id=next((id_ for name in _IDS if (id_ := _post_id(entry.get(name)))), None),
            status=text_of(entry.get("status")).upper(),
            texts=_texts_in(entry),
            images=tuple(pictures),
        )

    @property
    def text(self) -> str:
        """Its text for no network in particular, else its first one; empty when there is none."""
        return self.texts.get(GENERAL) or next(iter(self.texts.values()), "")

    @property
    def is_draft(self) -> bool:
        """Whether it is one, or does not say what it is."""
        return self.status in {DRAFT, ""}


async def drafts(api: Api, workspace: str) -> AsyncIterator[Post]:
    """A workspace's drafts, as far as they say what they are. Raises a `ProviderError`."""
    async for post in listed(api.read, workspace, DRAFT):
        if post.is_draft:
            yield post


async def find(api: Api, workspace: str, post_id: str) -> Post | None:
    """The draft of this id, `None` when it is not listed; asks once, so the caller asks again.

    Raises a `ProviderError`.
    """
    async for post in listed(api.poll, workspace, DRAFT):
        if post.id == post_id:
            return post
    return None


async def listed(ask: Ask, workspace: str, status: str = "") -> AsyncIterator[Post]:
    """The posts that the vendor lists for this state, or for none, in an order that is not documented.

    Whether it heeds the state is not documented either. Raises a `ProviderError`.
    """
    first: str | None = None
    for page in range(MOST_PAGES):
        posts = [Post.read(entry) for entry in await _page(ask, workspace, status, page)]
        head = posts[0].id if posts else None
        if page and (not posts or (page > 1 and head == first)):
            return
        if head == first:
            continue  # pages may begin at 1, and the one before that be empty, or the same
        first = first or head
        for post in posts:
            yield post
        if len(posts) < PER_PAGE:
            return


async def delete(api: Api, workspace: str, post_id: str) -> None:
    """Delete a post; one that is gone is as good as deleted. Raises a `ProviderError`."""
    label = api.vendor.label
    if id_of(post_id) is None:
        raise ProviderRejected(f"This is no id of a post at {label}.", provider=label)
    try:
        await api.delete(f"/post/{post_id}?{urlencode({'workspaceId': workspace})}")
    except ProviderRejected as error:
        if error.status in GONE:
            return
        raise ProviderRejected(
            f"{label} does not delete this draft (error {error.status}).",
            provider=label,
            status=error.status,
            request_id=error.request_id,
        ) from error


async def _page(ask: Ask, workspace: str, status: str, page: int) -> list[Any]:
    filtered = {"statuses": status} if status else {}
    query = {"workspaceId": workspace, **filtered, "page": page, "perPage": PER_PAGE}
    reply = await ask(f"/post?{urlencode(query)}")
    found = list_in(reply.body, ("data", "posts", "items", "results"))
    if found is None:
        raise ProviderDown("Ocoya’s list of posts cannot be read.", provider="Ocoya", status=reply.status)
    return found


def _post_id(value: object) -> str | None:
    """An id; a number is one, too."""
    return id_of(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def _parts(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [object_of(part) for part in list_of(entry.get("posts"))]


def _texts_in(entry: Mapping[str, Any]) -> dict[str, str]:
    """The texts by network; what stands at the top is for none in particular."""
    texts = {}
    if own := _text(entry):
        texts[GENERAL] = own
    for part in _parts(entry):
        text = _text(part) or _text(object_of(part.get("options")))
        if text:
            texts.setdefault(text_of(part.get("provider")).upper() or GENERAL, text)
    return texts


def _text(place: Mapping[str, Any]) -> str:
    found = (place.get(name) for name in _TEXTS)
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _pictures(place: Mapping[str, Any]) -> Iterator[str]:
    """Addresses of pictures: bare, in a list, or in a list of objects."""
    for name in _PICTURES:
        value = place.get(name)
        for item in value if isinstance(value, list) else [value]:
            inner = object_of(item)
            for url in (item, inner.get("image"), inner.get("url")):
                if text := text_of(url):
                    yield text
