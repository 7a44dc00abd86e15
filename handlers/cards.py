"""The buttons of a card. Each is answered at once, acts once, and then the card shows the truth."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.blocks.values import CardValue
from bot.services import Services
from handlers.reading import Who, who_of

Payload = Mapping[str, Any]
Doing = Callable[[Services, Who, CardValue], Awaitable[object]]
Handler = Callable[[AsyncAck, Payload, Payload, Services], Awaitable[None]]


def clicked(do: Doing) -> Handler:
    """A handler that answers Slack, reads who clicked what, and does it."""

    async def handler(ack: AsyncAck, body: Payload, action: Payload, services: Services) -> None:
        await ack()
        await do(services, who_of(body), CardValue.read(action.get("value")))

    handler.__doc__ = do.__doc__
    handler.__name__ = do.__name__
    return handler


@clicked
async def next_variant(services: Services, who: Who, card: CardValue) -> None:
    """Show a platform's next wording, if it is still the one before that the person saw."""
    await services.drafts.next_variant(who.team, card.draft, card.platform, seen=card.pick)


@clicked
async def save(services: Services, who: Who, card: CardValue) -> None:
    """Keep what the card shows as a draft."""
    await services.drafts.save(who.team, who.person, card.draft)


@clicked
async def discard(services: Services, who: Who, card: CardValue) -> None:
    """Put the draft aside."""
    await services.drafts.discard(who.team, who.person, card.draft)


@clicked
async def restore(services: Services, who: Who, card: CardValue) -> None:
    """Take a discarded draft up again."""
    await services.drafts.restore(who.team, who.person, card.draft)


@clicked
async def regenerate(services: Services, who: Who, card: CardValue) -> None:
    """Write the brief anew, as the draft's next version."""
    await services.runs.regenerate(who.team, who.person, card.draft, card.run)


@clicked
async def cancel(services: Services, who: Who, card: CardValue) -> None:
    """Stop a run."""
    await services.runs.cancel(who.team, card.run)


@clicked
async def try_again(services: Services, who: Who, card: CardValue) -> None:
    """Run a brief that gave nothing once more."""
    await services.runs.again(who.team, who.person, card.run)


@clicked
async def try_rest(services: Services, who: Who, card: CardValue) -> None:
    """Ask again for the platforms that are missing."""
    await services.runs.rest(who.team, who.person, card.run)
