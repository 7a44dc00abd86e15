"""How the providers stand: whether each works, and what credits are left, as far as it is known."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.blocks.elements import Block, context, header, plain, rich, section
from bot.blocks.messages import Message, message
from bot.blocks.text import ago, clip, listing, plural, sentence
from bot.domain.money import Balance
from bot.domain.ports import Personal, Provider


class Health(Protocol):
    """One provider as a person may see it; `problem` is empty when it works."""

    @property
    def provider(self) -> Provider: ...
    @property
    def problem(self) -> str: ...
    @property
    def balance(self) -> Balance | None: ...
    @property
    def tells_balance(self) -> bool: ...
    @property
    def asked(self) -> bool: ...


#: By label, the settings that a provider still needs.
Missing: TypeAlias = Mapping[str, Sequence[str]]


def status_message(found: Sequence[Health], missing: Missing, *, now: datetime) -> Message:
    """The answer to `/galley status`: every provider was asked just now."""
    blocks = [header("Providers"), *(block for health in found for block in _status(health, now))]
    lines = [f"{h.provider.label}: {state(h)}" for h in found]
    return _with_the_others(lines, blocks, missing)


def _status(health: Health, now: datetime) -> list[Block]:
    blocks = [section(plain(f"{_mark(health)} {health.provider.label}: {state(health)}"))]
    if health.problem.strip():
        blocks.append(rich(clip(sentence(health.problem), 300)))
    if not health.provider.sample:
        blocks.append(context(plain(f"Balance: {balance_words(health, now)}")))
    return blocks


def _mark(health: Health) -> str:
    """Only an eye-catcher: the words beside it say the same."""
    return "⚠" if health.problem else "✓"


def state(health: Health) -> str:
    """Whether a provider works, as far as it can be known without paying."""
    if health.problem:
        return "does not work now"
    if health.provider.sample:
        return "works. It is a sample: it makes text up on the spot, needs no key and charges nothing"
    if isinstance(health.provider, Personal):
        return "ready. Each person connects an account of their own"
    return "works" if health.asked else "connected. Whether its key works, only a brief can show"


def credits_message(found: Sequence[Health], missing: Missing, *, now: datetime) -> Message:
    """The answer to `/galley credits`: balances with their age."""
    lines = [f"{h.provider.label}: {balance_words(h, now)}" for h in found]
    blocks = [header("Credits"), *(section(plain(line)) for line in lines)]
    blocks += [context(plain(note)) for note in dict.fromkeys(_notes(found))]
    return _with_the_others(lines, blocks, missing)


def _with_the_others(lines: Sequence[str], blocks: Sequence[Block], missing: Missing) -> Message:
    """A message that ends with the providers that are known but not connected."""
    others = [f"{label}: {needs(names)}" for label, names in missing.items()]
    more = [section(plain("\n".join(others)))] if others else []
    return message("; ".join((*lines, *others)), [*blocks, *more])


def needs(names: Sequence[str]) -> str:
    """What a provider lacks, and whose matter that is."""
    return "not connected" + (f". Whoever runs Galley sets {listing(names)}" if names else "")


def _notes(found: Sequence[Health]) -> list[str]:
    """What a vendor's numbers leave open."""
    notes = [h.balance.note for h in found if h.balance and h.balance.note.strip()]
    return [clip(note, 300) for note in notes]


def balance_words(health: Health, now: datetime) -> str:
    """What is left at a provider and how old that knowledge is; never an invented number."""
    if health.provider.sample:
        return "free, nothing to count"
    balance = health.balance
    if balance is None:
        return "not known yet" if health.tells_balance else "not published"
    least = balance.floor is not None and balance.floor < balance.credits
    cautious = f", perhaps only {balance.floor:,}" if least else ""
    return f"{plural(balance.credits, 'credit')} left{cautious} ({ago(balance.at, now)})"
