"""What Galley says in the thread of a card: a short line for what was done, more only when it is asked."""

from collections.abc import Mapping, Sequence

from bot.blocks.captions import counts, fair
from bot.blocks.elements import Block, actions, button, context, length, mrkdwn, plain, rich, said
from bot.blocks.ids import Action
from bot.blocks.linting import lint_line
from bot.blocks.messages import MOST_TEXT, Message, message
from bot.blocks.text import clip, escape, mention, number, part, plural, split
from bot.blocks.values import DraftValue, WishValue
from bot.domain.compare import Kind, Piece, compare, spaced, summary
from bot.domain.drafts import Draft, Version
from bot.domain.generations import Generation, State
from bot.domain.lint import Finding
from bot.domain.money import Charged, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.ports import Provider
from bot.domain.verbs import Unknown

#: Metadata of answers in a thread, by which nobody takes them for a continuation of the card.
ANSWER_EVENT = "galley_answer"
#: The longest line of an answer.
_LINE = 1_000
#: Room that a comparison needs beside its text, for each piece of it and each platform.
_FRAME, _HEADING = 8, 200
_CHARGED = {
    Charged.NO: "Nothing was charged.",
    Charged.YES: "It was charged.",
    Charged.MAYBE: "It is not known whether it was charged.",
}


def told(words: str, run: str = "") -> Message:
    """One short line."""
    return message(words, [context(plain(words, _LINE))], event=ANSWER_EVENT, run=run)


#: What help begins with: where there is a text, where there is none yet, and on a campaign's card.
_VERBS = "*Say one of these in the thread*, by itself. Anything else is kept as a comment."
_NO_TEXT = (
    "*There is no text here yet*: `stop` ends what is being written, and the card says what else you can do. "
    "Once there is a text, say one of these, by itself."
)
_CAMPAIGN = (
    "*This card is a whole campaign*: `stop` ends what is being written. "
    "To work on a post, open it on the card."
)


def helped(lines: Sequence[tuple[str, str]], *, written: bool = True) -> Message:
    """Every verb, from the grammar itself; `written` is whether there is a text to work on."""
    listed = "\n".join(f"`{escape(say)}` – {escape(does)}" for say, does in lines)
    blocks = [
        said(_VERBS if written else _NO_TEXT),
        *(said(piece) for piece in split(listed, 2_900)),
        context(plain("Only you can see this")),
    ]
    return message("; ".join(f"{say}: {does}" for say, does in lines), blocks)


def helped_campaign() -> Message:
    """What can be said to a campaign's card."""
    return message(
        "This card is a whole campaign", [said(_CAMPAIGN), context(plain("Only you can see this"))]
    )


def unknown(found: Unknown) -> Message:
    """What was not understood, with what may have been meant."""
    near = f" Did you mean “{found.suggestion}”?" if found.suggestion else ""
    return told(f"{found.told}{near} Say help for all there is.")


def priced(reason: str, credits_: int, provider: str, value: WishValue) -> Message:
    """The question before a wish that costs more than one credit."""
    words = f"{reason} costs {plural(credits_, 'credit')} at {provider}."
    buttons = [
        button("Do it", Action.THREAD_DO, value, style="primary", spoken=f"Do it: {clip(reason, 60)}"),
        button("Not now", Action.THREAD_LEAVE, value, spoken=f"Not now: {clip(reason, 60)}"),
    ]
    blocks = [rich(words), *actions("wish", buttons)]
    return message(words, blocks, event=ANSWER_EVENT, run=value.draft)


def doubted(found: Sequence[Finding], value: DraftValue) -> Message:
    """The question before saving what the channel's rules find something in."""
    words = f"{lint_line(found)}. The channel asks for that; you can save it all the same."
    buttons = [button("Save it as it is", Action.THREAD_SAVE, value)]
    return message(words, [rich(words), *actions("save", buttons), context(plain("Only you can see this"))])


def settled(words: str, by: str = "") -> Message:
    """What became of such a question, and by whom; `by` is a mention."""
    return message(words, [context(plain(words, _LINE), *([mrkdwn(by)] if by else []))])


