"""views.*: modals and Home."""

from playground.slack.backend import Backend
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.shapes import Json
from playground.slack.views import check, shown
from playground.slack.web_api.method import Arguments, Method, Nested


class Open(Arguments):
    """views.open and views.push."""

    view: Nested
    trigger_id: str | None = None


class Update(Arguments):
    """views.update."""

    view: Nested
    view_id: str | None = None
    external_id: str | None = None
    hash: str | None = None


class Publish(Arguments):
    """views.publish."""

    view: Nested
    user_id: str
    hash: str | None = None


def _open(backend: Backend, given: Open) -> Json:
    # A malformed view is refused before the trigger is spent: the app may try again with the same one.
    check(given.view, "modal")
    trigger = backend.workspace.triggers.usable(given.trigger_id)
    view = backend.workspace.views.open(trigger.user, given.view, trigger.channel)
    trigger.spent = True
    return {"view": shown(view)}


def _push(backend: Backend, given: Open) -> Json:
    check(given.view, "modal")
    trigger = backend.workspace.triggers.usable(given.trigger_id)
    view = backend.workspace.views.push(trigger.user, given.view)
    trigger.spent = True
    return {"view": shown(view)}


def _update(backend: Backend, given: Update) -> Json:
    views = backend.workspace.views
    old = views.find(given.view_id, given.external_id)
    if old is None:
        raise SlackError("not_found")
    return {"view": shown(views.update(old, given.view, given.hash))}


def _publish(backend: Backend, given: Publish) -> Json:
    workspace = backend.workspace
    if not workspace.app.home_tab:
        raise SlackError("not_enabled")
    if given.user_id not in workspace.users:
        raise SlackError("invalid_arguments", ["user not found [json-pointer:/user_id]"])
    check(given.view, "home")
    return {"view": shown(workspace.views.publish(given.user_id, given.view, given.hash))}


METHODS = (
    Method(name="views.open", arguments=Open, run=_open, tier=Tier.FOUR),
    Method(name="views.push", arguments=Open, run=_push, tier=Tier.FOUR),
    Method(name="views.update", arguments=Update, run=_update, tier=Tier.FOUR),
    Method(name="views.publish", arguments=Publish, run=_publish, tier=Tier.FOUR),
)
