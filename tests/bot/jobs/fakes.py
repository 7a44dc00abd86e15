"""A provider and a Slack that do as each test says, and the bench that an engine works at."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from bot.domain.captions import Caption, Finished, Image, Pending, Started
from bot.domain.drafts import Draft
from bot.domain.errors import NotFound
from bot.domain.generations import CardRef, Generation, Part
from bot.domain.money import Price, PriceBasis, Receipt
from bot.domain.platforms import Platform
from bot.domain.ports import Store
from bot.domain.requests import File, Files, Hidden, Prompt, Request
from bot.jobs.engine import Engine
from bot.jobs.runtime import Patience

TEAM = "T1"
IMPATIENT = Patience(
    placing=(0.01, 0.01),
    sending=(0.01, 0.01),
    showing=(0.01, 0.01),
    finding=(0.01, 0.01),
    storing=(0.01, 0.01),
    looking=0.01,
    answer=1800.0,
    closing=5.0,
)


def now() -> datetime:
    return datetime.now(UTC)


class Brief(Request):
    """The request of every fake provider."""

    text: Annotated[str, Prompt()] = "Dark mode launch"
    platforms: tuple[Platform, ...] = (Platform.X,)
    share: Annotated[str, Hidden()] = ""
    pictures: Annotated[tuple[File, ...], Files(("png",), most=3)] = ()

    @property
    def targets(self) -> tuple[Platform, ...]:
        return () if self.share else super().targets

    @property
    def makes(self) -> str:
        return self.share


def a_file(number: object = 1) -> File:
    """A picture in Slack; its bytes are its id."""
    name, url = f"{number}.png", f"https://files.slack.com/{number}.png"
    return File(id=f"F{number}", name=name, mimetype="image/png", size=2, url=url)


def written(request: Request, text: str = "Hello") -> Finished:
    """A result with one caption for each platform asked for, or with the picture."""
    captions = tuple(Caption(platform=p, text=f"{text} {p}") for p in request.targets)
    images = (Image(media_id="m1"),) if request.makes else ()
    return Finished(captions=captions, images=images, receipt=Receipt(used=1, left=99))


class Answers:
    """A behaviour that waits to be told what to answer."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._answer: asyncio.Future[Started | Finished] = asyncio.get_running_loop().create_future()

    async def __call__(self, request: Request, key: str) -> Started | Finished:
        self.asked.set()
        return await asyncio.shield(self._answer)

    def give(self, answer: Started | Finished | Exception) -> None:
        """Let every call under way end like this."""
        if isinstance(answer, Exception):
            self._answer.set_exception(answer)
        else:
            self._answer.set_result(answer)


async def until(happened: Callable[[], bool], *, seconds: float = 10, every: float = 0.01) -> None:
    """Wait for something that no event announces."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110  # see above
            await asyncio.sleep(every)


def raising(error: Exception) -> "Behaviour":
    """A behaviour that fails."""

    async def behave(request: Request, key: str) -> Started | Finished:
        raise error

    return behave


Behaviour = Callable[[Request, str], Awaitable[Started | Finished]]


async def at_once(request: Request, key: str) -> Started | Finished:
    return written(request)


class FakeProvider:
    """Answers `start` as its `behaviour` says and counts what was paid for."""

    name: ClassVar[str] = "fake"
    label: ClassVar[str] = "Fakery"
    sample: ClassVar[bool] = False
    request_model: ClassVar[type[Request]] = Brief

    def __init__(self, behaviour: Behaviour = at_once) -> None:
        self.behaviour = behaviour
        self.keys: list[str] = []

    def price(self, request: Request | None) -> Price:
        return Price(basis=PriceBasis.FREE)

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        self.keys.append(key)
        return await self.behaviour(request, key)


class PollingProvider(FakeProvider):
    """Answers with a remote id, then with the given answers to `poll`, in order."""

    def __init__(self, *answers: Pending | Started | Finished | Exception) -> None:
        super().__init__(self._begin)
        self.answers = list(answers)
        self.polled: list[str] = []

    async def _begin(self, request: Request, key: str) -> Started:
        return Started(remote_id=f"remote {key}", poll_after=0)

    async def poll(self, remote_id: str) -> Pending | Started | Finished:
        self.polled.append(remote_id)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class FindingProvider(FakeProvider):
    """Can tell what an unclear call did."""

    def __init__(self, behaviour: Behaviour, found: Started | Finished | Exception | None) -> None:
        super().__init__(behaviour)
        self.found = found
        self.sought: list[datetime] = []

    async def find(self, request: Request, since: datetime) -> Started | Finished | None:
        self.sought.append(since)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


class UploadingProvider(FakeProvider):
    """Takes files first; keeps what it got, and in which brief it was named."""

    def __init__(self, *errors: Exception) -> None:
        super().__init__(self._note)
        self.errors = list(errors)
        self.taken: list[tuple[str, bytes]] = []
        self.media: list[str | None] = []

    async def _note(self, request: Request, key: str) -> Finished:
        self.media += [file.media_id for file in request.attached]
        return written(request)

    async def upload(self, file: File, content: AsyncIterator[bytes]) -> str:
        bytes_ = b"".join([chunk async for chunk in content])
        if self.errors:
            raise self.errors.pop(0)
        self.taken.append((file.name, bytes_))
        return f"media {file.id}"


class FakeFiles:
    """Slack's files, each holding its id; raises the next of `errors` first."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []

    @asynccontextmanager
    async def read(self, file: File) -> AsyncIterator[AsyncIterator[bytes]]:
        if self.errors:
            raise self.errors.pop(0)
        yield self._bytes(file)

    async def _bytes(self, file: File) -> AsyncIterator[bytes]:
        for letter in file.id:
            yield letter.encode()