def answered(generation: Generation, draft: Draft | None, provider: Provider | None) -> Message:
    """What became of a wish: "v3 · shorter · 1 credit", or why there is no v3."""
    reason = generation.wish.reason if generation.wish else ""
    name = provider.label if provider else "The provider"
    if generation.state is State.CANCELLED:
        return told(f"{reason} was stopped. The text is as it was.", generation.id)
    if generation.state is not State.DONE or not generation.captions:
        return told(_failed(generation, reason, name), generation.id)
    version = f"v{draft.latest.number} · " if draft else ""
    missing = sum(not part.result for part in generation.parts)
    partly = f" · {plural(missing, 'text')} missing, as the card says" if missing else ""
    return told(f"{version}{reason} · {_cost(generation, provider)}{partly}", generation.id)


def _failed(generation: Generation, reason: str, provider: str) -> str:
    failures = generation.failures
    if generation.state is State.UNSURE:
        return f"{reason}: it is not known whether {provider} did it. The card says what you can do."
    if not failures:
        return f"{reason}: {provider} gave no text. The text is as it was."
    first = failures[0]
    return f"{reason} did not work: {first.message} {_CHARGED[first.charged]} The text is as it was."


def _cost(generation: Generation, provider: Provider | None) -> str:
    used = generation.receipt.used
    if used is not None:
        return plural(used, "credit")
    free = provider and (provider.sample or provider.price(None).basis is PriceBasis.FREE)
    return "free" if free else "price not told by the provider"


def version_shown(version: Version, platforms: Sequence[Platform], *, newest: bool) -> Message:
    """A version's texts, as much as a message holds."""
    texts = {platform: version.texts[platform] for platform in platforms if platform in version.texts}
    name = f"v{version.number} · {version.reason}"
    frame = [rich(name) for _ in texts]
    shares = fair([len(text) for text in texts.values()], MOST_TEXT - _HEADING * (len(frame) + 1))
    blocks: list[Block] = [context(plain(clip(name, 300)), mrkdwn(mention(version.author)))]
    for (platform, text), share in zip(texts.items(), shares, strict=True):
        head, rest = part(text, share)
        more = f" · {number(len(rest))} more characters are in the draft" if rest else ""
        blocks += [
            said(f"*{platform.label}*"),
            rich(head or " "),
            context(plain(counts(platform, text) + more)),
        ]
    if not newest:
        blocks.append(context(plain(f"To make it the newest again, say restore v{version.number}")))
    return message(name, blocks, event=ANSWER_EVENT)


def compared(
    names: tuple[str, str],
    old: Mapping[Platform, str],
    new: Mapping[Platform, str],
    platforms: Sequence[Platform],
) -> Message:
    """Two versions word by word: struck through what went, bold what came."""
    pieces = {
        platform: spaced(compare(old.get(platform, ""), new.get(platform, ""))) for platform in platforms
    }
    summaries = {platform: summary(found) for platform, found in pieces.items()}
    changed = [platform for platform in platforms if summaries[platform] != "unchanged"]
    room = MOST_TEXT - _HEADING * (len(platforms) + 1)
    sizes = [sum(len(piece.text) + _FRAME for piece in pieces[platform]) for platform in changed]
    shares = dict(zip(changed, fair(sizes, room), strict=True))
    first, second = names
    told_ = f"From {first} to {second}: " + "; ".join(
        f"{platform.label}: {words}" for platform, words in summaries.items()
    )
    blocks: list[Block] = [context(plain(told_, _LINE))]
    for platform in changed:
        blocks += [said(f"*{platform.label}*"), *_drawn(pieces[platform], shares[platform])]
    if changed:
        blocks.append(context(plain(f"Struck through: only in {first}. Bold: only in {second}.")))
    assert length(blocks) <= MOST_TEXT + _HEADING  # noqa: S101  # the shares see to it
    return message(told_, blocks, event=ANSWER_EVENT)


_STYLES: Mapping[Kind, Mapping[str, bool]] = {
    Kind.KEPT: {},
    Kind.REMOVED: {"strike": True},
    Kind.ADDED: {"bold": True},
}


def _drawn(pieces: Sequence[Piece], room: int) -> list[Block]:
    elements: list[Block] = []
    left = 0
    for piece in pieces:
        head, rest = part(piece.text, room) if room > 0 else ("", piece.text)
        room = 0 if rest else room - len(head) - _FRAME
        left += len(rest)
        style = {"style": dict(_STYLES[piece.kind])} if _STYLES[piece.kind] else {}
        elements += [{"type": "text", "text": words, **style} for words in split(head)]
    drawn = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    more = [context(plain(f"{number(left)} more characters do not fit here"))] if left else []
    return [drawn, *more]
