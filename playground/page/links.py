"""Which addresses the page may link to or load: nothing is fetched from outside, whatever an app sends."""

from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LINKABLE = frozenset({"http", "https", "mailto", "tel"})


def safe_href(url: str) -> str | None:
    """The address if a click on it is harmless; None for `javascript:` and its kin."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return None
    return url.strip() if scheme in LINKABLE else None


def loads_locally(url: str | None) -> bool:
    """Whether an image comes from this computer, so that showing it tells nobody that it was seen."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK
