"""The buttons of a card or an opened draft: answered at once, acting once; then the truth is shown."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.values import CardValue, DraftValue, Value
from bot.domain.ports import Clock
from bot.services import Services
from handlers.drafts import refresh_view
from handlers.reading import Who, who_of

Payload = Mapping[str, Any]
V = TypeVar("V", bound=Value)
Doing = Callable[[Services, Who, V], Awaitable[object]]
Handler = Callable[[AsyncAck, Payload, Payload, AsyncWebClient, Services, Clock], Awaitable[None]]


def clicked(kind: type[V]) -> Callable[[Doing[V]], Handler]:
    """Makes a handler of a deed: answer Slack, read who clicked what, do it, refresh the view it was in."""

    def wrap(do: Doing[V]) -> Handler:
        async def handler(
            ack: AsyncAck,
            body: Payload,
            action: Payload,
            client: AsyncWebClient,
            services: Services,
            clock: Clock,
        ) -> None:
            await ack()
            who = who_of(body)
            value = kind.read(action.get("value"))
            try:
                await do(services, who, value)
            finally:  # what could not be done was clicked on something old
                view = body.get("view") or {}
                if view.get("type") == "home":
                    await services.homes.show(who.team, who.person)
                elif view and isinstance(value, DraftValue):
                    await refresh_view(client, services, who, view["id"], value.draft, clock)

        handler.__doc__ = do.__doc__
        handler.__name__ = do.__name__
        return handler

    return wrap


@clicked(DraftValue)
async def save(services: Services, who: Who, value: DraftValue) -> None:
    """Keep what the card shows as a draft."""
    await services.drafts.save(who.team, who.person, value.draft)


@clicked(DraftValue)
async def discard(services: Services, who: Who, value: DraftValue) -> None:
    """Put the draft aside."""
    await services.drafts.discard(who.team, who.person, value.draft)


@clicked(DraftValue)
async def restore(services: Services, who: Who, value: DraftValue) -> None:
    """Take a discarded draft up again."""
    await services.drafts.restore(who.team, who.person, value.draft)


@clicked(DraftValue)
async def share(services: Services, who: Who, value: DraftValue) -> None:
    """Post the card in the channel where it was asked for."""
    await services.sharing.share(who.team, who.person, value.draft)


@clicked(CardValue)
async def next_variant(services: Services, who: Who, card: CardValue) -> None:
    """Show a platform's next wording, if it is still the one before that the person saw."""
    await services.drafts.next_variant(who.team, card.draft, card.platform, seen=card.pick)


@clicked(CardValue)
async def regenerate(services: Services, who: Who, card: CardValue) -> None:
    """Write the brief anew, as the draft's next version."""
    await services.runs.regenerate(who.team, who.person, card.draft, card.run)


@clicked(CardValue)
async def delete_left(services: Services, who: Who, card: CardValue) -> None:
    """Delete at the vendor's what earlier runs of the card left there."""
    await services.leftovers.delete(who.team, who.person, card.run)


@clicked(CardValue)
async def cancel(services: Services, who: Who, card: CardValue) -> None:
    """Stop a run."""
    await services.runs.cancel(who.team, who.person, card.run)


@clicked(CardValue)
async def try_again(services: Services, who: Who, card: CardValue) -> None:
    """Run a brief that gave nothing once more."""
    await services.runs.again(who.team, who.person, card.run)


@clicked(CardValue)
async def try_rest(services: Services, who: Who, card: CardValue) -> None:
    """Ask again for the platforms that are missing."""
    await services.runs.rest(who.team, who.person, card.run)


@clicked(CardValue)
async def check_again(services: Services, who: Who, card: CardValue) -> None:
    """Ask the provider what became of an unclear run."""
    await services.runs.check(who.team, who.person, card.run)
