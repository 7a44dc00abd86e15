"""What can go wrong on demand, as a list of faults: every row of the vendor's error table, and worse."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.vendors.faults import (
    ANSWERS,
    CONNECTION,
    GATEWAY_PAGE,
    REFUSALS,
    TROUBLE,
    Asked,
    Fault,
    empty,
    truncated,
)
from playground.vendors.powerpost import refusals
from playground.vendors.powerpost.jobs import Ending
from playground.vendors.powerpost.media import IMAGE, LARGEST
from playground.vendors.replies import Refused

#: The kinds of calls.
CAPTIONS, IMAGES, UPLOAD, POLL, LIST, CREDITS = "captions", "images", "upload", "poll", "list", "credits"
JOBS = frozenset({CAPTIONS, IMAGES})
WORK = JOBS | {UPLOAD}
IN_WORKSPACE = WORK | {POLL, LIST}
EVERYWHERE = IN_WORKSPACE | {CREDITS, "nowhere"}

ENDINGS = "Jobs started from now on"


@dataclass(frozen=True, kw_only=True)
class PowerPostFault(Fault):
    """One thing that can go wrong; `ending` is how a job goes that begins under it.

    It `drops` a connection "midway" through an upload too.
    """

    strikes: frozenset[str] = EVERYWHERE
    ending: Ending = Ending.WELL


#: Nothing goes wrong.
NONE = PowerPostFault()


def standard_faults(retry_after: int) -> tuple[PowerPostFault, ...]:
    """Every fault, in the order to offer them; `retry_after` is what a rate limit asks for, in seconds."""
    return (*_refused(retry_after), *_endings(), *_odd(), *_lost())


def _refused(retry_after: int) -> tuple[PowerPostFault, ...]:
    full = {"X-RateLimit-Remaining": "0"}
    return (
        _refusal("validation_error", "Request refused", WORK, lambda _: _invalid()),
        _refusal("bad_key", "Key not accepted", EVERYWHERE, lambda _: refusals.invalid_key()),
        _refusal("out_of_credits", "Out of credits", JOBS, _out_of_credits),
        _refusal("forbidden", "Workspace closed to the key", IN_WORKSPACE, lambda _: refusals.forbidden()),
        _refusal("missing_scope", "Scope missing", EVERYWHERE, _missing_scope),
        _refusal("not_found", "Not found", IN_WORKSPACE, lambda _: refusals.not_found()),
        _refusal(
            "file_too_large", "File too large", UPLOADS, lambda _: refusals.file_too_large(LARGEST[IMAGE])
        ),
        _refusal("storage_full", "Storage full", UPLOADS, lambda _: refusals.storage_full()),
        _refusal("not_connected", "Platform not connected", JOBS, lambda _: refusals.not_connected()),
        _refusal(
            "rate_limit",
            f"Rate limit, {retry_after} s",
            EVERYWHERE,
            lambda _: refusals.rate_limited(retry_after, full),
        ),
        _refusal(
            "internal_error", "Internal error", EVERYWHERE, lambda _: refusals.internal_error(), TROUBLE
        ),
        PowerPostFault(
            name="html_page",
            label="HTML error page",
            hint="502 of a gateway",
            group=TROUBLE,
            page=GATEWAY_PAGE,
        ),
    )


UPLOADS = frozenset({UPLOAD})


def _refusal(
    name: str,
    label: str,
    strikes: frozenset[str],
    refusal: Callable[[Asked], Refused],
    group: str = REFUSALS,
) -> PowerPostFault:
    example = refusal(Asked())
    hint = f"{example.status} {example.code}"
    return PowerPostFault(name=name, label=label, hint=hint, group=group, strikes=strikes, refusal=refusal)


def _invalid() -> Refused:
    return refusals.validation_error("This request cannot be processed")


def _out_of_credits(asked: Asked) -> Refused:
    return refusals.insufficient_credits(asked.credits, 0)


def _missing_scope(asked: Asked) -> Refused:
    return refusals.insufficient_scope(asked.scope or "account:read")


def _endings() -> tuple[PowerPostFault, ...]:
    rows = (
        ("job_failed", "Fails", "GENERATION_FAILED, refunded", Ending.FAILED, JOBS),
        ("job_failed_flat", "Fails, told flatly", "error_code beside the status", Ending.FLAT, JOBS),
        ("never_finishes", "Never finishes", "Stays processing", Ending.NEVER, JOBS),
        ("unknown_status", "Unknown status", "researching, until it is done", Ending.ODD, JOBS),
        (
            "missing_platform",
            "Platform missing",
            "No caption for the last one",
            Ending.LACKING,
            frozenset({CAPTIONS}),
        ),
        ("partial_images", "Images in part", "failed, refunded in part", Ending.PARTIAL, frozenset({IMAGES})),
    )
    return tuple(
        PowerPostFault(name=name, label=label, hint=hint, group=ENDINGS, ending=ending, strikes=strikes)
        for name, label, hint, ending, strikes in rows
    )


def _odd() -> tuple[PowerPostFault, ...]:
    rows = (
        ("empty_body", "Empty body", empty),
        ("truncated", "Truncated JSON", truncated),
        ("wrong_types", "Wrong types", _wrong_types),
    )
    return tuple(
        PowerPostFault(name=name, label=label, hint="200, after the work", group=ANSWERS, spoil=spoil)
        for name, label, spoil in rows
    )


def _lost() -> tuple[PowerPostFault, ...]:
    rows = (
        ("dropped_before", "Dropped before the work", "No answer, not charged", "before", EVERYWHERE),
        ("dropped_after", "Dropped after the work", "No answer, but charged", "after", EVERYWHERE),
        ("upload_dropped", "Upload dropped midway", "No answer, nothing kept", "midway", UPLOADS),
    )
    return tuple(
        PowerPostFault(name=name, label=label, hint=hint, group=CONNECTION, drops=drops, strikes=strikes)
        for name, label, hint, drops, strikes in rows
    )


def _wrong_types(body: bytes) -> bytes:
    answer = json.loads(body)
    return json.dumps({name: _turned(value) for name, value in answer.items()}).encode()


def _turned(value: Any) -> Any:
    """Numbers as texts, texts as lists, lists and objects as numbers."""
    if isinstance(value, str):
        return [value]
    return str(value) if isinstance(value, int) else 1
