"""What can be done with one platform's text on a card, in one row: buttons, and a menu for the rest."""

from bot.blocks.captions import Shown
from bot.blocks.elements import Block, button, plain
from bot.blocks.ids import Action
from bot.blocks.values import CardValue, More, MoreValue
from bot.domain.drafts import Draft

#: The menu's entries in words, in their order; Slack takes five.
_LABELS = {
    More.NO_HASHTAGS: "No hashtags",
    More.NO_EMOJI: "No emoji",
    More.COPY: "Copy as plain text",
    More.COMPARE: "Compare with the version before",
}


def caption_buttons(caption: Shown, draft: Draft, value: CardValue, *, changes: bool) -> list[Block]:
    """The likeliest first; what would make another text of it only where `changes` are allowed."""
    own = value.model_copy(update={"platform": caption.platform, "pick": caption.pick})
    buttons = []
    if caption.variants > 1:
        buttons.append(_button(caption, "Next variant", "Next variant for", Action.NEXT_VARIANT, own))
    if changes:
        buttons.append(_button(caption, "Edit", "Edit the text for", Action.EDIT_TEXTS, own))
    if changes and caption.over:
        buttons.append(_button(caption, "Shorten to fit", "Shorten to fit", Action.SHORTEN, own))
    return [*buttons, *_menu(caption, draft, changes=changes)]


def _button(caption: Shown, label: str, spoken: str, action: Action, value: CardValue) -> Block:
    return button(label, action, value, spoken=f"{spoken} {caption.platform.label}")


def _menu(caption: Shown, draft: Draft, *, changes: bool) -> list[Block]:
    options = [
        {
            "text": plain(_LABELS[do], 75),
            "value": MoreValue(draft=draft.id, platform=caption.platform, do=do).pack(),
        }
        for do in _offered(caption, draft, changes=changes)
    ]
    return [{"type": "overflow", "action_id": str(Action.MORE), "options": options}] if options else []


def _offered(caption: Shown, draft: Draft, *, changes: bool) -> list[More]:
    offered = []
    if changes and caption.hashtags:
        offered.append(More.NO_HASHTAGS)
    if changes:
        offered.append(More.NO_EMOJI)
    if caption.text.strip():
        offered.append(More.COPY)
    if draft.latest.number > 1 or not draft.fixed:
        offered.append(More.COMPARE)
    return offered
