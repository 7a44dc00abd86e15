"""Addresses in settings: where secrets are sent, and where people are."""

from urllib.parse import SplitResult, urlsplit

#: Hosts that are this machine.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def base_url(value: str) -> str:
    """An address to which secrets may be sent, without its last slash: https, or http on this machine."""
    parts = _parts(value)
    if parts is None or parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("must be an address such as https://example.com/api")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("must start with https://, so that nobody can read along")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must not hold a user name, a password, a query or a fragment")
    return value.rstrip("/")


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # looked at only when asked for
    except ValueError:
        return None
    return parts
