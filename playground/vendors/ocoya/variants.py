"""What the vendor's documents leave open: questions with several answers, so that clients meet them all."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One open question; the first of its `forms` holds until another is chosen."""

    name: str
    label: str
    forms: tuple[str, ...]


LISTING = Variant(
    name="listing",
    label="Lists to choose from",
    forms=(
        "bare",
        "data",
        "items",
        "results",
        "named",
        "only_list",
        "other_keys",
        "wrapped",
        "gaps",
        "unrecognised",
    ),
)
CREATED = Variant(
    name="created",
    label="A new draft's reply",
    forms=(
        "post_group_id",
        "empty",
        "no_json",
        "id",
        "full",
        "list",
        "data",
        "post",
        "post_group",
        "result",
        "caption",
        "no_id",
    ),
)
POSTS = Variant(name="posts", label="The list of posts", forms=("bare", "object"))
PAGES = Variant(name="pages", label="Pages begin at", forms=("zero", "one"))
STATUSES = Variant(name="statuses", label="The filter by status", forms=("kept", "ignored"))
QUEUED = Variant(name="queued", label="A campaign's reply", forms=("sample", "id", "nested", "empty"))
BRIEF = Variant(name="brief", label="A campaign's brief is called", forms=("prompt", "topic"))
RESET = Variant(name="reset", label="Rate limits end at", forms=("seconds", "milliseconds", "left", "iso"))
RESULT = Variant(
    name="result",
    label="A tool's result",
    forms=("both", "structured", "text", "mixed", "data", "result", "campaign", "words"),
)
TOOLS = Variant(name="tools", label="The tools", forms=("all", "older", "without_campaigns"))
TRANSPORT = Variant(name="transport", label="Tool replies come as", forms=("json", "stream"))
PROTOCOL = Variant(name="protocol", label="The protocol", forms=("with_sessions", "newest"))
CHALLENGE = Variant(name="challenge", label="A 401 names its metadata", forms=("named", "unnamed"))
REGISTRATION = Variant(name="registration", label="Registration of clients", forms=("open", "closed"))
CONSENT = Variant(name="consent", label="A connection is", forms=("asked_for", "given", "denied"))
REFRESH = Variant(name="refresh", label="Refresh tokens", forms=("rotated", "kept", "none"))

VARIANTS = (
    LISTING,
    CREATED,
    POSTS,
    PAGES,
    STATUSES,
    QUEUED,
    BRIEF,
    RESET,
    RESULT,
    TOOLS,
    TRANSPORT,
    PROTOCOL,
    CHALLENGE,
    REGISTRATION,
    CONSENT,
    REFRESH,
)


class Variants:
    """Which form holds for each question."""

    def __init__(self) -> None:
        self._known: Mapping[str, Variant] = {variant.name: variant for variant in VARIANTS}
        self._chosen = {variant.name: variant.forms[0] for variant in VARIANTS}

    def of(self, variant: Variant) -> str:
        """The form that holds now."""
        return self._chosen[variant.name]

    def choose(self, **forms: str) -> None:
        """Set forms by their question's name, such as `created="empty"`.

        Raises:
            KeyError: there is no such question.
            ValueError: it has no such form.
        """
        for name, form in forms.items():
            if form not in self._known[name].forms:
                raise ValueError(f"{name} is one of {', '.join(self._known[name].forms)}, not {form}.")
        self._chosen.update(forms)

    def turn(self, variant: Variant) -> None:
        """Choose the next form, after the last one the first again."""
        forms = variant.forms
        self._chosen[variant.name] = forms[(forms.index(self.of(variant)) + 1) % len(forms)]
