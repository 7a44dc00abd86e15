"""`galley connect`: a person's own account at a vendor, connected from the computer that Galley runs on."""

import asyncio
import re
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from socket import create_server, socket

import typer

from bot.app import Ground, open_ground
from bot.blocks.connect import NOTHING
from bot.domain.errors import ConfigurationError, NotFound
from bot.domain.ports import Asker
from bot.logs import set_up
from bot.serve import by_browser
from bot.services.connections import PersonalProvider
from bot.services.visits import Visits
from bot.settings import Settings
from handlers.browser import Ended, connect_routes

#: Seconds that a person has to sign in at the vendor, and to think about it.
PATIENCE = 600.0
AGAIN = "Run galley connect once more."
NO_KEY = (
    "GALLEY_SECRET_KEY is not set here. Galley encrypts with it what people allow; "
    ".env.example says how to make one."
)
WHO = (
    "Say for whom: --team T… --person U…, their ids in Slack. "
    "Typing /galley connect in Slack shows the whole command."
)
TEAM, PERSON = re.compile(r"[TE][A-Z0-9_]+"), re.compile(r"[UW][A-Z0-9_]+")


def asker_of(team: str, person: str) -> Asker:
    """The person that two options name; raises `ConfigurationError` when they cannot be Slack's."""
    if not TEAM.fullmatch(team) or not PERSON.fullmatch(person):
        raise ConfigurationError(WHO)
    return Asker(team, person)


async def listed(settings: Settings) -> str:
    """What can be connected, in words."""
    async with _open(settings, "http://127.0.0.1") as (ground, _):
        return _names(ground) or NOTHING


async def connect(settings: Settings, name: str, asker: Asker, *, browser: bool) -> bool:
    """Show the person the vendor's page and wait until they are back; whether they are connected then."""
    with create_server(("127.0.0.1", 0)) as door:
        here = f"http://127.0.0.1:{door.getsockname()[1]}"
        async with _open(settings, here) as (ground, visits):
            standing = await ground.connections.standing(_wanted(ground, name), asker)
            return await _visit(visits, door, standing.url, browser=browser)


@asynccontextmanager
async def _open(settings: Settings, here: str) -> AsyncIterator[tuple[Ground, Visits]]:
    """What there is to connect, and the way there; `galley run` may have the same records open."""
    set_up("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
    async with open_ground(settings.model_copy(update={"public_url": here})) as ground:
        if ground.visits is None:
            raise ConfigurationError(NO_KEY)
        yield ground, ground.visits


def _wanted(ground: Ground, name: str) -> PersonalProvider:
    """The provider of that name, or the only one whose name begins so: "ocoya" is enough."""
    begin_so = [p for p in ground.connections.connectable if name and p.name.startswith(name)]
    try:
        return begin_so[0] if len(begin_so) == 1 else ground.connections[name]
    except NotFound:
        message = f"There is no provider {name!r} to connect. {_names(ground) or NOTHING}"
        raise ConfigurationError(message) from None


def _names(ground: Ground) -> str:
    found = [f"  {provider.name}: {provider.label}" for provider in ground.connections.connectable]
    return "\n".join(["These can be connected:", *found]) if found else ""


async def _visit(visits: Visits, door: socket, link: str, *, browser: bool) -> bool:
    ended: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()

    async def tell(how: Ended) -> None:
        if not ended.done():
            ended.set_result(how)

    async with by_browser(connect_routes(visits, tell, again=AGAIN), door):
        typer.echo(f"Sign in on this page, within ten minutes: {link}")
        if browser:
            await asyncio.to_thread(webbrowser.open, link)
        try:
            how = await asyncio.wait_for(ended, PATIENCE)
        except TimeoutError:
            typer.echo(f"Nobody came back within ten minutes, so nothing is connected. {AGAIN}", err=True)
            return False
    if how.problem:
        typer.echo(f"Not connected: {how.problem} {AGAIN}", err=True)
        return False
    typer.echo(f"{how.label} is connected. Go back to Slack.")
    return True
