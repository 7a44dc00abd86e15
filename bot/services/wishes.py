"""What people ask the provider for in a thread: started at once, or after a yes where it costs more."""

from dataclasses import dataclass

from pydantic import ValidationError

from bot.domain.asking import requests_for
from bot.domain.drafts import Draft
from bot.domain.errors import IllegalMove, UserError
from bot.domain.generations import Generation, Part
from bot.domain.money import PriceBasis
from bot.domain.ports import Clock, Provider, Providers, Store
from bot.domain.requests import Request
from bot.domain.verb_edits import scope_of
from bot.domain.verbs import Verb
from bot.domain.wishes import Wish
from bot.services.fixing import fixed
from bot.services.parts import parts_of
from bot.services.runs import BUSY, Runs

#: Above so many credits a person is asked first, where the price is known.
UNASKED = 1


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A wish that can be started: what it asks for, and what that costs where that is known."""

    draft: Draft
    wish: Wish
    provider: Provider
    requests: tuple[Request, ...]

    @property
    def credits(self) -> int | None:
        """Its exact price, `None` where the provider does not tell it beforehand."""
        prices = [self.provider.price(request) for request in self.requests]
        known = [price.credits for price in prices if price.basis is PriceBasis.EXACT]
        exact = [credits_ for credits_ in known if credits_ is not None]
        return sum(exact) if len(exact) == len(prices) else None

    @property
    def asks_first(self) -> bool:
        """Whether a person has to say yes to its price."""
        return (self.credits or 0) > UNASKED


class Wishes:
    """A wish becomes a run of the draft's own brief, with another prompt, on the same card."""

    def __init__(self, store: Store, providers: Providers, runs: Runs, clock: Clock) -> None:
        self._store = store
        self._providers = providers
        self._runs = runs
        self._clock = clock

    async def ready(self, draft: Draft, run: Generation, verb: Verb, wish: Wish) -> Ready:
        """The wish, looked through; raises `UserError` when it cannot be, and nothing was sent then."""
        platforms = scope_of(verb, draft)
        if not draft.editable:
            message = f"This draft is {draft.status}, so its text stays as it is."
            raise IllegalMove(message)
        if not run.state.over:
            raise IllegalMove(BUSY)
        provider = self._providers[run.provider]
        try:
            brief = provider.request_model.model_validate(run.request)
            requests = requests_for(brief, draft, verb, platforms)
        except ValidationError as error:
            message = f"{provider.label} does not take this brief any more. Nothing was sent: edit the brief."
            raise UserError(message) from error
        return Ready(draft=draft, wish=wish, provider=provider, requests=requests)

    async def start(self, ready: Ready, person: str) -> Generation:
        """Begin the run; the same wish again is the same run. What the card shows is kept as a version."""
        team, draft = ready.draft.team, ready.draft
        if not draft.fixed:
            draft = await fixed(self._store.team(team), draft.id, by=person, clock=self._clock)
        parts = tuple[Part, ...](
            part for request in ready.requests for part in parts_of(ready.provider, request)
        )
        return await self._runs.refine(team, person, draft, parts, ready.wish)
