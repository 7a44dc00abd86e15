"""The command line: `galley run`, `galley playground`, `galley connect` and the smaller commands."""

import asyncio
import sys
from collections.abc import Coroutine
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.drafts import Status
from bot.domain.errors import ConfigurationError
from bot.domain.exports import Format
from bot.manifest import manifest_text
from bot.settings import Settings, read_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Galley: brief in, reviewed drafts out, without leaving Slack.",
)

profiles_app = typer.Typer(
    no_args_is_help=True, help="Channel profiles: the defaults and rules of each channel."
)
app.add_typer(profiles_app, name="profiles")

Port = Annotated[int, typer.Option(help="Port of the page; 0 takes any free one.", min=0, max=65535)]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the page in a browser.")]

drafts = typer.Typer(no_args_is_help=True, help="List, show and export drafts, also while Galley runs.")
app.add_typer(drafts, name="drafts")

Words = Annotated[str, typer.Argument(help='What to look for: words, "phrases", -words.')]
Team = Annotated[str, typer.Option(help="The id of the Slack workspace; needed where there are several.")]
Statuses = Annotated[
    list[Status] | None, typer.Option(help="Only these states; without it, all but working and discarded.")
]

Out = Annotated[Path | None, typer.Option(help="The file to write.", dir_okay=False)]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print what each one can do; asks nobody.")]
Into = Annotated[
    Path | None, typer.Option(help="Write that into a document, between its marks.", dir_okay=False)
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"galley {version('galley')}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Galley: brief in, reviewed drafts out, without leaving Slack."""


@app.command()
def run() -> None:
    """Connect to Slack; without Slack's tokens, start the playground."""
    settings = read_settings()
    if settings.mode == "playground":
        typer.echo("No Slack tokens are set, so this is the playground: a Slack to try Galley in.")
        _play(settings, port=3797, browser=True)
        return
    from bot.serve import TakenOver, serve  # noqa: PLC0415  # Bolt takes half a second to import

    try:
        _until_stopped(serve(settings))
    except TakenOver as error:
        typer.secho(f"galley: {error.message}", fg=typer.colors.RED, err=True)
        raise typer.Exit(1) from None


@app.command()
def playground(port: Port = 3797, no_browser: NoBrowser = False) -> None:
    """Try Galley on this computer: no Slack workspace, no key."""
    _play(read_settings(), port=port, browser=not no_browser)


@app.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="Your public https address, for HTTP mode.")] = None,
) -> None:
    """Print the app manifest to paste at api.slack.com/apps."""
    typer.echo(manifest_text(url, read_settings().thread_mode), nl=False)


@app.command("providers")
def list_providers(markdown: AsMarkdown = False, into: Into = None) -> None:
    """Say whether each provider works, and what the others need; ends in 1 when one does not work."""
    # Only this command needs the providers, and their forms take a moment to import.
    from bot import capabilities  # noqa: PLC0415
    from bot.checkup import checkup  # noqa: PLC0415

    if into:
        capabilities.write_into(into)
        return
    if markdown:
        typer.echo(capabilities.table(), nl=False)
        return
    found = asyncio.run(checkup())
    typer.echo(found)
    if not found.well:
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Check settings, tokens, database, clock and providers; ends in 1 when something does not work."""
    if not asyncio.run(_doctor()):
        raise typer.Exit(1)


@app.command()
def connect(
    provider: Annotated[str, typer.Argument(help="Its name; without one, what there is.")] = "",
    team: Annotated[str, typer.Option(help="The id of the Slack workspace.")] = "",
    person: Annotated[str, typer.Option(help="The id of the person in Slack.")] = "",
    no_browser: NoBrowser = False,
) -> None:
    """Connect a person's own account at a vendor, where no browser reaches Galley; ends in 1 if not."""
    from bot import connect as way  # noqa: PLC0415  # Bolt, again

    settings = read_settings()
    if not provider:
        typer.echo(asyncio.run(way.listed(settings)))
        return
    asker = way.asker_of(team, person)
    if not asyncio.run(way.connect(settings, provider, asker, browser=not no_browser)):
        raise typer.Exit(1)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The copy to make; it must not be there yet.")]) -> None:
    """Copy the database while Galley runs, and check the copy."""
    from bot.data import back_up  # noqa: PLC0415  # the engine takes a moment to import

    typer.echo(back_up(read_settings().database_url, file))


