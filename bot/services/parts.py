"""What a brief comes to: the separately paid calls, and for a campaign which of them write which post."""

from datetime import date

from bot.domain.generations import Part, run_id
from bot.domain.planned import Planned, vendor_of
from bot.domain.ports import Briefed, Splits
from bot.domain.posts import Slot
from bot.domain.requests import Request


def parts_of(asked: Briefed, request: Request) -> tuple[Part, ...]:
    """The separately paid calls that one post's brief needs."""
    vendor = vendor_of(asked)
    shares = vendor.split(request) if isinstance(vendor, Splits) else (request,)
    return tuple(map(Part.of, shares))


def laid_out(
    asked: Briefed, request: Request, run: str, today: date
) -> tuple[tuple[Part, ...], tuple[Slot, ...]]:
    """The parts of a run, and the plan of the campaign that they write, if it is one."""
    if not isinstance(asked, Planned):
        return parts_of(asked, request), ()
    parts: list[Part] = []
    plan: list[Slot] = []
    for post in asked.posts(request, today):
        brief = asked.provider.request_model.model_validate(post.request)
        own = parts_of(asked, brief)
        indexes = tuple(range(len(parts), len(parts) + len(own)))
        draft = run_id(run, f"post/{post.number}")
        plan.append(Slot(**dict(post), parts=indexes, draft=draft))
        parts += own
    return tuple(parts), tuple(plan)
