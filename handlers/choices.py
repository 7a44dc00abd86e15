"""Options for remote choices, as a person types into them."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.blocks.form import form_of, remote_options, values_of
from bot.blocks.meta import ComposeMeta
from bot.domain.errors import ProviderError
from bot.services.choices import menu_of
from handlers.form import Desk
from handlers.reading import asker_of, who_of

logger = logging.getLogger(__name__)


async def suggested(ack: AsyncAck, body: Mapping[str, Any], desk: Desk) -> None:
    """The vendor's options that match; none while it is slow or down, and the next key press asks anew."""
    view, who = body["view"], who_of(body)
    meta = ComposeMeta.read(view["private_metadata"])
    provider = desk.briefs(meta).forms[meta.provider]
    words = body.get("value", "")
    typed = values_of(provider.request_model, (view.get("state") or {}).get("values") or {})
    menu = menu_of(provider, body["block_id"], asker_of(who), typed)
    try:
        found = await desk.services.choices.search(menu, words)
    except ProviderError as error:
        logger.warning("no options from %s: %s", provider.name, error.message)
        found = None
    field = form_of(provider.request_model)[body["block_id"]]
    await ack(options=remote_options(field, found or (), words))
