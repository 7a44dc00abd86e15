"""What a person does on the page, handed on to `People`; the page hears of the outcome over its socket."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.page.forms import PRESS, FormReader, Raw, text
from playground.page.memory import Memory
from playground.page.place import parts
from playground.panels import Panel
from playground.slack.errors import Refused

if TYPE_CHECKING:
    from playground.server import Playground

Deed = Callable[[web.Request], Awaitable[None]]


class Actions:
    """The routes that change something. They answer 204, or 200 with a sentence why it was not done."""

    def __init__(self, playground: "Playground", memory: Memory, panels: Sequence[Panel]) -> None:
        self._workspace, self._people = playground.workspace, playground.people
        self._forms = FormReader(playground.workspace, playground.people)
        self._memory = memory
        self._panels = {panel.title: panel for panel in panels}

    def routes(self) -> list[web.RouteDef]:
        here = "/as/{me}/{channel}"
        deeds: dict[str, Deed] = {
            f"{here}/say": self._say,
            f"{here}/edit/{{ts}}": self._edit,
            f"{here}/delete/{{ts}}": self._delete,
            f"{here}/react/{{ts}}/{{name}}": self._react,
            f"{here}/invite": self._invite,
            f"{here}/home": self._home,
            f"{here}/dismiss": self._dismiss,
            f"{here}/shortcut/{{callback_id}}": self._shortcut,
            f"{here}/message-shortcut/{{ts}}/{{callback_id}}": self._message_shortcut,
            f"{here}/click/{{where:.+}}": self._click,
            f"{here}/key/{{where:.+}}": self._key,
            f"{here}/type/{{view}}": self._type,
            f"{here}/submit/{{view}}": self._submit,
            f"{here}/close/{{view}}": self._close,
            "/panels/{title}/{control}": self._panel,
            "/traffic/clear": self._clear,
        }
        return [web.post(path, self._answered(deed)) for path, deed in deeds.items()]

    def _answered(self, deed: Deed) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                await deed(request)
            except Refused as refusal:
                return web.Response(text=str(refusal))
            return web.Response(status=204)

        return handler

    # Talking.

    async def _say(self, request: web.Request) -> None:
        form, (me, channel) = await request.post(), _here(request)
        said = text(form, "text")
        if said.startswith("/"):
            self._memory.started(me)
        await self._people.say(me, channel, said, text(form, "thread_ts") or None)

    async def _edit(self, request: web.Request) -> None:
        me, channel = _here(request)
        self._people.edit(me, channel, request.match_info["ts"], text(await request.post(), "text"))

    async def _delete(self, request: web.Request) -> None:
        self._people.delete(*_here(request), request.match_info["ts"])

    async def _react(self, request: web.Request) -> None:
        self._people.react(*_here(request), request.match_info["ts"], request.match_info["name"])

    async def _invite(self, request: web.Request) -> None:
        self._people.invite(*_here(request))

    async def _dismiss(self, request: web.Request) -> None:
        self._people.dismiss(_here(request)[0])

    # The app's own entries.

    async def _home(self, request: web.Request) -> None:
        self._people.open_home(_here(request)[0], request.query.get("tab", "home"))

    async def _shortcut(self, request: web.Request) -> None:
        me, _ = _here(request)
        self._memory.started(me)
        await self._people.shortcut(me, request.match_info["callback_id"])

    async def _message_shortcut(self, request: web.Request) -> None:
        found = request.match_info
        await self._people.message_shortcut(*_here(request), found["ts"], found["callback_id"])

    # Blocks and modals.

    async def _click(self, request: web.Request) -> None:
        """What a modal's form holds, and the press itself."""
        me, where, raw, (block_id, action_id, *chosen) = await self._pressed(request)
        self._keep(me, where, raw)
        held: Sequence[Any] = chosen or raw.get((block_id, action_id), ())
        await self._people.click(me, where, block_id, action_id, held)

    async def _key(self, request: web.Request) -> None:
        me, where, raw, (block_id, action_id) = await self._pressed(request)
        await self._people.key(me, where, block_id, action_id, raw.get((block_id, action_id), ()))

    async def _pressed(self, request: web.Request) -> tuple[str, str, Raw, tuple[str, ...]]:
        form, (me, _) = await request.post(), _here(request)
        return me, request.match_info["where"], self._forms.raw(me, form), parts(text(form, PRESS))

    async def _type(self, request: web.Request) -> None:
        me, _ = _here(request)
        self._keep(me, request.match_info["view"], self._forms.raw(me, await request.post()))

    def _keep(self, me: str, where: str, raw: Raw) -> None:
        """Let a view's form outlive a reload; a message has no form to keep."""
        view = self._workspace.views.find(where)
        if view is not None and self._workspace.views.owner(where) == me and view["type"] == "modal":
            self._people.typed(where, raw)

    async def _submit(self, request: web.Request) -> None:
        me, view_id = _here(request)[0], request.match_info["view"]
        raw = self._forms.raw(me, await request.post())
        complaints = await self._people.submit(me, view_id, raw)
        if complaints and (view := self._workspace.views.find(view_id)):
            self._memory.complain(view, complaints)
            self._workspace.changed()

    async def _close(self, request: web.Request) -> None:
        everything = "everything" in request.query
        await self._people.close(_here(request)[0], request.match_info["view"], everything=everything)

    # The playground itself.

    async def _panel(self, request: web.Request) -> None:
        try:
            await self._panels[request.match_info["title"]].press(request.match_info["control"])
        except KeyError as error:
            raise Refused("This switch is not there any more.") from error
        self._workspace.changed()

    async def _clear(self, _request: web.Request) -> None:
        self._memory.clear_traffic(self._workspace.traffic)
        self._workspace.changed()


def _here(request: web.Request) -> tuple[str, str]:
    return request.match_info["me"], request.match_info["channel"]
