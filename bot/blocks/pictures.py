"""A draft's pictures: drawn where Slack can load them and there is room, else linked, else counted."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.blocks.elements import Block
from bot.blocks.text import clip, one_line, plural
from bot.domain.captions import Image

#: Longest address of a picture (docs.slack.dev, image block), and the longest we make of its words.
_ADDRESS, _ALT = 3_000, 150


class Loads(Enum):
    """What Slack can load into a message: one picture that it cannot load costs the whole message."""

    NOTHING = auto()
    #: What everybody on the internet can load.
    WEB = auto()
    #: That, and what is on this very machine: the Slack that we talk to is here too.
    LOCAL = auto()


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """How a draft's pictures are shown."""

    drawn: tuple[Image, ...] = ()
    linked: tuple[Image, ...] = ()
    #: How many have no address that a person could open.
    kept: int = 0

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Labels and addresses of those that are linked."""
        return [(_alt(image) or "Picture", str(image.url)) for image in self.linked]

    @property
    def notes(self) -> list[str]:
        """What has to be said of those that are not to be seen."""
        told = f"{plural(self.kept, 'picture')} kept with this draft, without a preview"
        return [told] if self.kept else []


def loads_of(api_url: str) -> Loads:
    """What the Slack behind that address can load."""
    return Loads.LOCAL if _is_here(_parts(api_url)) else Loads.WEB


def loadable(url: str | None, loads: Loads) -> bool:
    """Whether Slack can load a picture from there, as far as the address tells."""
    parts = _parts(url or "")
    if loads is Loads.NOTHING or parts is None or "@" in parts.netloc or len(url or "") > _ADDRESS:
        return False
    if _is_here(parts):
        return loads is Loads.LOCAL and parts.scheme in ("http", "https")
    return parts.scheme == "https" and _is_public(parts)


def arranged(images: Sequence[Image], loads: Loads, room: int) -> Pictures:
    """The first pictures that Slack can load, as many as there is room for; the others linked."""
    drawn = [image for image in images if loadable(image.url, loads)][: max(0, room)]
    others = [image for image in images if image not in drawn]
    linked = [image for image in others if _is_page(image.url)]
    return Pictures(drawn=tuple(drawn), linked=tuple(linked), kept=len(others) - len(linked))


def picture_blocks(images: Sequence[Image]) -> list[Block]:
    """The pictures themselves; each says in words what it shows, or at least which one it is."""
    return [
        {"type": "image", "image_url": image.url, "alt_text": _alt(image) or _which(number, len(images))}
        for number, image in enumerate(images, start=1)
    ]


def counted(images: Iterable[Image]) -> str:
    """How many there are, nothing for none."""
    count = len(list(images))
    return plural(count, "picture") if count else ""


def _alt(image: Image) -> str:
    return clip(one_line(image.alt), _ALT)


def _which(number: int, count: int) -> str:
    return f"Picture {number} of {count} for this post" if count > 1 else "The picture for this post"


def _is_page(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://")) and len(url) <= _ADDRESS


def _parts(url: str) -> SplitResult | None:
    """An address taken apart; `None` for what is none."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return None
    with suppress(ValueError):  # a port that is no number, an unfinished [::1
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return parts
    return None


def _is_here(parts: SplitResult | None) -> bool:
    host = parts.hostname if parts else None
    if not host:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_public(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".")
