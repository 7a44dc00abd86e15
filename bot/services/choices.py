"""Options fetched from a vendor for a form, cached so that Slack gets its answer in time."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.blocks.fields import Kind
from bot.blocks.form import form_of
from bot.domain.deadlines import CHOICES_SHOWN, LISTED
from bot.domain.errors import ProviderDown
from bot.domain.planned import vendor_of
from bot.domain.ports import Asker, Briefed, Choice, Clock, Offers, Personal

#: A vendor's lists change rarely; ten minutes as the vendor sheets advise.
KEEP = timedelta(minutes=10)
#: Slack wants options within three seconds; a person wants them within one.
PATIENCE = CHOICES_SHOWN

Slot = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Menu:
    """One remote choice as a person has it before them: `given` is what was chosen that it depends on."""

    provider: Briefed
    name: str
    asker: Asker
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def slot(self) -> Slot:
        """What its list is kept under: the person's own where the vendor shows each person their own."""
        whose = self.asker if isinstance(vendor_of(self.provider), Personal) else None
        return (self.provider.name, whose, self.name, tuple(sorted(self.given.items())))

    @property
    def offers(self) -> Offers | None:
        """Who is asked for the list."""
        vendor = vendor_of(self.provider)
        if isinstance(vendor, Personal):
            vendor = vendor.acting_for(self.asker)
        return vendor if isinstance(vendor, Offers) else None


def menu_of(provider: Briefed, name: str, asker: Asker, values: Mapping[str, Any]) -> Menu:
    """The menu of a form's field, in a form that holds these values."""
    found = {other: values.get(other) for other in form_of(provider.request_model)[name].depends}
    given = {other: str(value) for other, value in found.items() if value}
    return Menu(provider=provider, name=name, asker=asker, given=given)


@dataclass(frozen=True, kw_only=True)
class _Known:
    choices: Sequence[Choice]
    at: datetime


class RemoteChoices:
    """One list per menu, fetched once however many people type.

    A list that comes too late for the first key press is there for the next one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[Slot, _Known] = {}
        self._asking: dict[Slot, asyncio.Task[None]] = {}

    async def search(self, menu: Menu, words: str) -> Sequence[Choice] | None:
        """The options that hold every word, 100 at most; `None` when the vendor has not answered yet.

        Raises a `ProviderError` when the vendor refuses.
        """
        if menu.offers is None:
            return ()
        if not self._is_fresh(menu.slot):
            asking = self._ask(menu, menu.offers)
            await asyncio.wait([asking], timeout=PATIENCE)
            if asking.done():
                asking.result()
        known = self._known.get(menu.slot)
        return _matching(known.choices, words) if known else None

    def labels(self, provider: Briefed, asker: Asker, values: Mapping[str, Any]) -> dict[str, str]:
        """The names of the options that these values chose, as far as they are known without asking."""
        found: dict[str, str] = {}
        for menu, chosen in _chosen(provider, asker, values):
            known = self._known.get(menu.slot)
            found |= {c.value: c.label for c in (known.choices if known else ()) if c.value in chosen}
        return found

    def undecided(self, provider: Briefed, asker: Asker, values: Mapping[str, Any]) -> dict[str, str]:
        """What is still to be chosen, by field: the vendor is known to have several, and none is."""
        found: dict[str, str] = {}
        for shown in form_of(provider.request_model):
            if shown.unless_sole and not values.get(shown.name):
                known = self._known.get(menu_of(provider, shown.name, asker, values).slot)
                if known and len(known.choices) > 1:
                    found[shown.name] = f"Choose one: there are {len(known.choices)} of them."
        return found

    async def look_up(self, provider: Briefed, asker: Asker, values: Mapping[str, Any]) -> dict[str, str]:
        """The names of the options that these values chose; a vendor that is slow or down names none.

        Asks as well for what may have to be chosen, so that it is known before the form is sent.
        """
        unnamed = [menu for menu, _ in _chosen(provider, asker, values) if menu.slot not in self._known]
        await asyncio.gather(*(self.search(menu, "") for menu in unnamed), return_exceptions=True)
        return self.labels(provider, asker, values)

    def forget(self, asker: Asker) -> None:
        """Ask anew for what a person was shown as their own, after they signed in or out."""
        self._known = {slot: known for slot, known in self._known.items() if slot[1] != asker}

    async def close(self) -> None:
        """Let go of questions under way."""
        tasks = [*self._asking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_fresh(self, slot: Slot) -> bool:
        known = self._known.get(slot)
        return known is not None and self._clock() - known.at < KEEP

    def _ask(self, menu: Menu, offers: Offers) -> asyncio.Task[None]:
        slot = menu.slot
        if under_way := self._asking.get(slot):
            return under_way

        async def ask() -> None:
            try:
                async with asyncio.timeout(LISTED):
                    choices = await offers.choices(menu.name, menu.given)
                self._known[slot] = _Known(choices=choices, at=self._clock())
            except TimeoutError as error:
                label = menu.provider.label
                raise ProviderDown(f"{label} did not answer.", provider=label) from error
            finally:
                self._asking.pop(slot, None)

        self._asking[slot] = task = asyncio.create_task(ask())
        # Whoever still waits gets the error; one that comes after everybody left is not news.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task


def _chosen(
    provider: Briefed, asker: Asker, values: Mapping[str, Any]
) -> Iterator[tuple[Menu, frozenset[str]]]:
    """The menus of a form in which something is chosen, or may have to be, and what."""
    for shown in form_of(provider.request_model):
        value = values.get(shown.name)
        if shown.kind in (Kind.REMOTE, Kind.REMOTES) and (value or shown.unless_sole):
            chosen = [value] if isinstance(value, str) else value or ()
            yield menu_of(provider, shown.name, asker, values), frozenset(map(str, chosen))


def _matching(choices: Sequence[Choice], words: str) -> Sequence[Choice]:
    wanted = words.casefold().split()
    found = [c for c in choices if all(w in c.label.casefold() for w in wanted)]
    return found[:100]
