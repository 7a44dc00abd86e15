"""Ocoya's settings, ids and answers, as its tests need them."""

from typing import Any

import httpx

from bot.domain.requests import Request
from providers.http import Http
from providers.ocoya import Ocoya
from providers.settings import Environment
from tests.providers.doubles import BASE

KEY = "ocoya_0123456789abcdef0123456789abcdef"
WORKSPACE = "cmayvq3hk00017apshay5qezu"
GIVEN = {"OCOYA_API_KEY": KEY, "OCOYA_WORKSPACE_ID": WORKSPACE, "OCOYA_BASE_URL": BASE}
POST = "clhbatosn000x8kfenovaodu2"
TOPIC = "Write a launch post for our new analytics dashboard."


def opened(http: Http, **settings: str) -> Ocoya:
    provider = Ocoya.open(Environment(env_file=None, given={**GIVEN, **settings}), http)
    assert provider
    return provider


def brief_of(provider: Ocoya, **fields: Any) -> Request:
    return provider.request_model(**{"topic": TOPIC, **fields})


def reply(body: object, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def group(id_: str = POST, caption: str = "Nice post", **changes: Any) -> dict[str, Any]:
    """A post as https://docs.ocoya.com/endpoints/posts/list-posts shows it."""
    return {
        "id": id_,
        "postType": "REGULAR",
        "status": "DRAFT",
        "scheduledAt": None,
        "posts": [
            {"provider": "GENERAL", "caption": caption, "creatives": []},
            {"provider": "FACEBOOK", "caption": caption, "creatives": []},
        ],
        "socialProfiles": [],
        **changes,
    }