@app.command()
def migrate(
    to: Annotated[str, typer.Option(help="The new, empty database: postgresql://… or sqlite:///….")],
) -> None:
    """Copy everything into another database, and check that both are the same; Galley must not run."""
    from bot.data import move  # noqa: PLC0415  # the same

    typer.echo(asyncio.run(move(read_settings().database_url, to)))


@drafts.command("list")
def list_drafts(
    words: Words = "",
    team: Team = "",
    status: Statuses = None,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 20,
) -> None:
    """List drafts, newest change first; with words, the best matches first."""
    from bot import shelf  # noqa: PLC0415  # the store takes a moment to import

    wanted = shelf.query(words, status or ())
    typer.echo(asyncio.run(shelf.listed(read_settings().database_url, team, wanted, limit)))


@drafts.command("show")
def show_draft(
    draft: Annotated[str, typer.Argument(help="Its id, as `galley drafts list` has it.")], team: Team = ""
) -> None:
    """Print one draft with all its texts."""
    from bot import shelf  # noqa: PLC0415  # the same

    typer.echo(asyncio.run(shelf.shown(read_settings().database_url, team, draft)))


@drafts.command("export")
def export_drafts(
    words: Words = "",
    team: Team = "",
    status: Statuses = None,
    format_: Annotated[Format, typer.Option("--format", help="What kind of file.")] = Format.MARKDOWN,
    out: Annotated[Path | None, typer.Option(help="The file to make; without one, to the screen.")] = None,
) -> None:
    """Write drafts into a file, all that are found."""
    from bot import shelf  # noqa: PLC0415  # the same

    wanted = shelf.query(words, status or ())
    told = asyncio.run(shelf.exported(read_settings().database_url, team, wanted, format_, out))
    typer.echo(told, err=True)


@profiles_app.command("export")
def export_profiles(team: Team = "", out: Out = None) -> None:
    """Write all channel profiles of a team into one YAML file, or print them."""
    from bot import profiles  # noqa: PLC0415  # the store takes a moment to import

    text = asyncio.run(profiles.exported(read_settings().database_url, team))
    if out is None:
        typer.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8")
    typer.echo(f"Written to {out}.")


@profiles_app.command("import")
def import_profiles(
    file: Annotated[Path, typer.Argument(help="The file, as export writes it.")],
    team: Team = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Take the channel profiles of a file; other channels stay as they are."""
    from bot import profiles  # noqa: PLC0415  # the same

    typer.echo(asyncio.run(profiles.imported(read_settings().database_url, file, team, dry_run=dry_run)))


async def _doctor() -> bool:
    """Print what is found as it is found; whether all is well."""
    from bot.doctor import State, examined  # noqa: PLC0415  # Bolt and the engine, again

    states = []
    async for found in examined():
        typer.echo(found)
        states.append(found.state)
    return State.PROBLEM not in states


def _play(settings: Settings, *, port: int, browser: bool) -> None:
    from bot.play import play  # noqa: PLC0415  # only this command needs the playground

    _until_stopped(play(settings, port=port, browser=browser))


def _until_stopped(work: Coroutine[object, object, None]) -> None:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        typer.echo("Stopped.")


def main() -> None:
    """Run the command line; settings that do not add up are told in one sentence."""
    try:
        app()
    except ConfigurationError as error:
        typer.secho(f"galley: {error.message}", fg=typer.colors.RED, err=True)
        sys.exit(2)
