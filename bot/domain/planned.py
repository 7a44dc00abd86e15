"""Any provider asked for a whole campaign: its own form with a plan added, and a request for each post."""

from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any, cast

from annotated_types import GroupedMetadata, MaxLen
from pydantic import Field, create_model
from pydantic.fields import FieldInfo

from bot.domain.campaigns import ADDED, Plan, day_of, prompt_of
from bot.domain.money import Price
from bot.domain.ports.vendors import Briefed, Forms, Provider, Providers
from bot.domain.posts import Post
from bot.domain.requests import Request


class Planned:
    """A provider without a campaign call of its own, of which Galley asks for post after post."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.name = provider.name
        self.label = provider.label
        self.sample = provider.sample

    @property
    def request_model(self) -> type[Request]:
        """The provider's own model, with a plan, and a prompt that leaves room for what each post adds."""
        return planned_model(self.provider.request_model)

    def price(self, request: Request | None) -> Price:
        """That of all posts where one's is known; how the price works in general for `None`."""
        if request is None:
            return _for_each(self.provider.price(None), "for each post")
        each = self.provider.price(self.brief_of(request, 1))
        posts = _plan(request).campaign_posts
        if each.credits is None:
            return _for_each(each, f"for each of {posts} posts")
        note = f"{posts} posts × {each.credits}"
        return each.model_copy(update={"credits": posts * each.credits, "note": note})

    def posts(self, request: Request, today: date) -> tuple[Post, ...]:
        """The posts that a campaign asks for, in their order."""
        plan = _plan(request)
        first = plan.campaign_start or today + timedelta(days=1)
        return tuple(
            Post(
                number=number,
                day=day_of(first, number, plan.campaign_posts, plan.campaign_days),
                request=self.brief_of(request, number).model_dump(mode="json"),
            )
            for number in range(1, plan.campaign_posts + 1)
        )

    def too_late(self, request: Request, today: date) -> dict[str, str]:
        """What is wrong with a campaign's days by the calendar, by field; nothing while it can begin."""
        first = _plan(request).campaign_start
        if first is None or first >= today:
            return {}
        return {"campaign_start": f"{first:%-d %B %Y} has passed. Pick today or a later day."}

    def brief_of(self, request: Request, number: int) -> Request:
        """One post of a campaign in the provider's own terms."""
        model = self.provider.request_model
        own = {name: value for name, value in request.model_dump().items() if name in model.model_fields}
        brief = str(own[model.prompt_field])
        return model.model_validate({**own, model.prompt_field: prompt_of(brief, _plan(request), number)})


def vendor_of(asked: Briefed) -> Briefed:
    """Who is behind a form: the provider itself, also where Galley plans for it."""
    return asked.provider if isinstance(asked, Planned) else asked


def campaign_forms(providers: Providers) -> Forms[Briefed]:
    """Who can be asked for a campaign: all, a post at a time, then those that write a whole one."""
    return Forms((*map(Planned, providers.offered), *providers.campaigns))


@cache
def planned_model(model: type[Request]) -> type[Request]:
    """A provider's model with a plan. Raises `TypeError` when the model has a field of the plan's names."""
    if doubled := sorted(Plan.model_fields.keys() & model.model_fields.keys()):
        raise TypeError(f"{model.__name__}.{doubled[0]} has a name that campaigns need")
    bases = cast("tuple[type[Request], ...]", (model, Plan))
    own: dict[str, Any] = {model.prompt_field: _shorter(model.model_fields[model.prompt_field])}
    return create_model(f"{model.__name__}Campaign", __base__=bases, __module__=model.__module__, **own)


def _shorter(prompt: FieldInfo) -> tuple[Any, Any]:
    """The prompt's field, with room left for what each post adds."""
    longest = [bound.max_length for bound in _flat(prompt) if isinstance(bound, MaxLen)]
    room = [MaxLen(max(1, min(longest) - ADDED))] if longest else []
    annotation: Any = prompt.annotation
    for hint in (*prompt.metadata, *room):
        annotation = Annotated[annotation, hint]
    default = ... if prompt.is_required() else prompt.default
    return annotation, Field(default, title="What is the campaign about?", description=prompt.description)


def _flat(info: FieldInfo) -> list[object]:
    return [
        single
        for extra in info.metadata
        for single in ([*extra] if isinstance(extra, GroupedMetadata) else [extra])
    ]


def _plan(request: Request) -> Plan:
    """The plan in a campaign's request, whose model `planned_model` made."""
    return cast("Plan", request)


def _for_each(price: Price, words: str) -> Price:
    return price.model_copy(update={"note": f"{price.note}, {words}" if price.note else words})
