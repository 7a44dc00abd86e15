"""Starting, repeating and stopping runs. A run is stored and started before Slack is answered."""

from collections.abc import Iterable, Sequence

from bot.domain.campaign_runs import for_the_rest
from bot.domain.drafts import Draft, Status
from bot.domain.errors import IllegalMove
from bot.domain.generations import CardRef, Generation, Part, State, run_id
from bot.domain.leftovers import leaving
from bot.domain.ports import Briefed, Clock, Leaves, Providers, Runner, Store
from bot.domain.posts import Slot
from bot.domain.requests import Request
from bot.domain.wishes import Wish
from bot.services.parts import laid_out, parts_of

#: States of a run that gave nothing, so that its card is free for the next try.
BARREN = frozenset({State.FAILED, State.UNSURE, State.CANCELLED})
BUSY = "This draft is being written just now. Say it again when that is done, or say stop."


class Runs:
    """Every way a run begins or ends by a person's hand."""

    def __init__(
        self,
        store: Store,
        providers: Providers,
        runner: Runner,
        clock: Clock,
    ) -> None:
        self._store = store
        self._providers = providers
        self._runner = runner
        self._clock = clock

    async def submit(  # noqa: PLR0913  # a submission is what it is
        self,
        team: str,
        person: str,
        asked: Briefed,
        request: Request,
        *,
        channel: str,
        key: str,
        asked_in: str = "",
        asked_name: str = "",
        instead_of: str | None = None,
    ) -> Generation:
        """Store and start a new brief. `key` is Slack's own, so a resend makes no second run.

        `asked_in` is the channel where it was asked for, and `asked_name` what people call it. `instead_of`
        names a run whose brief this one corrects; if that gave nothing, its card is used.
        """
        run = run_id(team, key)
        parts, plan = laid_out(asked, request, run, self._clock().date())
        generation = Generation(
            id=run,
            team=team,
            channel=channel,
            asked_in=asked_in,
            asked_name=asked_name,
            person=person,
            provider=asked.name,
            request=request.model_dump(mode="json"),
            parts=parts,
            plan=plan,
            card=await self._card_to_reuse(team, instead_of, run),
            created_at=self._clock(),
        )
        return await self._begin(generation)

    async def _card_to_reuse(self, team: str, run: str | None, by: str) -> CardRef | None:
        """The card of a run that gave nothing, for the first who corrects it or tries it again."""
        if run is None:
            return None
        old = await self._store.team(team).generation(run)
        if old.state not in BARREN or old.draft:
            return None
        try:
            return _handed_on((await self._follow(old, by)).card)
        except IllegalMove:
            return None

    async def _follow(self, old: Generation, by: str) -> Generation:
        """Give a run's card to the run `by`; raises `IllegalMove` when another one has it."""
        return await self._store.team(old.team).change_generation(old.id, lambda g: g.followed(by))

    async def again(self, team: str, person: str, run: str) -> Generation:
        """Try a run that gave nothing once more, on the same card."""
        old = await self._store.team(team).generation(run)
        if old.state not in BARREN:
            raise IllegalMove("There is nothing to try again: this run is under way or done.")
        return await self._repeat(old, person, parts=_fresh(old.parts), wish=old.wish)

    async def rest(self, team: str, person: str, run: str) -> Generation:
        """Ask again for what a partly successful run is missing, on the same card."""
        old = await self._store.team(team).generation(run)
        missing = [part for part in old.parts if not part.result]
        if old.state is not State.DONE or not missing:
            raise IllegalMove("Nothing is missing on this card any more.")
        if old.plan:  # its posts know their parts by number, so those that are there stay in their places
            parts = tuple(part if part.result else _fresh([part])[0] for part in old.parts)
            return await self._repeat(old, person, parts=parts, plan=for_the_rest(old))
        parts = _fresh(missing)
        return await self._repeat(old, person, parts=parts, draft=old.draft or old.id, wish=old.wish)

    async def check(self, team: str, person: str, run: str) -> Generation:
        """Ask the provider what became of an unclear run, on the same card; nothing is sent again."""
        old = await self._store.team(team).generation(run)
        unclear = [part for part in old.parts if part.unclear]
        if old.state is not State.UNSURE or not unclear:
            raise IllegalMove("Nothing is unclear about this run any more.")
        return await self._repeat(old, person, parts=self._looking(unclear), wish=old.wish)

    def _looking(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """Parts that look: by the remote id where there is one, else by when the call was made."""
        fresh = zip(_fresh(parts), parts, strict=True)
        return tuple(
            part.model_copy(update={"remote_id": old.remote_id, "sent_at": self._clock()})
            if old.remote_id
            else part.model_copy(update={"look_since": old.look_since or old.sent_at})
            for part, old in fresh
        )

    async def regenerate(self, team: str, person: str, draft_id: str, run: str) -> Generation:
        """Write a draft's brief anew as its next version, on the same card."""
        old = await self._store.team(team).generation(run)
        provider = self._providers[old.provider]
        request = provider.request_model.model_validate(old.request)
        if isinstance(provider, Leaves):
            old = leaving(old)
        return await self._repeat(old, person, parts=parts_of(provider, request), draft=draft_id)

    async def refine(
        self, team: str, person: str, draft: Draft, parts: tuple[Part, ...], wish: Wish
    ) -> Generation:
        """Write some of a draft anew, as a person wishes, on the same card; the same wish again is one run.

        Raises `IllegalMove` while another run writes it, or when another wish was first.
        """
        old = await self._store.team(team).generation(draft.generation)
        if old.wish == wish:
            return old
        if not old.state.over:
            raise IllegalMove(BUSY)
        if isinstance(self._providers[old.provider], Leaves):
            old = leaving(old)
        run = await self._repeat(old, person, parts=parts, draft=draft.id, wish=wish)
        if run.wish != wish:
            raise IllegalMove(BUSY)
        return run

    async def is_campaign(self, team: str, run: str) -> bool:
        """Whether a run was asked for as a campaign, be it planned here or at the vendor's."""
        generation = await self._store.team(team).generation(run)
        whole = any(provider.name == generation.provider for provider in self._providers.campaigns)
        return whole or bool(generation.plan)

    async def cancel(self, team: str, person: str, run: str) -> None:
        """Stop a run; what is paid for already is still kept."""
        await self._runner.cancel(team, run, by=person)

    async def _repeat(
        self,
        old: Generation,
        person: str,
        *,
        parts: tuple[Part, ...],
        draft: str | None = None,
        plan: tuple[Slot, ...] | None = None,
        wish: Wish | None = None,
    ) -> Generation:
        """The run after `old` on its card. There is one at most, so a second click is the same run."""
        await self._check_kept(old.team, draft or old.draft)
        generation = Generation(
            id=_after(old.team, old.id),
            team=old.team,
            channel=old.channel,
            asked_in=old.asked_in,
            asked_name=old.asked_name,
            person=person,
            provider=old.provider,
            request=old.request,
            parts=parts,
            plan=old.plan if plan is None else plan,
            draft=draft or old.draft,
            card=_handed_on(old.card),
            wish=wish,
            left_behind=old.left_behind,
            created_at=self._clock(),
        )
        await self._follow(old, generation.id)
        return await self._begin(generation)

    async def _check_kept(self, team: str, draft: str | None) -> None:
        """Raise `IllegalMove` for a draft that was put aside: nobody would see another version."""
        if draft and (await self._store.team(team).draft(draft)).status is Status.DISCARDED:
            raise IllegalMove("This draft was discarded. Restore it first.")

    async def _point(self, generation: Generation) -> None:
        """Tell the draft that this is its newest run, so that every card drawn from it shows it."""

        def point(draft: Draft) -> Draft:
            return draft.on(generation.id, self._clock())

        await self._store.team(generation.team).change_draft(str(generation.draft), point)

    async def _begin(self, generation: Generation) -> Generation:
        """Store and start a run; the same click or form again finds it stored, and perhaps over."""
        records = self._store.team(generation.team)
        if await records.add_generation(generation):
            if generation.draft:
                await self._point(generation)
        else:
            generation = await records.generation(generation.id)
            if generation.state.over:
                return generation
        await self._runner.start(generation.team, generation.id)
        return generation


def _after(team: str, run: str) -> str:
    """The id of the run that follows on the same card."""
    return run_id(team, f"after/{run}")


def _handed_on(card: CardRef | None) -> CardRef | None:
    """A card as the next run has it, which may replace it once more should Slack give it up."""
    return card and card.model_copy(update={"again": False})


def _fresh(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part.fresh for part in parts)
