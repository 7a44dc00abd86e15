"""What a person's browser is shown on the way to a vendor and back: a question, then how it ended.

Addresses of these pages are secret for ten minutes, so nothing may keep or pass them on.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import ClientError, web
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.connect import connected_message
from bot.domain.errors import GalleyError
from bot.domain.ports import Asker
from bot.services.tickets import LIVES
from bot.services.visits import Begun, Visits
from handlers.drawing import reconnected
from handlers.errors import words_for
from handlers.form import Desk
from handlers.page import SAFE, page

logger = logging.getLogger(__name__)

#: Holds what a browser shows to be let in again.
COOKIE = "galley_connect"
AGAIN = "Go back to Slack and press Connect once more."


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a visit to a vendor ended; `problem` is empty when the person is connected."""

    asker: Asker
    label: str
    problem: str = ""


Tell = Callable[[Ended], Awaitable[None]]


def connect_routes(visits: Visits, tell: Tell, *, again: str = AGAIN) -> list[web.RouteDef]:
    """`/connect/{provider}/…`. `tell` hears how a visit ended; `again` says how to begin another one."""

    async def ask(request: web.Request) -> web.Response:
        name, ticket = request.match_info["provider"], request.match_info["ticket"]
        try:
            label = visits.expected(name, ticket)
        except GalleyError as error:
            return _refused(error.message, again)
        return _question(label, f"{ticket}/go")  # from here, so that it holds behind a proxy's prefix, too

    async def begin(request: web.Request) -> web.Response:
        name = request.match_info["provider"]
        try:
            begun = await visits.begin(name, request.match_info["ticket"])
        except Exception as error:  # noqa: BLE001  # whatever is wrong, a person wants to read it
            return _refused(words_for(error), again)
        return _let_out(begun)

    async def back(request: web.Request) -> web.Response:
        name = request.match_info["provider"]
        try:
            label, asker = visits.label(name), visits.returning(name, request.cookies.get(COOKIE, ""))
        except GalleyError as error:
            return _refused(error.message, again)
        problem = ""
        try:
            await visits.finish(name, asker, dict(request.query))
        except Exception as error:  # noqa: BLE001  # the same
            problem = words_for(error)
        await tell(Ended(asker=asker, label=label, problem=problem))
        return _refused(problem, again) if problem else _connected(label)

    return [
        web.get("/connect/{provider}/back", back, allow_head=False),
        web.get("/connect/{provider}/{ticket}", ask, allow_head=False),
        web.get("/connect/{provider}/{ticket}/go", begin, allow_head=False),
    ]


def telling(client: AsyncWebClient, desk: Desk) -> Tell:
    """Tells people who are connected so in their own conversation with Galley, and in forms still open."""

    async def tell(ended: Ended) -> None:
        try:
            await reconnected(client, desk, ended.asker)
        except (SlackClientError, ClientError, TimeoutError) as error:
            logger.warning("The forms of %s do not show how they stand: %s", ended.asker.person, error)
        if ended.problem:
            return
        told = connected_message(ended.label)
        try:
            await client.chat_postMessage(
                channel=ended.asker.person, text=told.text, blocks=list(told.blocks)
            )
        except (SlackClientError, ClientError, TimeoutError) as error:
            logger.warning("%s was not told that they are connected: %s", ended.asker.person, error)

    return tell


def _question(label: str, onward: str) -> web.Response:
    """Asked first: a link that was passed on would give one person what another one allows."""
    return page(
        f"Connect {label}?",
        f"Galley will act for you at {label}: it asks you there which of your accounts it may use.",
        "Continue only if you pressed Connect in Slack yourself just now. If somebody sent you this link, "
        "close this page: they would get your permission.",
        onward=(f"Continue to {label}", onward),
    )


def _let_out(begun: Begun) -> web.Response:
    answer = web.Response(status=302, headers={**SAFE, "Location": begun.url})
    answer.set_cookie(
        COOKIE,
        begun.proof,
        max_age=int(LIVES.total_seconds()),
        path=urlsplit(begun.back).path,
        secure=begun.back.startswith("https:"),
        httponly=True,
        samesite="Lax",  # it comes along when the vendor sends the browser back, and hardly else
    )
    return answer


def _connected(label: str) -> web.Response:
    return page(f"{label} is connected", "Go back to Slack. You can close this page.")


def _refused(problem: str, again: str) -> web.Response:
    return page("Not connected", problem, again, status=400)
