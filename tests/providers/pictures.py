"""PostEverywhere's images as its documents show them, and the calls that bring them."""

import httpx

from providers.posteverywhere import PostEverywhereRequest

SHORT = {
    "media_id": "a1b2-c3",
    "model": "nano-banana-pro",
    "aspect_ratio": "16:9",
    "credits_used": 15,
    "credits_remaining": 485,
    "message": "Done",
}
LONG = {
    "media_id": "a1b2-c3",
    "media_ids": ["a1b2-c3"],
    "type": "image",
    "width": 1920,
    "height": 1080,
    "aspect_ratio": "16:9",
    "ai": {"model": "nano-banana-pro", "prompt": "Dark mode"},
    "credits_used": 15,
    "credits_remaining": 485,
    "created_at": "2026-04-10T12:00:00.000Z",
    "next_step": "Post it",
}
META = {"request_id": "a1b2c3d4", "timestamp": "2026-04-10T12:00:00.000Z"}


def image(**fields):
    return PostEverywhereRequest(
        **{"topic": "Dark mode", "image": "nano-banana-pro", "image_only": True, **fields}
    )


def enveloped(data):
    return {"data": data, "error": None, "meta": META}


async def made(posteverywhere, server, body, *, status=201, **fields):
    server.answers = [httpx.Response(status, json=body)]
    return await posteverywhere.start(image(**fields), key="run-1")
