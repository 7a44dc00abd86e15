"""Webhooks: telling an address on this computer that a job has ended.

Bodies: https://powerpost.ai/docs/webhooks. How the vendor signs and whether it tries again is not
published: here HMAC-SHA256 of the body in a header of one's choice, and one try.
"""

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.slack.local_only import LOOPBACK
from playground.vendors.powerpost.replies import stamp
from playground.vendors.replies import as_json

#: Seconds in which an answer is awaited.
PATIENCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Hook:
    """Where a workspace wants to be told; with a header's name the body is signed in it."""

    url: str
    secret: str = ""
    header: str = ""

    def headers(self, body: bytes) -> dict[str, str]:
        signed = {self.header: hmac.digest(self.secret.encode(), body, "sha256").hex()} if self.header else {}
        return {"Content-Type": "application/json", **signed}


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One telling; `status` is the answer's, `None` when there was none."""

    event: str
    url: str
    status: int | None


class Webhooks:
    """The hook of each workspace, and what was delivered."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self._hooks: dict[str, Hook] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def set_up(self, workspace: str, hook: Hook | None) -> None:
        """Tell this hook of a workspace's jobs from now on, or nobody.

        Raises:
            ValueError: the address is not on this computer.
        """
        if hook is None:
            self._hooks.pop(workspace, None)
        elif urlsplit(hook.url).hostname not in LOOPBACK:
            raise ValueError("A simulated vendor calls this computer only.")
        else:
            self._hooks[workspace] = hook

    def tell(self, workspace: str, event: str, data: Mapping[str, Any], at: float) -> None:
        """Deliver in the background, if the workspace has a hook."""
        if hook := self._hooks.get(workspace):
            told = {"event": event, "timestamp": stamp(at), "workspace_id": workspace, "data": data}
            task = asyncio.create_task(self._deliver(hook, event, as_json(told)))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def delivered(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self._under_way)

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = tuple(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver(self, hook: Hook, event: str, body: bytes) -> None:
        self.deliveries.append(Delivery(event=event, url=hook.url, status=await _status(hook, body)))


async def _status(hook: Hook, body: bytes) -> int | None:
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.post(hook.url, data=body, headers=hook.headers(body), allow_redirects=False) as answer,
        ):
            return answer.status
    except (ClientError, TimeoutError):
        return None
