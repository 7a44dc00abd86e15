"""Acknowledgements: they last, and Slack gets them as soon as they are made."""

import asyncio
from typing import Self

from slack_bolt.async_app import AsyncAck, AsyncBoltRequest
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.response import BoltResponse


class LastingAck(AsyncAck):
    """Bolt forgets an acknowledgement when the listener fails right after it; this one lasts.

    Slack would else tell the person that the app did not respond, beside what `on_error` says.
    `made` is set when there is one. Source: slack_bolt.listener.asyncio_runner, `ack.response = response`.
    """

    def __init__(self) -> None:
        self.made = asyncio.Event()
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    def __setattr__(self, name: str, value: object) -> None:
        if name == "response" and value is None and hasattr(self, name):
            return
        super().__setattr__(name, value)
        if name == "response" and value is not None:
            self.made.set()


class PromptRunner(AsyncioListenerRunner):
    """Bolt's runner, which looks every 10 ms whether a listener has acknowledged; this one is told.

    It matters where something is kept before the acknowledgement: a moment beyond a look costs a look more.
    """

    @classmethod
    def like(cls, runner: AsyncioListenerRunner) -> Self:
        """The same, prompt."""
        return cls(**vars(runner))

    async def run(
        self,
        request: AsyncBoltRequest,
        response: BoltResponse,
        listener_name: str,
        listener: AsyncListener,
        starting_time: float | None = None,
    ) -> BoltResponse | None:
        """Answer when the listener has acknowledged, or as Bolt does when it has not."""
        whole = asyncio.ensure_future(super().run(request, response, listener_name, listener, starting_time))
        ack = request.context.ack
        if not isinstance(ack, LastingAck):
            return await whole
        made = asyncio.ensure_future(ack.made.wait())
        try:
            await asyncio.wait((whole, made), return_when=asyncio.FIRST_COMPLETED)
        finally:
            made.cancel()
        return whole.result() if whole.done() else ack.response
