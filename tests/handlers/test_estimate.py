"""What a form says that a brief will cost before anything is typed."""

from typing import Annotated

from pydantic import Field

from bot.domain.requests import Hidden, Priced, Prompt, Request
from handlers.form import estimate


class Brief(Request):
    about: Annotated[str, Prompt()] = Field(min_length=3)
    count: Annotated[int, Priced()] = Field(default=1, ge=1, le=5)
    share: Annotated[str, Hidden()] = "whole"


class Vendor:
    request_model = Brief


def test_it_is_for_the_values_that_the_form_begins_with():
    assert estimate(Vendor(), {"about": "Dark mode", "count": 3}) == Brief(about="………", count=3)


def test_it_is_for_the_whole_brief_whatever_share_the_values_are_from():
    assert estimate(Vendor(), {"count": 3, "share": "half"}) == Brief(about="………", count=3)


def test_values_that_do_not_fit_leave_the_defaults():
    assert estimate(Vendor(), {"count": 9}) == Brief(about="………")
