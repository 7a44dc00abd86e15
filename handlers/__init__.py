"""The Slack edge, one file per story: every command, shortcut, action, view and event on one screen."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.ids import FIELD_PATTERN, Action, Shortcut, View
from bot.domain.ports import Clock
from bot.services import Services
from handlers import (
    cards,
    choices,
    compose,
    connect,
    direct,
    drafts,
    editing,
    galley,
    history,
    home,
    removal,
    settings,
    shelf,
    thread,
)
from handlers.acks import LastingAck
from handlers.errors import on_error
from handlers.form import Desk
from handlers.membership import Membership
from handlers.underway import Listener, Underway


@dataclass(frozen=True)
class Route:
    """One thing Slack may send: the kind of listener, what it matches, who answers."""

    kind: str
    match: str | re.Pattern[str] | Mapping[str, Any]
    listener: Listener


ROUTES: tuple[Route, ...] = (
    Route("command", "/compose", compose.command),
    Route("command", "/campaign", compose.campaign),
    Route("command", "/drafts", drafts.command),
    Route("command", "/galley", galley.command),
    Route("shortcut", Shortcut.COMPOSE, compose.anywhere),
    Route("shortcut", Shortcut.COMPOSE_FROM_MESSAGE, compose.from_message),
    Route("view", View.COMPOSE, compose.submitted),
    Route("action", Action.PROVIDER, compose.provider_changed),
    Route("action", Action.WHERE, compose.noted),
    Route("action", FIELD_PATTERN, compose.priced_field_changed),
    Route("options", FIELD_PATTERN, choices.suggested),
    Route("action", Action.SETTINGS, settings.pressed),
    Route("action", re.compile(rf"{Action.SETTINGS_PROVIDER}\."), settings.provider_changed),
    Route("action", Action.SETTINGS_RESET, settings.reset),
    Route("view", View.SETTINGS, settings.submitted),
    Route("action", Action.NEXT_VARIANT, cards.next_variant),
    Route("action", Action.EDIT_TEXTS, editing.open_editor),
    Route("view", View.EDIT, editing.submitted),
    Route("action", Action.SHORTEN, editing.shorten),
    Route("action", Action.MORE, editing.more),
    Route("action", Action.HISTORY, history.open_history),
    Route("action", re.compile(rf"{Action.HISTORY_PAGE}\."), history.turn),
    Route("action", re.compile(rf"{Action.SHOW_VERSION}(\..+)?$"), history.show_version),
    Route("action", Action.UNDO, history.undo),
    Route("view", View.VERSION, history.restored),
    Route("action", Action.SAVE_DRAFT, cards.save),
    Route("action", Action.DISCARD, cards.discard),
    Route("action", Action.RESTORE, cards.restore),
    Route("action", Action.SHARE, cards.share),
    Route("action", Action.REGENERATE, cards.regenerate),
    Route("action", Action.DELETE_LEFT, cards.delete_left),
    Route("action", Action.CANCEL, cards.cancel),
    Route("action", Action.TRY_AGAIN, cards.try_again),
    Route("action", Action.TRY_REST, cards.try_rest),
    Route("action", Action.CHECK_AGAIN, cards.check_again),
    Route("action", Action.EDIT_BRIEF, compose.edit_brief),
    Route("action", Action.OTHER_PROVIDER, compose.other_provider),
    Route("action", Action.THREAD_DO, thread.agreed),
    Route("action", Action.THREAD_LEAVE, thread.left),
    Route("action", Action.THREAD_SAVE, thread.saved_as_it_is),
    Route("action", Action.CONNECT, connect.pressed),
    Route("action", Action.DISCONNECT, connect.disconnected),
    Route("action", Action.OPEN_LINK, connect.followed),
    Route("action", Action.COMPOSE, compose.anywhere),
    Route("action", Action.PLAN_CAMPAIGN, compose.campaign_anywhere),
    Route("action", Action.OPEN_DRAFT, drafts.open_draft),
    Route("action", Action.OPEN_POST, drafts.open_post),
    Route("action", re.compile(rf"{Action.DRAFTS_FILTER}\."), drafts.turn),
    Route("action", re.compile(rf"{Action.DRAFTS_PAGE}\."), drafts.turn),
    Route("action", Action.RENAME, shelf.rename),
    Route("view", View.RENAME, shelf.renamed),
    Route("action", Action.COPY_DRAFT, shelf.copy),
    Route("action", Action.SEARCH, shelf.search),
    Route("view", View.SEARCH, shelf.searched),
    Route("action", Action.EXPORT, shelf.export),
    Route("view", View.EXPORT, shelf.exported),
    Route("action", re.compile(rf"{Action.HOME_PAGE}\."), home.turn),
    Route("event", "app_home_opened", home.opened),
    Route("event", "message", direct.message),
    Route("event", "app_mention", thread.heard),
    Route("event", "app_uninstalled", removal.uninstalled),
    Route("event", "tokens_revoked", removal.tokens_revoked),
)


def open_desk(services: Services, client: AsyncWebClient, poster: AsyncWebClient, clock: Clock) -> Desk:
    """Where the app's forms are drawn; one for the whole app."""
    return Desk(services=services, membership=Membership(client, clock), clock=clock, poster=poster)


def attach(app: AsyncApp, desk: Desk) -> Underway:
    """Give the app its routes, and every listener what it may ask for by name; returns what runs of them."""
    underway = Underway()
    deliveries = desk.services.deliveries

    @app.middleware
    async def once(
        body: Mapping[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        """Take an event the first time that any process gets it; later ones are acknowledged, no more.

        It is noted before it is handled: Bolt acknowledges events first, so Slack would not send it again
        after a failure anyway. A process killed in the moment between noting and acknowledging loses it,
        which a person sees and can mend; to act on one reply twice would be worse. Where it cannot be
        noted it is not acknowledged, and Slack sends it again. Of messages only those that concern us are.
        """
        if thread.is_about_talk(body.get("event") or {}):
            context["draft"] = await thread.wanted(body, desk.services)
            if not context["draft"]:
                return BoltResponse(status=200)
            await next_()
            return None
        event = f"{body.get('team_id')}/{body['event_id']}" if body.get("type") == "event_callback" else ""
        if event and not await deliveries.first(event):
            return BoltResponse(status=200)
        await next_()
        return None

    @app.middleware
    async def supply(context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]) -> None:
        context.update(ack=LastingAck(), services=desk.services, desk=desk, clock=desk.clock)
        await next_()

    for route in ROUTES:
        getattr(app, route.kind)(_matcher(route.match))(underway.noted(route.listener))
    app.error(on_error)
    return underway


def _matcher(match: str | re.Pattern[str] | Mapping[str, Any]) -> Any:
    """Bolt tells strings from enums by type, and `StrEnum` is both."""
    return str(match) if isinstance(match, str) else match
