"""The compose modal: provider, the provider's own fields, where the result goes, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.blocks.connect import Connection, connection_blocks
from bot.blocks.elements import Block, context, plain, section
from bot.blocks.form import State, input_blocks
from bot.blocks.ids import Action, View
from bot.blocks.ids import Block as BlockId
from bot.blocks.meta import ComposeMeta
from bot.blocks.pricing import balance_line, outage_line, price_line, shortage
from bot.blocks.text import clip
from bot.domain.money import Balance, Price
from bot.domain.outages import Outage
from bot.domain.planned import vendor_of
from bot.domain.ports import Balances, Briefed, Forms

TITLE, CAMPAIGN_TITLE = "Compose a post", "Plan a campaign"
#: What Slack's slash commands call conversations that have no name of their own.
UNNAMED = {"directmessage", "privategroup", ""}


class Where(StrEnum):
    """Where the result goes."""

    #: The conversation the form was opened in.
    HERE = "here"
    #: A direct message to the person.
    ME = "me"


@dataclass(frozen=True, kw_only=True)
class Compose:
    """Everything the modal shows. `labels` names the chosen values of remote choices."""

    forms: Forms[Briefed]
    chosen: Briefed
    values: Mapping[str, Any]
    where: Where
    price: Price
    balance: Balance | None
    meta: ComposeMeta
    now: datetime
    #: Why the app cannot post where the form was opened, and what to do about it.
    not_member_note: str | None = None
    #: Which files of the message it was opened from are not in it, and why.
    files_note: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    #: How the person stands with a provider that works with their own account.
    connection: Connection | None = None
    #: That the provider is down, when it is known to be.
    outage: Outage | None = None
    #: What it began with of the channel's profile, in words.
    profile: tuple[str, ...] = ()
    #: Whether it opens now: a later drawing must not take the cursor from where it is.
    opening: bool = False


def compose_modal(form: Compose) -> Block:
    """The view to open or update; its metadata names the provider whose fields it shows."""
    meta = form.meta.model_copy(update={"provider": form.chosen.name})
    blocks = [
        _provider(form.forms, form.chosen),
        *(connection_blocks(form.connection) if form.connection else []),
        *([context(plain(form.files_note, 1_000))] if form.files_note else []),
        *_profile(form),
        *_fields(form),
        *_where(form),
        *_costs(form),
    ]
    title, submit = (CAMPAIGN_TITLE, "Start campaign") if meta.campaign else (TITLE, "Compose")
    return {
        **_modal(View.COMPOSE, title, blocks),
        "submit": plain(submit),
        "private_metadata": meta.pack(),
    }


def loading_modal(title: str = TITLE, words: str = "One moment…") -> Block:
    """What stands there until the real view is ready; it opens within Slack's three seconds."""
    return _modal(View.LOADING, title, [section(plain(words))])


def notice_modal(title: str, words: str) -> Block:
    """A plain message where a form cannot be shown."""
    return _modal(View.NOTICE, title, [section(plain(words))])


def provider_of(state: State) -> str | None:
    """The name of the provider selected in a view's `state.values`."""
    return _selected(state, BlockId.PROVIDER, Action.PROVIDER)


def where_of(state: State) -> Where:
    """Where the result shall go; only to the person where the form did not ask."""
    return Where(_selected(state, BlockId.WHERE, Action.WHERE) or Where.ME)


def _selected(state: State, block: BlockId, action: Action) -> str | None:
    option = state.get(block, {}).get(action, {}).get("selected_option")
    return option["value"] if option else None


def _modal(callback: View, title: str, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": str(callback),
        "title": plain(title, 24),
        "close": plain("Cancel" if callback is View.COMPOSE else "Close"),
        "blocks": blocks,
    }


def _provider(forms: Forms[Briefed], chosen: Briefed) -> Block:
    options = {p.name: _option(p.name, p.label) for p in forms.offered}
    element = {
        "type": "static_select",
        "action_id": str(Action.PROVIDER),
        "options": [*options.values()],
        "initial_option": options[chosen.name],
    }
    block = {"block_id": str(BlockId.PROVIDER), "label": plain("Provider"), "element": element}
    return {"type": "input", **block, "dispatch_action": True}


def _fields(form: Compose) -> list[Block]:
    """The provider's own inputs. The cursor starts in the prompt: most people keep the provider."""
    model = form.chosen.request_model
    blocks = input_blocks(model, form.values, form.labels)
    for block in blocks:
        if form.opening and block.get("block_id") == model.prompt_field:
            block["element"]["focus_on_load"] = True
    return blocks


def _profile(form: Compose) -> list[Block]:
    """What the form began with without anybody typing it."""
    if not form.profile:
        return []
    name = profile_name(form.meta.channel, form.meta.channel_name)
    whose = f"Defaults of {name}" if name else "Your own defaults"
    return [context(plain(f"{whose}: {' · '.join(form.profile)}", 300))]


def profile_name(channel: str | None, name: str) -> str:
    """Whose defaults they are: "#general"; empty for the person's own."""
    if not channel or channel.startswith("D"):
        return ""
    return "this conversation" if unnamed(name) else f"#{clip(name, 50)}"


def unnamed(name: str) -> bool:
    """Whether a conversation has no name that people know."""
    return name in UNNAMED or name.startswith("mpdm-")


def _where(form: Compose) -> list[Block]:
    note = [context(plain(form.not_member_note))] if form.not_member_note else []
    if form.meta.channel is None:
        return [context(plain("The result comes to you as a direct message.")), *note]
    options = {
        Where.HERE: _option(Where.HERE, _here(form.meta)),
        Where.ME: _option(Where.ME, "Only me (direct message)"),
    }
    element = {
        "type": "radio_buttons",
        "action_id": str(Action.WHERE),
        "options": [*options.values()],
        "initial_option": options[form.where],
    }
    block = {"type": "input", "block_id": str(BlockId.WHERE), "label": plain("Where"), "element": element}
    return [block, *note]


def _here(meta: ComposeMeta) -> str:
    if unnamed(meta.channel_name):
        return "This conversation"
    return f"This channel (#{clip(meta.channel_name, 50)})"


def _costs(form: Compose) -> list[Block]:
    lines = [price_line(form.price)]
    if form.balance is not None:
        lines.append(balance_line(form.balance, form.now))
    elif isinstance(vendor_of(form.chosen), Balances):
        lines.append("Balance: not known yet")
    blocks = [context(*(plain(line, 300) for line in lines))]
    if form.chosen.sample:
        said = f"{form.chosen.label} is a sample: it makes its texts up here, needs no key and costs nothing."
        blocks.insert(0, context(plain(said)))
    if short := shortage(form.price, form.balance):
        blocks.append(context(plain(short)))
    if form.outage:
        blocks.append(context(plain(outage_line(form.chosen.label, form.outage))))
    return blocks


def _option(value: str, label: str) -> Block:
    return {"value": str(value), "text": plain(label, 75)}
