"""What a form starts with, and what is remembered of a brief for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.form import touched
from bot.domain.ports import Briefed, Forms, Store
from bot.domain.requests import File, Request


@dataclass(frozen=True, kw_only=True)
class Start:
    """A form's beginning: the provider chosen and the values to fill in."""

    provider: Briefed
    values: Mapping[str, Any] = field(default_factory=dict)
    only_me: bool = False


class Briefs:
    """Chooses a form's beginning: the channel's profile, else the person's last, else the first.

    One for posts and one for campaigns, each with its own `forms`.
    """

    def __init__(self, store: Store, forms: Forms[Briefed], *, campaigns: bool = False) -> None:
        self.forms = forms
        self._store = store
        self._campaigns = campaigns

    async def start(self, team: str, person: str, channel: str | None, prompt: str = "") -> Start:
        """The form for a new brief, the prompt filled in."""
        records = self._store.team(team)
        defaults = await records.person(person)
        profile = await records.channel(channel) if channel else None
        provider = (
            self.forms.get(profile.provider if profile else None)
            or self.forms.get(defaults.campaign_provider if self._campaigns else defaults.provider)
            or self.forms.first
        )
        values = dict(defaults.values.get(self._memory(provider), {}))
        if profile:
            values |= _profile_values(provider, profile.platforms, profile.tone)
        if prompt:
            values[provider.request_model.prompt_field] = prompt
        return Start(provider=provider, values=values, only_me=defaults.only_me)

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

    def _memory(self, provider: Briefed) -> str:
        """Under which name a person's choices are remembered."""
        return f"campaign {provider.name}" if self._campaigns else provider.name


def _profile_values(provider: Briefed, platforms: tuple[str, ...], tone: str | None) -> dict[str, Any]:
    fields = provider.request_model.model_fields
    values: dict[str, Any] = {}
    if platforms and "platforms" in fields:
        values["platforms"] = list(platforms)
    if tone and "tone" in fields:
        values["tone"] = tone
    return values


def _guess_prompt(values: Mapping[str, Any]) -> str | None:
    """The longest text of a brief whose provider is gone: surely what to write about."""
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return max(texts, key=lambda name: len(texts[name]), default=None)
