"""PowerPost's settings, briefs, files and answers, as its tests need them."""

from collections.abc import AsyncIterator
from typing import Any

import httpx

from bot.domain.requests import File
from tests.providers.doubles import BASE

KEY = "pp_live_sk_0123456789abcdef0123456789abcdef"
WORKSPACE = "550e8400-e29b-41d4-a716-446655440000"
GIVEN = {
    "POWERPOST_API_KEY": KEY,
    "POWERPOST_WORKSPACE_ID": WORKSPACE,
    "POWERPOST_BASE_URL": BASE,
    "POWERPOST_PROMPT_MAX": "2000",
    "POWERPOST_WRITING_STYLES": "Our voice=ws_abc123,Dry=ws_def456",
    "POWERPOST_SOURCE_URLS": "true",
}
JOB = "660f9500-f30c-42e5-b827-557766551111"
IMAGES_JOB = "7a8b9c0d-1111-4222-8333-444455556666"
STARTED = {
    "generation_id": JOB,
    "status": "processing",
    "credits_used": 10,
    "remaining_credits": 90,
    "status_url": f"/api/v1/content/generations/{JOB}",
}
DONE = {
    "generation_id": JOB,
    "status": "completed",
    "prompt": "We just shipped dark mode",
    "platforms": ["x", "youtube"],
    "research_mode": "regular",
    "credits_used": 10,
    "created_at": "2026-05-04T12:00:00Z",
    "outputs": {
        "x": "Dark mode activated! #darkmode",
        "youtube": {"title": "We Just Shipped Dark Mode", "description": "Dark mode is here… #darkmode"},
    },
}
IMAGES_STARTED = {
    "image_generation_id": IMAGES_JOB,
    "status": "processing",
    "credits_used": 8,
    "remaining_credits": 82,
    "status_url": f"/api/v1/images/generations/{IMAGES_JOB}",
}


def image(number: int) -> dict[str, Any]:
    return {
        "media_id": f"img-{number}",
        "url": f"https://powerpost.ai/storage/images/{number}.webp",
        "thumbnail_url": f"https://powerpost.ai/storage/images/{number}-thumb.jpg",
        "width": 1024,
        "height": 1024,
    }


IMAGES_DONE = {
    "image_generation_id": IMAGES_JOB,
    "status": "completed",
    "prompt": "A phone at night",
    "size": "square",
    "quantity": 2,
    "created_at": "2026-05-04T12:00:10Z",
    "images": [image(1), image(2)],
}


def reply(body: object, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers={"X-Request-Id": "req-1", **headers})


def error(code: str, message: str = "Said so", **more: Any) -> dict[str, Any]:
    return {"error": {"message": message, "code": code, **more}}


def file(name: str = "photo.jpg", size: int = 245_000, media_id: str | None = None) -> File:
    kind = "video" if name.endswith(("mp4", "mov")) else "image"
    url = f"https://files.slack.com/files-pri/T1-F1/{name}"
    return File(id=f"F-{name}", name=name, mimetype=f"{kind}/any", size=size, url=url, media_id=media_id)


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
