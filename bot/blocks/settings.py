"""The form of `/galley settings`: a channel's defaults and rules, or a person's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.blocks.elements import Block, actions, button, confirm, context, mrkdwn, plain, said
from bot.blocks.fields import NO_CHOICE, Choosable, Field, Kind
from bot.blocks.form import State, form_of
from bot.blocks.ids import Action, View
from bot.blocks.modals import profile_name
from bot.blocks.options import option
from bot.blocks.text import ago, capital, escape, mention
from bot.blocks.values import Value
from bot.domain.people import ChannelProfile, ProfileChange, Where
from bot.domain.platforms import Platform
from bot.domain.ports import Briefed
from bot.domain.profiles import NAMES, TASTE, listed, tagged

#: Keeps our block ids apart from those of other forms; what follows is the profile's own name.
_OURS = "_set."
NO_DEFAULT = Choosable(value=NO_CHOICE, label="No default")
_WHERE = {Where.CHANNEL: "This channel", Where.ONLY_ME: "Only the person who asked (direct message)"}
_HINTS = {
    "banned_words": "Words or phrases no post may have; one a line, or with commas between.",
    "required_phrases": "Every post has to have these; one a line.",
    "required_hashtags": "Every post has to have these, as #launch #galley.",
}


class SettingsMeta(BaseModel):
    """Whose settings the form shows, the provider whose fields it shows, and the revision it began with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    channel: str | None = None
    channel_name: str = ""
    provider: str | None = None
    revision: int = 0

    @property
    def personal(self) -> bool:
        """Whether they are a person's own: in no channel, or in the conversation with Galley."""
        return not self.channel or self.channel.startswith("D")

    @property
    def name(self) -> str:
        """Whose they are, in words."""
        return profile_name(self.channel, self.channel_name)

    @classmethod
    def read(cls, packed: str | None) -> Self:
        """What came back with a view; empty when it cannot be read."""
        try:
            return cls.model_validate_json(packed or "{}")
        except ValidationError:
            return cls()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that the form shows. `offered` are the providers of posts and of campaigns, each once."""

    meta: SettingsMeta
    profile: ChannelProfile
    offered: Mapping[str, Briefed]
    now: datetime
    #: Whose change came between, when one did.
    clash: ProfileChange | None = None


def settings_modal(form: Settings) -> Block:
    """The view to open or update."""
    chosen = form.offered.get(form.profile.provider or "")
    meta = form.meta.model_copy(update={"provider": chosen.name if chosen else None})
    blocks = [
        *_clash(form.clash),
        said(_intro(meta)),
        _provider(form, chosen),
        *(_taste(chosen, form.profile) if chosen else []),
        _platforms(form.profile),
        *([] if meta.personal else [_where(form.profile)]),
        *(_lines(name, form.profile) for name in _HINTS),
        *_last(form),
        *_reset(form, meta),
    ]
    return {
        "type": "modal",
        "callback_id": str(View.SETTINGS),
        "title": plain("Settings"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": meta.model_dump_json(exclude_defaults=True),
        "blocks": blocks,
    }


def typed(state: State, meta: SettingsMeta, base: ChannelProfile) -> ChannelProfile:
    """The profile as the form holds it; what the form does not show stays as in `base`."""
    values = {**base.values}
    if meta.provider:
        shown = {name: _chosen(state, name) for name in TASTE if f"{_OURS}{name}" in state}
        values[meta.provider] = {name: value for name, value in shown.items() if value}
    where = _chosen(state, "where")
    return base.model_copy(
        update={
            "provider": _chosen(state, "provider"),
            "values": {name: taste for name, taste in values.items() if taste},
            "platforms": tuple(Platform(value) for value in _several(state, "platforms")),
            "where": Where(where) if where else None,
            "banned_words": listed(_text(state, "banned_words"), "\n,;"),
            "required_phrases": listed(_text(state, "required_phrases")),
            "required_hashtags": tagged(_text(state, "required_hashtags")),
        }
    )


def at_fields(problems: Mapping[str, str]) -> dict[str, str]:
    """Complaints by block, as Slack takes them."""
    return {f"{_OURS}{name}": words for name, words in problems.items()}


def changed_words(change: ProfileChange, profile: ChannelProfile, name: str) -> str:
    """Who changed what, for everybody in the channel; in mrkdwn."""
    if profile.model_copy(update={"changes": (), "revision": 0}) == ChannelProfile():
        return f"{mention(change.person)} reset Galley's settings of {escape(name)}."
    what = escape(", ".join(change.what))
    return f"{mention(change.person)} changed Galley's settings of {escape(name)}: {what}."


def _intro(meta: SettingsMeta) -> str:
    if meta.personal:
        return "What *your own* forms begin with, where you open them in no channel. Only you can change it."
    return (
        f"What forms opened in *{escape(meta.name)}* begin with, and what its posts are held to. "
        "Everybody in the channel can change it, and the channel is told who did."
    )


def _clash(change: ProfileChange | None) -> list[Block]:
    if change is None:
        return []
    words = (
        f"{mention(change.person)} changed {escape(', '.join(change.what))} while you were here, so nothing "
        "was saved yet. What you typed is below: press *Save* to keep yours, or *Cancel* to keep theirs."
    )
    return [said(words)]


def _provider(form: Settings, chosen: Briefed | None) -> Block:
    offered = [Choosable(value=p.name, label=p.label) for p in form.offered.values()]
    element = _select(
        [NO_DEFAULT, *offered],
        chosen.name if chosen else "",
        f"{Action.SETTINGS_PROVIDER}.{form.profile.revision}",
    )
    return {**_input("provider", "Default provider", element), "dispatch_action": True}


def _taste(provider: Briefed, profile: ChannelProfile) -> list[Block]:
    """The provider's own choices of tone, style and length; each provider keeps its own."""
    kept = profile.values.get(provider.name, {})
    return [
        _input(
            field.name,
            field.label,
            _select([NO_DEFAULT, *offered(field)], kept.get(field.name, ""), _action(profile, provider.name)),
        )
        for name in TASTE
        if (field := form_of(provider.request_model).get(name)) and field.kind is Kind.CHOICE
    ]


