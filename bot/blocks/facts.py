"""What a card shows besides the run and its draft: the provider's side of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from bot.blocks.pictures import Loads
from bot.domain.generations import Generation
from bot.domain.lint import Finding
from bot.domain.money import Price, PriceBasis
from bot.domain.planned import Planned, vendor_of
from bot.domain.ports import Briefed, Finds, Leaves, Personal, Provider, Uploads
from bot.domain.titles import title_of

_UNKNOWN = Price(basis=PriceBasis.UNPUBLISHED)


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """The provider as the card needs it. `title` and `style` come from the brief."""

    provider: str
    now: datetime
    sample: bool = False
    title: str = ""
    style: str = ""
    #: What the same brief would cost again.
    price: Price = field(default=_UNKNOWN)
    #: Whether there is another provider to go to.
    others: bool = True
    #: Whether the provider can be asked what became of an unclear call.
    finds: bool = False
    #: The name under which people connect the provider; none where they do not.
    connects: str = ""
    #: What each run leaves at the provider's, in words with their article; empty where nothing stays.
    leaves: str = ""
    #: How many of the brief's files the provider is still to get before it is asked.
    unsent: int = 0
    #: Which pictures Slack can load.
    loads: Loads = Loads.WEB
    #: What the channel's own rules find in the draft.
    findings: tuple[Finding, ...] = ()
    #: The person who discarded the draft, where it is known.
    by: str = ""


def unsent_files(provider: Provider | None, generation: Generation) -> int:
    """How many files are on their way to the provider, as far as the record says."""
    if provider is None or not isinstance(provider, Uploads):
        return 0
    ahead = (part for part in generation.parts if not (part.over or part.sent_at or part.look_since))
    try:
        briefs = [provider.request_model.model_validate(part.request) for part in ahead]
    except ValidationError:
        return 0
    return len({file.id for brief in briefs for file in brief.unsent})


def asked_of(provider: Provider | None, generation: Generation) -> Briefed | None:
    """Whom a run's brief was written for: the provider, or the provider asked for a whole campaign."""
    return Planned(provider) if provider and generation.plan else provider


def facts_of(
    provider: Briefed | None, brief: Mapping[str, Any], *, now: datetime, others: bool = True, by: str = ""
) -> CardFacts:
    """The facts of a provider and a brief; what can be told without a provider or with an outdated brief."""
    if provider is None:
        return CardFacts(provider="The provider", now=now, by=by)
    vendor = vendor_of(provider)
    known = CardFacts(
        provider=provider.label,
        sample=provider.sample,
        now=now,
        others=others,
        finds=isinstance(vendor, Finds),
        connects=provider.name if isinstance(vendor, Personal) else "",
        leaves=vendor.leaves if isinstance(vendor, Leaves) else "",
        by=by,
    )
    try:
        request = provider.request_model.model_validate(brief)
    except ValidationError:
        return known
    return replace(known, title=title_of(request.prompt), style=request.style, price=provider.price(request))
