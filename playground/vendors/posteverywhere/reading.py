"""What the vendor lets a key read: itself, the connected accounts, the platforms' rules."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from playground.vendors.posteverywhere.keys import Key
from playground.vendors.posteverywhere.platforms import PLATFORMS

_SINCE = "2026-01-05T09:00:00.000Z"
_ACCOUNTS = (
    (2280, "instagram", "Paper Lantern Teas", "healthy"),
    (2282, "linkedin", "Paper Lantern Teas", "healthy"),
    (2283, "x", "paperlantern", "healthy"),
    (2290, "facebook", "Paper Lantern Teas", "expired"),
)


def me(key: Key, at: float) -> dict[str, Any]:
    """`GET /me`: the key, its organization, and the quota (https://developers.posteverywhere.ai/introspection)."""
    organization = key.organization
    return {
        "api_key": {
            "id": f"key_{key.secret[8:16]}",
            "key_prefix": key.prefix,
            "name": key.name,
            "scopes": list(key.scopes),
            "last_used_at": datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds"),
            "created_at": _SINCE,
            "expires_at": None,
        },
        "scopes": list(key.scopes),
        "user": {"id": 8476, "email": "ana@example.com", "name": "Ana"},
        "organization": {
            "id": organization.id,
            "name": organization.name,
            "subscription_plan": "GROWTH",
            "subscription_status": "active",
            "subscription_source": "stripe",
            "trial_end": None,
            "current_period_end": "2027-01-05T09:00:00.000Z",
            "cancel_at_period_end": False,
            "entitled": True,
        },
        "workspace": {"id": "ws_playground", "name": "Marketing"},
        "quota": {
            "accounts": {"used": len(_ACCOUNTS), "limit": 25},
            "ai_credits": {
                "used": organization.used,
                "limit": organization.limit,
                "bonus": organization.bonus,
            },
            "storage_bytes": {"used": 0, "limit": 26_843_545_600},
            "team_seats": {"limit": 3},
        },
        "stats": {"posts_last_30d": 0, "total_posts": 0},
    }


def accounts(_key: Key, _at: float) -> dict[str, Any]:
    """`GET /accounts` in its newer form (https://developers.posteverywhere.ai/api/list-accounts)."""
    return {
        "accounts": [_account(*row) for row in _ACCOUNTS],
        "account_ids": [number for number, *_ in _ACCOUNTS],
    }


def platform_rules(_key: Key, _at: float) -> dict[str, Any]:
    """`GET /platform-rules`: what may be posted, which differs from what captions keep to."""
    return {
        "platforms": {name: _rules(rules.posting) for name, rules in PLATFORMS.items() if name != "twitter"}
    }


def _account(number: int, platform: str, name: str, health: str) -> Mapping[str, Any]:
    return {
        "account_id": number,
        "platform": platform,
        "account_name": name,
        "avatar_url": None,
        "is_active": True,
        "created_at": _SINCE,
        "health": {"status": health, "can_post": health == "healthy"},
    }


def _rules(limit: int) -> Mapping[str, Any]:
    return {"characterLimit": limit, "media": {"video": {}, "image": {}}, "features": []}
