"""Where a call may be sent on to: a 307 or 308 within the vendor's own domain, over https, once.

Nothing was done at the first address, and by RFC 9110, 15.4.8 and 15.4.9, the same method and body are
meant for the second. Any other redirect is refused: the key must not get to another vendor's host, and
after a 302 or 303 nobody knows what was done.
"""

import httpx

from providers.http.vendor import Vendor

_FOLLOWED = frozenset({307, 308})


def onward(vendor: Vendor, response: httpx.Response) -> httpx.URL | None:
    """The address to repeat a call at, `None` when it is not to be repeated."""
    location = response.headers.get("location")
    if not vendor.domain or not location or response.status_code not in _FOLLOWED:
        return None
    try:
        url = response.request.url.join(location)
    except httpx.InvalidURL:
        return None
    is_own = url.host == vendor.domain or url.host.endswith(f".{vendor.domain}")
    return url if is_own and url.scheme == "https" and url.port is None and not url.userinfo else None
