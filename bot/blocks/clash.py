"""Two people edited one version: both texts side by side, and whose shall be the newest. Neither is lost."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.blocks.edit_form import EditValue, form_view, input_rows
from bot.blocks.elements import Block, context, divider, header, mrkdwn, plain, rich, said
from bot.blocks.form import State
from bot.blocks.ids import FIELD
from bot.blocks.ids import Block as BlockId
from bot.blocks.text import ago, listing, mention, number, part
from bot.domain.drafts import Draft, Version
from bot.domain.errors import UserError
from bot.domain.merging import Difference

TITLE = "Edited meanwhile"
#: Slack's largest view is 250 kB; the inputs and what is theirs share this much.
_MOST_BYTES = 230_000
#: What is left to their texts at least; blocks that stand around the inputs of one platform; and all blocks,
#: of which Slack takes 100.
_ENOUGH, _AROUND, _MOST_BLOCKS = 10_000, 5, 90
_MINE, _THEIRS = "mine", "theirs"


def clash_view(draft: Draft, found: Sequence[Difference], news: Sequence[Version], *, now: datetime) -> Block:
    """The form with each text that differs, as it is now and as it was to be; `news` came in between.

    Raises `UserError` when Slack's view does not hold what is in the boxes.
    """
    rows = {d.platform: _inputs(d, draft.latest.number) for d in found}
    room = _MOST_BYTES - len(json.dumps(list(rows.values()))) - _ENOUGH
    if room < 0 or sum(_AROUND + len(inputs) for inputs in rows.values()) > _MOST_BLOCKS:
        raise UserError(
            f"v{draft.latest.number} was saved while you were writing, and both texts together are too long "
            "for Slack’s form. Nothing is saved, and yours is still in the form beneath: copy what you need "
            "of it, and edit anew."
        )
    shares = _shares([len(json.dumps(d.theirs.text)) for d in found], room + _ENOUGH)
    value = EditValue.of(draft, {d.platform: d.theirs.mark for d in found}, clash=True)
    blocks = [
        said(_who(news, draft)),
        *(_when(version, now) for version in news[-_NEWS:]),
        *(
            b
            for d, share in zip(found, shares, strict=True)
            for b in _both(d, rows[d.platform], share, draft)
        ),
        divider(),
        _choice(draft.latest.number),
    ]
    return form_view(value, blocks, title=TITLE)


#: Newest of the versions in between that are named.
_NEWS = 3


def takes_theirs(state: State) -> bool:
    """Whether the person chose the texts that are there, and theirs for the history."""
    option = state.get(str(BlockId.NEWEST), {}).get(FIELD, {}).get("selected_option") or {}
    return option.get("value") == _THEIRS


def _who(news: Sequence[Version], draft: Draft) -> str:
    people = listing([mention(person) for person in dict.fromkeys(v.author for v in news)])
    return (
        f"{people or 'Somebody'} saved v{draft.latest.number} while you were writing. *Nothing is saved yet, "
        "and nothing is overwritten.* Change your text below if you like, then choose which is to be the "
        "newest."
    )


def _when(version: Version, now: datetime) -> Block:
    told = f"v{version.number} · {version.reason} · {ago(version.created_at, now)}"
    return context(mrkdwn(mention(version.author)), plain(told, 300))


def _inputs(difference: Difference, version: int) -> list[Block]:
    """What was changed here starts as it was typed, anything else as it is now."""
    words = difference.mine if difference.by_me else difference.theirs
    return input_rows(difference.platform, words, version)


def _both(difference: Difference, inputs: list[Block], share: int, draft: Draft) -> list[Block]:
    """One platform: what is there now, then the inputs."""
    label, theirs = difference.platform.label, difference.theirs
    head, rest = part(theirs.text, share)
    hidden = f"{number(len(rest))} more characters do not fit here; they are on the card. " if rest else ""
    return [
        divider(),
        header(f"{label}: v{draft.latest.number}, as it is now"),
        *([context(plain(f"Title: {theirs.title}", 300))] if theirs.title else []),
        *([rich(head)] if head else []),
        context(plain(hidden + _whose(difference))),
        *_boxes(difference, inputs),
    ]


def _whose(difference: Difference) -> str:
    if not difference.by_me:
        return "You did not change this one, so the box below has the text as it is now."
    if not difference.by_them:
        return "Only you changed this one. Yours is in the box below."
    return "Both of you changed this one. Yours is in the box below."


def _boxes(difference: Difference, inputs: list[Block]) -> list[Block]:
    first, *others = inputs
    whose = "yours" if difference.by_me else "to be saved"
    return [{**first, "label": plain(f"{difference.platform.label}: {whose}")}, *others]


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """How many characters of each text are shown, so that their JSON stays within `room` bytes.

    A character takes twelve bytes at most, as two escaped halves.
    """
    if sum(sizes) <= room:
        return list(sizes)
    return [room // (12 * len(sizes))] * len(sizes)


def _choice(version: int) -> Block:
    options = [
        _option(_MINE, "What is in the boxes", f"v{version} stays in the history, to show and restore."),
        _option(_THEIRS, f"v{version}, as it is now", "What is in the boxes is kept in the history."),
    ]
    element = {
        "type": "radio_buttons",
        "action_id": FIELD,
        "options": options,
        "initial_option": options[0],
    }
    label = plain("Which is to be the newest version?")
    return {"type": "input", "block_id": str(BlockId.NEWEST), "label": label, "element": element}


def _option(value: str, label: str, description: str) -> Block:
    return {"value": value, "text": plain(label, 75), "description": plain(description, 75)}
