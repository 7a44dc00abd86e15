"""What each provider can do, as a table in Markdown that follows from its class and its request model."""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias, get_args, get_type_hints

from bot.blocks.fields import Kind
from bot.blocks.form import form_of
from bot.blocks.text import listing
from bot.domain.captions import Finished, Started
from bot.domain.errors import ConfigurationError
from bot.domain.money import PriceBasis
from bot.domain.ports import Balances, Checks, Finds, Leaves, Personal, Polls, Provider, Splits
from bot.form_facts import bounds, files, platforms_of, told
from providers import BUILT_IN, CAMPAIGNS
from providers.sample import Sample
from providers.settings import ProviderSettings

ROOT = Path(__file__).parents[1]
NONE = "–"

Cell: TypeAlias = Callable[[Provider], str]

#: What stands between these two lines of a document is the table.
MARKED = re.compile(r"(?<=\n)(<!-- providers\b[^\n]*-->\n).*?(<!-- /providers -->)", re.DOTALL)


def table(kinds: Iterable[type[Provider]] = (*BUILT_IN, *CAMPAIGNS, Sample)) -> str:
    """Providers side by side, the same on every machine: what is set or installed there does not count."""
    # What a class says in general it says without settings, so nothing needs to be opened.
    columns: list[Provider] = [object.__new__(kind) for kind in kinds]
    rows = [[heading, *map(cell, columns)] for heading, cell in ROWS]
    telling = [row for row in rows if any(cell != NONE for cell in row[1:])]
    lines = [["", *map(_name, columns)], ["---"] * (len(columns) + 1), *telling]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def write_into(path: Path) -> None:
    """Put the table between the marks of a document. Raises `ConfigurationError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read as a text.") from error
    written, found = MARKED.subn(lambda marks: f"{marks[1]}\n{table()}\n{marks[2]}", text)
    if not found:
        raise ConfigurationError(
            f"{path} has no place for the table: a line <!-- providers --> and a line <!-- /providers -->."
        )
    path.write_text(written, encoding="utf-8")


def _name(provider: Provider) -> str:
    """Its label, leading to its code."""
    file = Path(inspect.getfile(type(provider))).relative_to(ROOT)
    return f"[{_plain(provider.label)}]({(file.parent if file.name == '__init__.py' else file).as_posix()})"


def _writes(provider: Provider) -> str:
    return _plain((inspect.getdoc(type(provider)) or NONE).split("\n\n")[0])


def _platforms(provider: Provider) -> str:
    platforms, _ = platforms_of(provider.request_model)
    return listing([platform.label for platform in platforms]) or NONE


def _prompt(provider: Provider) -> str:
    prompt = form_of(provider.request_model).prompt
    free = prompt.most is None and (prompt.least or 0) <= 1
    return "any length" if free else f"{bounds(prompt)} characters"


def _fields(provider: Provider) -> str:
    """The other fields of its form, in its own words."""
    _, shown = platforms_of(provider.request_model)
    fields = [f for f in form_of(provider.request_model) if not (f.prompt or f.kind is Kind.FILES)]
    lines = [f"{f.label}: {details}" if (details := told(f)) else f.label for f in fields if f.name != shown]
    return "<br>".join(map(_plain, lines)) or NONE


def _files(provider: Provider) -> str:
    fields = (field for field in form_of(provider.request_model) if field.kind is Kind.FILES)
    return "<br>".join(map(files, fields)) or NONE


def _images(provider: Provider) -> str:
    return "when asked for" if any(field.draws for field in form_of(provider.request_model)) else NONE


def _answers(provider: Provider) -> str:
    """When a call brings its result, by what `start` returns."""
    if not isinstance(provider, Polls):
        return "at once"
    returned = get_type_hints(type(provider).start).get("return", Started)
    return f"{'at once or ' if Finished in get_args(returned) else ''}later; Galley waits for it"


def _calls(provider: Provider) -> str:
    if not isinstance(provider, Splits):
        return "one for each brief"
    return "one for each platform" + (", and one for images" if _images(provider) != NONE else "")


def _lost(provider: Provider) -> str:
    """What becomes of a paid call that was not answered."""
    if provider.price(None).basis is PriceBasis.FREE:
        return NONE
    return (
        "looked for; if in doubt a person decides"
        if isinstance(provider, Finds)
        else "*Unsure*: a person decides"
    )


def _price(provider: Provider) -> str:
    price = provider.price(None)
    return _plain(f"{price.basis}: {price.note}" if price.note else str(price.basis))


def _leaves(provider: Provider) -> str:
    return _plain(provider.leaves) if isinstance(provider, Leaves) else NONE


def _campaigns(provider: Provider) -> str:
    return "whole ones, in one call" if type(provider) in CAMPAIGNS else "planned by Galley, post by post"


def _status(provider: Provider) -> str:
    """What `galley providers` and `/galley status` can tell of it."""
    key = ["whether the key works"] if isinstance(provider, Checks) else []
    return listing([*key, "credits left"] if isinstance(provider, Balances) else key) or NONE


def _needs(provider: Provider) -> str:
    settings: type[ProviderSettings] = getattr(provider, "Settings", ProviderSettings)
    variables = [f"`{settings.variable(name)}`" for name in settings.required]
    own = ["each person's permission"] if isinstance(provider, Personal) else []
    return listing([*variables, *own]) or "nothing"


#: Heading and cells, in the order to show. A row that says nothing of any provider is left out.
ROWS: Sequence[tuple[str, Cell]] = (
    ("Writes", _writes),
    ("Platforms", _platforms),
    ("Prompt", _prompt),
    ("To choose", _fields),
    ("Takes files", _files),
    ("Makes images", _images),
    ("Price", _price),
    ("Campaigns", _campaigns),
    ("Paid calls", _calls),
    ("Answers", _answers),
    ("A lost answer", _lost),
    ("Leaves there", _leaves),
    ("Status tells", _status),
    ("Needs", _needs),
)


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to format."""
    return re.sub(r"([\\`*_|~<>\[\]])", r"\\\1", " ".join(text.split()))
