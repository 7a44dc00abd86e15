"""The addresses of the API with the scopes they need, and the vendor's limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.vendors.limits import Limit
from playground.vendors.powerpost.brief import LONGEST_PROMPT
from playground.vendors.powerpost.faults import CAPTIONS, CREDITS, IMAGES, LIST, POLL, UPLOAD
from playground.vendors.powerpost.media import QUOTA
from playground.vendors.service import Endpoint

CREDITS_LEFT = Endpoint(method="GET", path="/account/credits", kind=CREDITS, scope="account:read")
MEDIA_UPLOAD = Endpoint(method="POST", path="/media/upload", kind=UPLOAD, scope="media:write", streams=True)
GENERATE = Endpoint(method="POST", path="/content/generate", kind=CAPTIONS, scope="content:generate")
GENERATIONS = Endpoint(method="GET", path="/content/generations", kind=LIST, scope="content:read")
CAPTIONS_JOB = Endpoint(method="GET", path="/content/generations/{id}", kind=POLL, scope="content:read")
GENERATE_IMAGES = Endpoint(method="POST", path="/images/generate", kind=IMAGES, scope="images:generate")
IMAGES_JOB = Endpoint(method="GET", path="/images/generations/{id}", kind=POLL, scope="images:read")

ENDPOINTS = (CREDITS_LEFT, MEDIA_UPLOAD, GENERATE, GENERATIONS, CAPTIONS_JOB, GENERATE_IMAGES, IMAGES_JOB)

#: Limits differ by endpoint; of the numbers only an example of 30 is published. For each kind of call.
LIMITS = {
    CAPTIONS: Limit(calls=30, seconds=60),
    IMAGES: Limit(calls=30, seconds=60),
    UPLOAD: Limit(calls=60, seconds=60),
    POLL: Limit(calls=600, seconds=60),
}
OTHER = Limit(calls=120, seconds=60)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the vendor's texts disagree about or leave open.

    `prompt_max` is 500 characters, or 2,000 in newer texts; `quota` is what a workspace may hold, in
    bytes; `retry_after` is what the switch for a rate limit asks for, in seconds.
    """

    prompt_max: int = LONGEST_PROMPT
    quota: int = QUOTA
    retry_after: int = 2
    limits: Mapping[str, Limit] = field(default_factory=lambda: LIMITS)
