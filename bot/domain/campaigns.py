"""A campaign that Galley plans itself: some posts over some days, each about another side of one brief."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.requests import Choices, Priced, ThisOnce


class Goal(StrEnum):
    """What a campaign is for."""

    AWARENESS = "awareness"
    LEADS = "leads"
    LAUNCH = "launch"
    OFFER = "offer"
    EDUCATION = "education"
    EVENT = "event"


class Audience(StrEnum):
    """Whom a campaign speaks to."""

    BUSINESS_OWNERS = "business_owners"
    FOUNDERS_EXECUTIVES = "founders_executives"
    MARKETING_TEAMS = "marketing_teams"
    BUYERS_CUSTOMERS = "buyers_customers"
    LOCAL_COMMUNITY = "local_community"
    INVESTORS = "investors"
    FIRST_TIME_BUYERS = "first_time_buyers"
    EXISTING_CUSTOMERS = "existing_customers"


GOALS: Mapping[StrEnum, str] = {
    Goal.AWARENESS: "Awareness: make it known",
    Goal.LEADS: "Leads: win interested contacts",
    Goal.LAUNCH: "Launch: bring something new out",
    Goal.OFFER: "Offer: sell at a special price",
    Goal.EDUCATION: "Education: explain it",
    Goal.EVENT: "Event: bring people together",
}
AUDIENCES: Mapping[StrEnum, str] = {
    Audience.BUSINESS_OWNERS: "Business owners",
    Audience.FOUNDERS_EXECUTIVES: "Founders and executives",
    Audience.MARKETING_TEAMS: "Marketing teams",
    Audience.BUYERS_CUSTOMERS: "Buyers and customers",
    Audience.LOCAL_COMMUNITY: "The local community",
    Audience.INVESTORS: "Investors",
    Audience.FIRST_TIME_BUYERS: "First-time buyers",
    Audience.EXISTING_CUSTOMERS: "Existing customers",
}


class Plan(BaseModel):
    """What is asked for besides the provider's own fields, whose names it keeps clear of."""

    model_config = ConfigDict(frozen=True)

    campaign_goal: Annotated[Goal, Choices(GOALS)] = Field(default=Goal.AWARENESS, title="Goal")
    campaign_audience: Annotated[Audience, Choices(AUDIENCES)] = Field(
        default=Audience.BUSINESS_OWNERS, title="Audience"
    )
    campaign_posts: Annotated[int, Priced()] = Field(
        default=5, ge=3, le=30, title="Posts", description="3 to 30, each written and paid for by itself."
    )
    campaign_days: int = Field(
        default=7, ge=1, le=30, title="Days", description="1 to 30, from the first on."
    )
    campaign_start: Annotated[date | None, ThisOnce()] = Field(
        default=None,
        title="First day",
        description="Tomorrow, if none is picked. Nothing is posted by itself.",
    )


#: How a campaign for each goal begins and ends.
OPENINGS: Mapping[Goal, str] = {
    Goal.AWARENESS: "introduce it with one clear idea",
    Goal.LEADS: "name the problem it solves, and offer help",
    Goal.LAUNCH: "announce it",
    Goal.OFFER: "announce the offer",
    Goal.EDUCATION: "say what people will learn",
    Goal.EVENT: "invite people to it",
}
CLOSINGS: Mapping[Goal, str] = {
    Goal.AWARENESS: "sum it up, and invite people to follow",
    Goal.LEADS: "sum it up, and ask people to get in touch",
    Goal.LAUNCH: "sum it up, and invite people to try it",
    Goal.OFFER: "remind people that the offer ends soon",
    Goal.EDUCATION: "sum up what was learnt, and point to more",
    Goal.EVENT: "remind people that it is about to begin",
}
#: What the posts between are about, in turn.
SIDES = (
    "a problem that it solves",
    "a short story from everyday life with it",
    "a common question, answered",
    "a surprising fact about it",
    "a look behind the scenes",
    "what makes it different",
)


def angle_of(goal: Goal, number: int, posts: int) -> str:
    """What post `number` of so many is about; the first is number 1."""
    if number == 1:
        return OPENINGS[goal]
    if number == posts:
        return CLOSINGS[goal]
    turn, side = divmod(number - 2, len(SIDES))
    return f"{SIDES[side]}, from another side than before" if turn else SIDES[side]


def day_of(first: date, number: int, posts: int, days: int) -> date:
    """The day of post `number`: the posts spread evenly over the days, several on one where they must."""
    return first + timedelta(days=(number - 1) * days // posts)


def instruction(plan: Plan, number: int) -> str:
    """What is added to the brief for one post."""
    goal = GOALS[plan.campaign_goal].partition(":")[0].lower()
    audience = AUDIENCES[plan.campaign_audience].lower()
    angle = angle_of(plan.campaign_goal, number, plan.campaign_posts)
    return (
        f"Post {number} of {plan.campaign_posts} in a campaign ({goal}) for {audience}. This post: {angle}."
    )


def prompt_of(brief: str, plan: Plan, number: int) -> str:
    """What the provider is asked to write about for one post."""
    return f"{brief}{GAP if brief else ''}{instruction(plan, number)}"


GAP = "\n\n"


def _longest() -> int:
    """The most characters that any campaign adds to a brief."""
    plans = [
        Plan(campaign_goal=goal, campaign_audience=audience, campaign_posts=30)
        for goal in Goal
        for audience in Audience
    ]
    return len(GAP) + max(len(instruction(plan, number)) for plan in plans for number in range(1, 31))


#: Characters that a provider's longest prompt must leave free for the instruction, so that no brief is cut.
ADDED = _longest()
