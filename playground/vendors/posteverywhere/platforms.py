"""What the vendor publishes about platforms: caption limits and hashtags, and limits for posting."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One platform's rules; `hashtags` is the most its captions carry, `least` the fewest.

    `limit` and hashtags: "Generate Caption". `posting`: the vendor's platform rules for posts.
    """

    limit: int
    least: int
    hashtags: int
    posting: int
    paragraphs: bool = False


_X = Rules(limit=280, least=1, hashtags=3, posting=280)

PLATFORMS: dict[str, Rules] = {
    "x": _X,
    "twitter": _X,
    "bluesky": Rules(limit=300, least=1, hashtags=3, posting=300),
    "threads": Rules(limit=500, least=1, hashtags=3, posting=500),
    "pinterest": Rules(limit=500, least=0, hashtags=0, posting=500),
    "youtube": Rules(limit=1_000, least=1, hashtags=3, posting=5_000, paragraphs=True),
    "instagram": Rules(limit=2_200, least=5, hashtags=10, posting=2_200, paragraphs=True),
    "tiktok": Rules(limit=2_200, least=5, hashtags=10, posting=4_000),
    "linkedin": Rules(limit=3_000, least=2, hashtags=3, posting=3_000, paragraphs=True),
    "facebook": Rules(limit=5_000, least=1, hashtags=3, posting=63_206, paragraphs=True),
}

#: Without a platform: no limit is published, so the longest; hashtags as most platforms have them.
GENERIC = Rules(limit=5_000, least=1, hashtags=3, posting=5_000)