class FakeSlack:
    """Records every card posted and every look it was given; refuses when told to."""

    def __init__(self) -> None:
        self.placed: list[CardRef] = []
        self.shown: list[tuple[Generation, Draft | None]] = []
        self.answered: list[tuple[Generation, Draft | None]] = []
        self.place_errors: list[Exception] = []
        self.show_errors: list[Exception] = []
        self.find_errors: list[Exception] = []
        self.posts_before_failing = False
        self._news = asyncio.Condition()

    async def place(self, generation: Generation) -> CardRef:
        card = CardRef(channel=generation.channel, ts=f"{len(self.placed) + 1}.0")
        if not self.place_errors:
            self.placed.append(card)
            return card
        if self.posts_before_failing:
            self.placed.append(card)
        raise self.place_errors.pop(0)

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        if self.find_errors:
            raise self.find_errors.pop(0)
        return self.placed[-1] if self.placed and self.posts_before_failing else None

    async def show(self, generation: Generation, draft: Draft | None) -> None:
        if self.show_errors:
            raise self.show_errors.pop(0)
        async with self._news:
            self.shown.append((generation, draft))
            self._news.notify_all()

    async def answer(self, generation: Generation, draft: Draft | None) -> None:
        self.answered.append((generation, draft))

    async def ended(self, run: str) -> tuple[Generation, Draft | None]:
        """Wait until the run's card shows its end; returns what it shows."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: self._end_of(run) is not None)
        end = self._end_of(run)
        assert end
        return end

    def _end_of(self, run: str) -> tuple[Generation, Draft | None] | None:
        ends = [(g, d) for g, d in self.shown if g.id == run and g.state.over]
        return ends[-1] if ends else None


def generation(
    run: str = "RUN1",
    *,
    parts: int = 1,
    makes: str = "",
    pictures: tuple[File, ...] = (),
    **facts: object,
) -> Generation:
    """A brief as a service stores it, for so many platforms with a part each, and what else it makes."""
    platforms = list(Platform)[1 : parts + 1]
    shares = [Brief(platforms=(p,), pictures=pictures) for p in platforms]
    shares += [Brief(share=makes)] if makes else []
    values: dict[str, object] = {
        "id": run,
        "team": TEAM,
        "channel": "C1",
        "person": "U1",
        "provider": "fake",
        "request": Brief(platforms=tuple(platforms), pictures=pictures).model_dump(mode="json"),
        "parts": tuple(map(Part.of, shares)),
        "created_at": now(),
    }
    return Generation.model_validate({**values, **facts})


@dataclass
class Bench:
    """An open engine and what it works with."""

    engine: Engine
    store: Store
    slack: FakeSlack

    async def start(self, given: Generation | None = None) -> Generation:
        """Store a generation and start it."""
        made = given or generation()
        await self.store.team(made.team).add_generation(made)
        await self.engine.start(made.team, made.id)
        return made

    async def run(self, given: Generation | None = None) -> tuple[Generation, Draft | None]:
        """Store and start a generation; what its card shows in the end."""
        made = await self.start(given)
        return await self.slack.ended(made.id)

    async def draft(self, draft_id: str = "RUN1") -> Draft | None:
        with suppress(NotFound):
            return await self.store.team(TEAM).draft(draft_id)
        return None