def offered(field: Field) -> list[Choosable]:
    """The options that a profile can hold."""
    return [Choosable(value=each.value, label=each.label) for each in field.options]


def _select(options: Iterable[Choosable], chosen: str, action: str) -> Block:
    offered = {each.value: option(each) for each in options}
    return {
        "type": "static_select",
        "action_id": str(action),
        "options": [*offered.values()],
        "initial_option": offered.get(chosen) or offered[NO_CHOICE],
    }


def _platforms(profile: ChannelProfile) -> Block:
    options = {p: option(Choosable(value=p.value, label=p.label)) for p in Platform if p is not Platform.ANY}
    begun = [options[p] for p in profile.platforms if p in options]
    element = {
        "type": "multi_static_select",
        "action_id": _action(profile),
        "placeholder": plain("No default"),
        "options": [*options.values()],
        **({"initial_options": begun} if begun else {}),
    }
    return _input("platforms", "Platforms", element)


def _where(profile: ChannelProfile) -> Block:
    none = Choosable(value=NO_CHOICE, label="As each person chose last")
    options = [none, *(Choosable(value=where.value, label=label) for where, label in _WHERE.items())]
    drawn = {each.value: option(each) for each in options}
    element = {
        "type": "radio_buttons",
        "action_id": _action(profile),
        "options": [*drawn.values()],
        "initial_option": drawn[profile.where.value if profile.where else NO_CHOICE],
    }
    return _input("where", "Where results go", element)


def _lines(name: str, profile: ChannelProfile) -> Block:
    entries: tuple[str, ...] = getattr(profile, name)
    element = {"type": "plain_text_input", "action_id": _action(profile), "multiline": True}
    begun = {"initial_value": "\n".join(entries)} if entries else {}
    return {**_input(name, capital(NAMES[name]), {**element, **begun}), "hint": plain(_HINTS[name])}


def _action(profile: ChannelProfile, provider: str = "") -> str:
    """Another one for each revision and provider: Slack carries what was typed over to the same one."""
    return f"setting.{profile.revision}.{provider}"


def _input(name: str, label: str, element: Block) -> Block:
    block = {"block_id": f"{_OURS}{name}", "label": plain(label), "element": element}
    return {"type": "input", **block, "optional": True}


def _last(form: Settings) -> list[Block]:
    """Who changed it last, and when."""
    return [
        context(
            mrkdwn(
                f"Changed by {mention(each.person)} {ago(each.at, form.now)}: {escape(', '.join(each.what))}"
            )
        )
        for each in form.profile.changes[:3]
    ]


def _reset(form: Settings, meta: SettingsMeta) -> list[Block]:
    if not form.profile.revision:
        return []
    sure = confirm(
        "Reset the settings?",
        f"All settings of {meta.name} are emptied." if meta.name else "All of your own settings are emptied.",
        "Reset",
        danger=True,
    )
    return actions("settings", [button("Reset", Action.SETTINGS_RESET, Value(), confirm=sure)])


def _held(state: State, name: str) -> Mapping[str, Any]:
    return next(iter(state.get(f"{_OURS}{name}", {}).values()), {})


def _chosen(state: State, name: str) -> str | None:
    option_ = _held(state, name).get("selected_option")
    return option_["value"] if option_ and option_["value"] != NO_CHOICE else None


def _several(state: State, name: str) -> list[str]:
    return [each["value"] for each in _held(state, name).get("selected_options") or ()]


def _text(state: State, name: str) -> str:
    return _held(state, name).get("value") or ""
