"""Providers as installed packages add them, for stories that the built-in ones cannot tell."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, HttpUrl, model_validator

from bot.domain.captions import Caption, Finished
from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.ports import Choice, RateLimit
from bot.domain.requests import Choices, File, Files, Multiline, Prompt, Remote, Request
from providers import GROUP
from providers.settings import ProviderSettings
from tests.flows.person import PATIENCE


class NoSettings(ProviderSettings):
    """Nothing to set: always connected."""


class Plugin:
    """What the plug-ins share. `asked` are the briefs in the order they came."""

    sample: ClassVar[bool] = False
    Settings: ClassVar[type[ProviderSettings]] = NoSettings

    def __init__(self):
        self.asked = []
        self._heard = asyncio.Condition()

    async def hears(self, brief):
        """Note a brief that came."""
        self.asked.append(brief)
        async with self._heard:
            self._heard.notify_all()

    async def heard(self, times=1):
        """Wait until so many briefs came."""
        async with self._heard, asyncio.timeout(PATIENCE):
            await self._heard.wait_for(lambda: len(self.asked) >= times)

    @classmethod
    def open(cls, environment, http):  # it needs neither
        return cls()

    def price(self, request):  # the same for all
        return Price(basis=PriceBasis.AFTER)


class PictureRequest(Request):
    """Every kind of field that the built-in providers have no use for."""

    idea: Annotated[str, Prompt(), Multiline()] = Field(title="Idea", min_length=10, max_length=500)
    brand: Annotated[str, Remote()] = Field(title="Brand", min_length=1)
    topics: Annotated[tuple[str, ...], Remote()] = Field(default=(), title="Topics", max_length=2)
    pictures: Annotated[tuple[File, ...], Files(("png", "jpg"), most=2, largest=1_000)] = Field(
        default=(), title="Pictures"
    )
    links: tuple[HttpUrl, ...] = Field(default=(), title="Links", max_length=2)
    day: date | None = Field(default=None, title="Day")

    @model_validator(mode="after")
    def _something_to_show(self):
        if not self.pictures and not self.links:
            raise ValueError("Add a picture or a link, so that there is something to show")
        return self


class Atelier(Plugin):
    """Needs pictures, and has brands to choose from."""

    name: ClassVar[str] = "atelier"
    label: ClassVar[str] = "Atelier"
    request_model: ClassVar[type[Request]] = PictureRequest

    def __init__(self):
        super().__init__()
        self.brands = {"b1": "Acme Shoes", "b2": "Acme Bags", "b3": "Bolt & Nut"}
        self.failure = None

    async def start(self, request, *, key):  # it takes no such key
        await self.hears(request)
        return Finished(captions=(Caption(platform=Platform.ANY, text=f"On {self.brands[request.brand]}"),))

    async def choices(self, field, given):  # all of them, whatever is searched
        if self.failure:
            raise self.failure
        return [Choice(value=value, label=label) for value, label in self.brands.items()]


class ParrotRequest(Request):
    """A prompt and platforms."""

    saying: Annotated[str, Prompt(), Multiline()] = Field(title="Saying", min_length=1, max_length=9_000)
    platforms: Annotated[
        tuple[Platform, ...], Choices({p: p.label for p in Platform if p is not Platform.ANY})
    ] = Field(default=(Platform.LINKEDIN,), title="Platforms")


class Parrot(Plugin):
    """Answers with the given `texts`, as soon as `may_answer` is set, or raises the next of `failures`."""

    name: ClassVar[str] = "parrot"
    label: ClassVar[str] = "Parrot"
    request_model: ClassVar[type[Request]] = ParrotRequest

    def __init__(self):
        super().__init__()
        self.texts = {}
        self.failures = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def start(self, request, *, key):  # it takes no such key
        await self.hears(request)
        await self.may_answer.wait()
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        said = [(p, self.texts.get(p, (request.saying,))) for p in request.targets]
        return Finished(captions=tuple(Caption(platform=p, text=t) for p, texts in said for t in texts))


class Choir(Parrot):
    """A parrot that is paid for each platform."""

    name: ClassVar[str] = "choir"
    label: ClassVar[str] = "Choir"

    def split(self, request):
        return [request.changed(platforms=(platform,)) for platform in request.platforms]


class Patient(Parrot):
    """A parrot that takes one call a minute, so that the next brief waits for its turn."""

    name: ClassVar[str] = "patient"
    label: ClassVar[str] = "Patient parrot"
    limits: ClassVar[tuple[RateLimit, ...]] = (RateLimit(calls=1, seconds=60),)


def install(folder: Path, kinds):
    """What `pip install` leaves of packages that add these providers; `folder` belongs on `sys.path`."""
    register(folder, {kind.name: f"{kind.__module__}:{kind.__qualname__}" for kind in kinds})


def register(folder: Path, places):
    """The same of a package that names these places, whatever is there."""
    info = folder / "galley_plugins-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: galley-plugins\nVersion: 1\n")
    points = "\n".join(f"{name} = {place}" for name, place in places.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{points}\n")
