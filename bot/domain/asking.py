"""What a wish in a thread asks of the provider: the draft's own brief, with another prompt.

The prompt is the instruction and the text it is about, whole, or it is not sent at all: a text cut in silence
would come back as half of one.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

from annotated_types import GroupedMetadata, MaxLen, MinLen
from pydantic.fields import FieldInfo

from bot.domain.drafts import Draft
from bot.domain.errors import UserError
from bot.domain.platforms import Platform
from bot.domain.refining import Refinement, refinements
from bot.domain.requests import Choices, Request, Sounds, Variants
from bot.domain.verbs import Name, Verb


def requests_for(
    brief: Request, draft: Draft, verb: Verb, platforms: tuple[Platform, ...]
) -> tuple[Request, ...]:
    """The briefs to write with, each for some of the platforms; raises `UserError` when one cannot be.

    New variants come of the brief as it was; everything else of each platform's present text.
    """
    if verb.name is Name.AGAIN:
        return _again(brief.for_texts().narrowed(platforms), verb.count)
    number = type(brief).field_marked(Variants)
    values = {**_sounding(type(brief), verb), **({number: 1} if number else {})}
    return tuple(
        brief.for_texts(**values, **{brief.prompt_field: prompt.prompt}).narrowed(prompt.platforms)
        for prompt in _prompts(type(brief), verb, {p: draft.shown(p) for p in platforms})
    )


def _again(brief: Request, count: int) -> tuple[Request, ...]:
    """As many variants as were asked for: in one call where the provider can, else in one for each."""
    if count == 1:
        return (brief,)
    number = type(brief).field_marked(Variants)
    return (brief.changed(**{number: count}),) if number else (brief,) * count


def _prompts(model: type[Request], verb: Verb, texts: Mapping[Platform, str]) -> list[Refinement]:
    least, most = bounds(model)
    found = refinements(verb, texts, most=most, least=least)
    refused = [one for one in found if not isinstance(one, Refinement)]
    if refused:
        raise UserError(" ".join(one.told for one in refused))
    return [one for one in found if isinstance(one, Refinement)]


def bounds(model: type[Request]) -> tuple[int, int]:
    """Fewest and most characters of a prompt; where the provider sets no bound, any number."""
    marks = _flat(model.model_fields[model.prompt_field])
    least = max((mark.min_length for mark in marks if isinstance(mark, MinLen)), default=1)
    return least, min((mark.max_length for mark in marks if isinstance(mark, MaxLen)), default=sys.maxsize)


def _flat(info: FieldInfo) -> list[object]:
    found: list[object] = []
    for mark in info.metadata:
        found += list(mark) if isinstance(mark, GroupedMetadata) else [mark]
    return found


def tones_of(model: type[Request]) -> Mapping[str, Any]:
    """What the provider can sound like, by label; nothing where it leaves no choice."""
    name = model.field_marked(Sounds)
    if not name:
        return {}
    info = model.model_fields[name]
    choices = next((mark for mark in info.metadata if isinstance(mark, Choices)), None)
    if choices:
        return {label: value for value, label in choices.labels.items()}
    kinds = (info.annotation, *get_args(info.annotation))
    kind = next((one for one in kinds if isinstance(one, type) and issubclass(one, StrEnum)), None)
    return {tone.value: tone for tone in kind} if kind else {}


def _sounding(model: type[Request], verb: Verb) -> dict[str, Any]:
    """The provider's own field with the tone asked for; raises `UserError` when it has no such tone."""
    tones = tones_of(model) if verb.name is Name.TONE else {}
    if not tones:
        return {}
    wanted = _bare(verb.text)
    for label, tone in tones.items():
        if wanted in {_bare(label), _bare(str(tone))}:
            return {model.field_marked(Sounds): tone}
    offered = ", ".join(tones)
    message = f"“{verb.text}” is no tone of this provider. It has: {offered}. For another, say rewrite: …"
    raise UserError(message)


def _bare(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())
