"""The page on which a person signs in, chooses workspaces, and approves or denies."""

from functools import cache
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from multidict import MultiMapping

from playground.vendors.ocoya.oauth.authority import Authority
from playground.vendors.ocoya.oauth.grants import Request
from playground.vendors.ocoya.world import PEOPLE, WORKSPACES, Person, Workspace


@cache
def _page() -> Template:
    loader = PackageLoader("playground.vendors.ocoya.oauth", "")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("consent.html")


class Consent:
    """Shows the page, and takes the decision."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    async def show(self, request: web.Request) -> web.Response:
        return _shown(self._wish(request))

    async def decide(self, request: web.Request) -> web.Response:
        wish, name = self._wish(request), request.match_info["name"]
        form = await request.post()
        match form.get("decision"):
            case "deny":
                raise web.HTTPSeeOther(self._authority.deny(name))
            case "approve":
                person, workspaces = _person(form), _workspaces(form)
                if not workspaces:
                    return _shown(wish, "Choose at least one workspace.")
                raise web.HTTPSeeOther(self._authority.approve(name, person, workspaces))
            case _:
                return _shown(wish, "Approve or deny.")

    def _wish(self, request: web.Request) -> Request:
        wish = self._authority.wish(request.match_info["name"])
        if wish is None:
            raise web.HTTPGone(text="This request was decided upon, or is too old. Begin again in the app.")
        return wish


def _shown(wish: Request, complaint: str = "") -> web.Response:
    page = _page().render(
        client=wish.client.client_name or wish.client.client_id,
        scopes=wish.params.scopes or (wish.client.scope or "").split(),
        people=PEOPLE,
        workspaces=WORKSPACES,
        complaint=complaint,
    )
    # Browsers ask this of the redirect as well, so the client's address is in it.
    back = urlsplit(str(wish.params.redirect_uri))
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
        f"form-action 'self' {back.scheme}://{back.netloc}"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
    }
    return web.Response(text=page, content_type="text/html", headers=headers)


def _person(form: MultiMapping[object]) -> Person:
    chosen = form.get("person")
    return next((person for person in PEOPLE if person.id == chosen), PEOPLE[0])


def _workspaces(form: MultiMapping[object]) -> list[Workspace]:
    chosen = form.getall("workspace", [])
    return [workspace for workspace in WORKSPACES if workspace.id in chosen]
