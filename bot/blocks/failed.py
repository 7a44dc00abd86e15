"""A run that failed: the card that says so, and the lines that say so on a card that has texts."""

from collections.abc import Iterable
from itertools import groupby

from bot.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, rich, said
from bot.blocks.facts import CardFacts
from bot.blocks.failures import Remedy, Told, again_question, leading, remedies, told
from bot.blocks.ids import Action
from bot.blocks.messages import RUN_EVENT, Message, message
from bot.blocks.progress import shares_of
from bot.blocks.text import capital, clip, escape, mention, one_line, sentence
from bot.blocks.values import CardValue
from bot.domain.generations import Failure, Generation, Part
from bot.domain.money import Charged

#: Room for vendors' reasons on a card that has captions to show, in code points, all parts together.
_REASONS = 1_500
_UNSAID = Failure(kind="unexpected", message="The run ended without saying why.", charged=Charged.MAYBE)
#: A part that a person stopped before its call.
_STOPPED = Failure(kind="stopped", message="Stopped before it was sent.", charged=Charged.NO)
#: A card with texts has buttons of its own for all else that can be done.
_NOT_CONNECTING = tuple(remedy for remedy in Remedy if remedy is not Remedy.CONNECT)


def failure_card(generation: Generation, facts: CardFacts) -> Message:
    """The card of a run that gave nothing, or whose outcome cannot be told."""
    failures = generation.failures or (_UNSAID,)
    lead = told(leading(failures) or _UNSAID, facts)
    run = generation.draft or generation.id
    blocks = [
        header(lead.title),
        *_reasons(generation, lead),
        said(escape(f"{lead.charged}\n{lead.did}\n{lead.advice}")),
        *actions("card", remedies(failures, CardValue(run=generation.id), facts)),
        _origin(generation, facts),
    ]
    return message(f"{lead.title}. {lead.charged} {lead.did}", blocks, event=RUN_EVENT, run=run)


def _origin(generation: Generation, facts: CardFacts) -> Block:
    """Whose brief it was, and the codes to name it by: ours, and the vendor's for its support."""
    request_id = next((f.request_id for f in generation.failures if f.request_id), None)
    named = [facts.title, facts.provider, f"run {generation.code}"]
    if request_id:
        named.append(f"{facts.provider} request {clip(one_line(request_id), 80)}")
    return context(mrkdwn(mention(generation.person)), plain(" · ".join(filter(None, named))))


def _reasons(generation: Generation, lead: Told) -> list[Block]:
    """The reason as given; one by one where the parts failed for different reasons."""
    parts = [part for part in generation.parts if part.failure]
    if generation.failure or len({p.failure.message for p in parts if p.failure}) <= 1:
        return [rich(clip(lead.reason, 3_000))] if lead.reason.strip() else []
    return [rich("\n".join(_lines(parts, 6_000)))]


def missing_blocks(generation: Generation, facts: CardFacts) -> list[Block]:
    """What a partly successful run is lacking, why, and the way to get it."""
    parts = [part for part in generation.parts if not part.result]
    if not parts:
        return []
    failures = [part.failure or _STOPPED for part in parts]
    titles = dict.fromkeys(told(failure, facts).title for failure in failures)
    charged = told(leading(failures) or _STOPPED, facts).charged
    value = CardValue(run=generation.id, draft=generation.draft or generation.id)
    question = again_question(failures, facts)
    again = button("Try the rest again", Action.TRY_REST, value, confirm=question)
    lacking = escape(shares_of(parts) or "a part")
    # What the lines above say already, of credits for example, is not said again.
    told_below = [part for part in parts if told(part.failure or _STOPPED, facts).reason.strip()]
    missing = "Missing" if any(part.makes for part in parts) else "Not written"
    return [
        said(f"*{missing}: {lacking}.* {escape('; '.join(titles))}. {escape(charged)}"),
        *([rich("\n".join(_lines(told_below, _REASONS)))] if told_below else []),
        *actions("rest", [*remedies(failures, value, facts, besides=_NOT_CONNECTING), again]),
    ]


def failed_blocks(generation: Generation, facts: CardFacts) -> list[Block]:
    """Above a draft that is still there: its newest run failed, and everything else is as it was.

    The card's own row has the button to edit the brief.
    """
    failures = generation.failures or (_UNSAID,)
    failure = told(leading(failures) or _UNSAID, facts)
    value = CardValue(run=generation.id, draft=generation.draft or "")
    # That it was for more or other things than the texts below, nothing else here tells.
    about = f"{capital(shares_of(generation.parts))}: " if any(p.makes for p in generation.parts) else ""
    words = f"{about}{failure.title}. {failure.charged} What is below is as it was. {failure.advice}"
    return [
        said(escape(words)),
        *([rich(clip(failure.reason, _REASONS))] if failure.reason.strip() else []),
        *actions("failed", remedies(failures, value, facts, besides=(Remedy.EDIT,))),
    ]


def _lines(parts: Iterable[Part], room: int) -> list[str]:
    """One line for each reason, with what it holds for."""
    ordered = sorted(parts, key=_message)
    grouped = [(reason, list(same)) for reason, same in groupby(ordered, key=_message)]
    most = room // max(1, len(grouped)) - 100
    return [
        f"{capital(shares_of(same) or 'the rest')}: {sentence(clip(one_line(reason), max(60, most)))}"
        for reason, same in grouped
    ]


def _message(part: Part) -> str:
    return (part.failure or _STOPPED).message
