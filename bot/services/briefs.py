"""What a form starts with, and what is remembered of a brief for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.blocks.form import form_of, touched
from bot.blocks.outline import Form
from bot.blocks.text import plural
from bot.domain.people import ChannelProfile, Where
from bot.domain.ports import Briefed, Forms, Store
from bot.domain.profiles import RULES, TASTE
from bot.domain.requests import File, Request
from bot.services.profiles import Profiles

#: Where results go, as the form says it.
WHERE_WORDS = {Where.CHANNEL: "results in the channel", Where.ONLY_ME: "results only to you"}


@dataclass(frozen=True, kw_only=True)
class Start:
    """A form's beginning: the provider chosen and the values to fill in."""

    provider: Briefed
    values: Mapping[str, Any] = field(default_factory=dict)
    only_me: bool = False
    #: What of it comes from the profile, as people call it, each with its value.
    profile: tuple[str, ...] = ()


class Briefs:
    """Chooses a form's beginning: the channel's profile, else the person's last, else the first.

    One for posts and one for campaigns, each with its own `forms`.
    """

    def __init__(
        self, store: Store, profiles: Profiles, forms: Forms[Briefed], *, campaigns: bool = False
    ) -> None:
        self.forms = forms
        self._store = store
        self._profiles = profiles
        self._campaigns = campaigns

    async def start(self, team: str, person: str, channel: str | None, prompt: str = "") -> Start:
        """The form for a new brief, the prompt filled in."""
        records = self._store.team(team)
        defaults = await records.person(person)
        profile = await self._profiles.of(team, channel, person)
        provider = (
            self.forms.get(profile.provider)
            or self.forms.get(defaults.campaign_provider if self._campaigns else defaults.provider)
            or self.forms.first
        )
        values = dict(defaults.values.get(self._memory(provider), {}))
        values |= profile_values(provider, profile)
        if prompt:
            values[provider.request_model.prompt_field] = prompt
        only_me = profile.where is Where.ONLY_ME if profile.where else defaults.only_me
        return Start(
            provider=provider, values=values, only_me=only_me, profile=profile_words(provider, profile)
        )

    async def again(self, team: str, run: str) -> Start:
        """The form for an earlier run's brief, filled in as it was."""
        generation = await self._store.team(team).generation(run)
        provider = self.forms.get(generation.provider)
        if provider:
            return Start(provider=provider, values=generation.request)
        return self.carried(self.forms.first, generation.request, None)

    async def elsewhere(self, team: str, run: str) -> Start:
        """The form for an earlier run's brief at the next provider in line."""
        generation = await self._store.team(team).generation(run)
        old = self.forms.get(generation.provider)
        others = [p for p in self.forms.offered if p is not old]
        return self.carried((others or [self.forms.first])[0], generation.request, old)

    async def files(self, team: str, run: str) -> tuple[File, ...]:
        """The files of an earlier run's brief."""
        generation = await self._store.team(team).generation(run)
        provider = self.forms.get(generation.provider)
        names = provider.request_model.file_fields if provider else ()
        return tuple(File.model_validate(f) for n in names for f in generation.request.get(n) or ())

    def carried(self, provider: Briefed, values: Mapping[str, Any], old: Briefed | None) -> Start:
        """The form after a change of provider: what was typed stays where the new form has the field.

        The prompt is carried to the new form's prompt, whatever either calls it; what nobody touched
        is not carried, so that it does not replace what the new form begins with.
        """
        hidden = provider.request_model.hidden_fields
        known = touched(old.request_model, values) if old else values
        carried = {name: value for name, value in known.items() if name not in hidden}
        prompt_field = old.request_model.prompt_field if old else _guess_prompt(values)
        if prompt_field and values.get(prompt_field):
            carried[provider.request_model.prompt_field] = values[prompt_field]
        return Start(provider=provider, values=carried)

    async def remember(
        self, team: str, person: str, provider: Briefed, request: Request, *, only_me: bool | None
    ) -> None:
        """Keep a person's taste as the next form's beginning, without what was this brief's own.

        `only_me` is `None` where there was no channel to choose; the last choice stays.
        """
        records = self._store.team(team)
        known = await records.person(person)
        kept = {
            name: value
            for name, value in request.model_dump(mode="json").items()
            if name in request.lasting_fields()
        }
        last = "campaign_provider" if self._campaigns else "provider"
        changes = {
            last: provider.name,
            "values": {**known.values, self._memory(provider): kept},
            "only_me": known.only_me if only_me is None else only_me,
        }
        await records.save_person(person, known.model_copy(update=changes))

    async def told(self, team: str, channel: str | None, person: str, start: Start) -> Start:
        """That form with the words for what comes from the profile."""
        profile = await self._profiles.of(team, channel, person)
        return replace(start, profile=profile_words(start.provider, profile))

    async def elsewhere_in(
        self, team: str, channel: str | None, person: str, start: Start, old: Briefed
    ) -> Start:
        """A form carried over from `old`, with what the profile says of its own provider.

        What a person chose stays; the taste that `old` began with was its own, and is nobody's choice.
        """
        profile = await self._profiles.of(team, channel, person)
        before, form = profile_values(old, profile), form_of(start.provider.request_model)
        carried = {
            name: value
            for name, value in start.values.items()
            if name not in TASTE or (before.get(name) != value and _offers(form, name, value))
        }
        values = {**profile_values(start.provider, profile), **carried}
        return replace(start, values=values, profile=profile_words(start.provider, profile))

    def _memory(self, provider: Briefed) -> str:
        """Under which name a person's choices are remembered."""
        return f"campaign {provider.name}" if self._campaigns else provider.name


def profile_values(provider: Briefed, profile: ChannelProfile) -> dict[str, Any]:
    """What a profile says, as far as the provider's form has it now."""
    form = form_of(provider.request_model)
    wanted: dict[str, Any] = {**profile.values.get(provider.name, {})}
    wanted = {name: value for name, value in wanted.items() if name in TASTE and _offers(form, name, value)}
    platforms = [platform.value for platform in profile.platforms if _offers(form, "platforms", platform)]
    return {**wanted, **({"platforms": platforms} if platforms else {})}


def _offers(form: Form, name: str, value: str) -> bool:
    field = form.get(name)
    return field is not None and any(option.value == value for option in field.options)


def profile_words(provider: Briefed, profile: ChannelProfile) -> tuple[str, ...]:
    """What of a form comes from a profile, in words."""
    form = form_of(provider.request_model)
    told = [provider.label] if profile.provider == provider.name else []
    for name, value in profile_values(provider, profile).items():
        chosen = value if isinstance(value, list) else [value]
        labels = [option.label for option in form[name].options if option.value in chosen]
        told.append(", ".join(labels))
    told += [WHERE_WORDS[profile.where]] if profile.where else []
    rules = sum(len(getattr(profile, name)) for name in RULES)
    return (*told, *([plural(rules, "rule") + " for the words"] if rules else []))


def _guess_prompt(values: Mapping[str, Any]) -> str | None:
    """The longest text of a brief whose provider is gone: surely what to write about."""
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return max(texts, key=lambda name: len(texts[name]), default=None)
