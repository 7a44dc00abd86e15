"""Runs and drafts to draw, and a reading of what was drawn: all text a person would see, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.blocks.cards import result_card
from bot.blocks.facts import CardFacts
from bot.blocks.messages import Message
from bot.domain.captions import Caption, Finished
from bot.domain.drafts import Draft, new_draft
from bot.domain.generations import CardRef, Failure, Generation, Part, State
from bot.domain.money import Balance, Charged, Price, PriceBasis, Receipt
from bot.domain.platforms import Platform
from bot.domain.ports import Provider
from bot.domain.requests import Request

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LINKEDIN, X = Platform.LINKEDIN, Platform.X


class Vendor:
    """A provider that is only looked at."""

    name = "vendor"
    label = "Vendor"
    sample = False
    request_model = Request

    def price(self, request):
        return Price(basis=PriceBasis.UNPUBLISHED)

    async def start(self, request, *, key):
        raise AssertionError("nobody draws by starting a run")


class Sample(Vendor):
    label = "Sample"
    sample = True


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What `bot.blocks.status.Health` asks for."""

    provider: Provider
    problem: str = ""
    balance: Balance | None = None
    tells_balance: bool = True
    asked: bool = True


def facts(**changes) -> CardFacts:
    known = {
        "provider": "PostEverywhere",
        "now": NOW,
        "title": "Dark mode launch",
        "style": "witty",
        "price": Price(basis=PriceBasis.EXACT, credits=3),
    }
    return CardFacts(**{**known, **changes})


def finished(texts: Iterable[tuple[Platform, str]], **more) -> Finished:
    return Finished(captions=tuple(Caption(platform=p, text=t) for p, t in texts), **more)


def part(*targets: Platform, **more) -> Part:
    return Part(request={}, targets=targets, **more)


def run(*parts: Part, **changes) -> Generation:
    known = {
        "id": "8F2KABCDEFGHIJKL",
        "team": "T1",
        "channel": "C1",
        "person": "U1",
        "provider": "posteverywhere",
        "request": {},
        "state": State.DONE,
        "card": CardRef(channel="C1", ts="1.0"),
        "created_at": NOW,
        "started_at": NOW,
    }
    return Generation(parts=parts, **{**known, **changes})


def written(*texts: tuple[Platform, str], **more) -> Generation:
    """A run that wrote these texts in one call."""
    targets = dict.fromkeys(p for p, _ in texts)
    receipt = more.pop("receipt", Receipt(used=3, left=194))
    return run(part(*targets, result=finished(texts, receipt=receipt)), **more)


def kept(generation: Generation, title: str = "Dark mode launch") -> Draft:
    """The working draft made of a run."""
    return new_draft(generation, title=title, prompt="Dark mode is here", at=NOW)


def drawn(*texts, about=None, **changes) -> Message:
    """The card of a run that wrote these texts."""
    generation = written(*texts, **changes)
    return result_card(generation, kept(generation), about or facts())


def failure(kind: str = "down", charged: Charged = Charged.NO, **more) -> Failure:
    return Failure(**{"kind": kind, "message": "It said no.", "charged": charged, **more})


def failed(one: Failure, *targets: Platform, **changes) -> Generation:
    """A run that gave nothing, for one reason."""
    return run(part(*(targets or (LINKEDIN,)), failure=one), **{"state": State.FAILED, **changes})


def words(blocks: Iterable[dict]) -> list[str]:
    """Everything written in blocks, buttons included, dialogs not."""
    return [text for block in blocks for text in _words(block)]


def _words(node) -> Iterator[str]:
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            elif name != "confirm":
                yield from _words(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from _words(inner)


def said(blocks: Iterable[dict]) -> str:
    return "\n".join(words(blocks))


def buttons(blocks: Iterable[dict]) -> dict[str, dict]:
    """The buttons by their label; a card never has two of a label, but for the platforms' own."""
    rows = [b for b in blocks if b["type"] == "actions"]
    elements = [e for row in rows for e in row["elements"]]
    elements += [b["accessory"] for b in blocks if "accessory" in b]
    return {e["text"]["text"]: e for e in elements if e["type"] == "button"}


def menus(blocks: Iterable[dict]) -> list[list[str]]:
    """The entries of every platform's menu, in the order of the card."""
    rows = [e for b in blocks if b["type"] == "actions" for e in b["elements"]]
    return [[o["text"]["text"] for o in e["options"]] for e in rows if e["type"] == "overflow"]


def rich_texts(message: Message) -> list[str]:
    """The text of every rich_text block, on the card and then in the thread."""
    blocks = [b for m in (message, *message.continuation) for b in m.blocks]
    return ["".join(words([b])) for b in blocks if b["type"] == "rich_text"]


def mrkdwn(node) -> Iterator[str]:
    """Every text that Slack would format."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for inner in node.values():
            yield from mrkdwn(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from mrkdwn(inner)
