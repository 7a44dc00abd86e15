"""What a failure says, for every kind there is: what happened, was it charged, what Galley did, what now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.blocks.connect import connect_button
from bot.blocks.elements import Block, button, confirm
from bot.blocks.facts import CardFacts
from bot.blocks.ids import Action
from bot.blocks.text import lasting, plural
from bot.blocks.values import CardValue
from bot.domain.errors import StillWorking
from bot.domain.generations import Failure
from bot.domain.money import Charged

#: The kind of an error that nobody foresaw.
UNEXPECTED = "unexpected"


class Remedy(StrEnum):
    """What a person may do about it, in the order of the buttons."""

    CONNECT = "connect"
    AGAIN = "again"
    CHECK = "check"
    OTHER = "other"
    EDIT = "edit"


_ALL = (Remedy.AGAIN, Remedy.OTHER, Remedy.EDIT)


@dataclass(frozen=True, kw_only=True)
class Words:
    """One kind of failure in words. `{provider}`, `{wait}`, `{reference}` and `{other}` are filled in."""

    title: str
    did: str
    advice: str
    remedies: tuple[Remedy, ...] = _ALL


WORDS: Mapping[str, Words] = {
    "rejected": Words(
        title="{provider} refused this brief",
        did="Your brief is kept. Galley did not send it again: it would be refused again.",
        advice="Change the brief{other}.",
        remedies=(Remedy.EDIT, Remedy.OTHER),
    ),
    "denied": Words(
        title="{provider} does not accept Galley's key",
        did="Your brief is kept.",
        advice="Ask whoever runs Galley to check the key; `/galley status` shows when it works. "
        "Then try again{other}.",
    ),
    "connect": Words(
        title="{provider} needs your permission",
        did="Your brief is kept. Nothing was sent.",
        advice="Connect your account at {provider}, then try again{other}.",
        remedies=(Remedy.CONNECT, *_ALL),
    ),
    "credits": Words(
        title="{provider} refused: not enough credits",
        did="Your brief is kept.",
        advice="Top up at {provider} and try again, or ask for less{other}.",
    ),
    "empty": Words(
        title="{provider} came up with nothing for this brief",
        did="Your brief is kept.",
        advice="Say it in other words{other}.",
        remedies=(Remedy.EDIT, Remedy.AGAIN, Remedy.OTHER),
    ),
    "busy": Words(
        title="{provider} is busy",
        did="Your brief is kept. Galley stopped asking for now.",
        advice="Wait {wait}, then try again{other}.",
    ),
    "unreachable": Words(
        title="{provider} could not be reached",
        did="Nothing was sent. Your brief is kept.",
        advice="Try again in a few minutes{other}.",
    ),
    "known_down": Words(
        title="{provider} is down",
        did="Nothing was sent, as it would not have arrived. Your brief is kept.",
        advice="Wait {wait}, then try again{other}.",
    ),
    "down": Words(
        title="{provider} is having trouble",
        did="Your brief is kept.",
        advice="Try again in a few minutes{other}.",
    ),
    "unsure": Words(
        title="Unsure whether {provider} did this",
        did="The brief was sent, but no usable answer came back. "
        "Galley did not send it again, because that could charge twice. Your brief is kept.",
        advice="Look at {provider} first: it may be there. Trying again may charge a second time.",
        remedies=(Remedy.CHECK, *_ALL),
    ),
    UNEXPECTED: Words(
        title="Something broke in Galley",
        did="Your brief is kept, and the log has the details{reference}.",
        advice="Try again. If it breaks again, tell whoever runs Galley{reference}.",
    ),
    "disconnected": Words(
        title="{provider} is not connected any more",
        did="Your brief is kept.",
        advice="Use another provider: what you wrote is carried over.",
        remedies=(Remedy.OTHER, Remedy.EDIT),
    ),
    "outdated": Words(
        title="{provider} asks for other things by now",
        did="Your brief is kept.",
        advice="Look through the form once more and send it{other}.",
        remedies=(Remedy.EDIT, Remedy.OTHER),
    ),
    "file": Words(
        title="A file of this brief did not get through",
        did="{provider} was not asked to write. Your brief is kept.",
        advice="Edit the brief and add the file again, or try again{other}.",
        remedies=(Remedy.EDIT, Remedy.AGAIN, Remedy.OTHER),
    ),
    "working": Words(
        title="{provider} is still working on it",
        did="The brief was taken, and is not done after a long wait. Galley stopped looking for now; "
        "it did not send it again, because that could charge twice. Your brief is kept.",
        advice="Check again in a while. Trying again may charge a second time.",
        remedies=(Remedy.CHECK, *_ALL),
    ),
    "card": Words(
        title="Slack did not take the card",
        did="Galley asked no provider, as nobody would have seen the result. Your brief is kept.",
        advice="Choose another channel, or “Only me”.",
        remedies=(Remedy.EDIT,),
    ),
    "stopped": Words(
        title="Stopped",
        did="Your brief is kept.",
        advice="Try again when you like.",
        remedies=(Remedy.AGAIN, Remedy.EDIT),
    ),
    "provider": Words(
        title="{provider} could not do it",
        did="Your brief is kept.",
        advice="Try again{other}.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One failure, said: our own words, except `reason`, which may be the vendor's."""

    title: str
    reason: str
    charged: str
    did: str
    advice: str


def words_of(kind: str) -> Words:
    """The words for a kind; one nobody foresaw is an unexpected one."""
    return WORDS.get(kind, WORDS[UNEXPECTED])


def told(failure: Failure, facts: CardFacts) -> Told:
    """A failure in the four parts a person needs."""
    words = words_of(failure.kind)
    filled = {
        "provider": facts.provider,
        "wait": lasting(failure.retry_after) if failure.retry_after else "a minute",
        "other": ", or use another provider" if facts.others else "",
        "reference": f" (reference {failure.reference})" if failure.reference else "",
    }
    title = words.title.format(**filled)
    return Told(
        title=title,
        reason=_reason(failure, title),
        charged=charged_words(failure.charged, facts, _balance(failure)),
        did=words.did.format(**filled),
        advice=words.advice.format(**filled),
    )


def charged_words(charged: Charged, facts: CardFacts, balance: str = "") -> str:
    """Whether anything was charged."""
    match charged:
        case Charged.NO:
            return f"Nothing was charged.{balance}"
        case Charged.YES:
            return f"It was charged.{balance}"
        case Charged.MAYBE:
            return f"Galley cannot tell whether it was charged: your balance at {facts.provider} shows it."


def _reason(failure: Failure, title: str) -> str:
    """The reason as given, unless the title and the balance say all of it."""
    repeats = failure.kind == "credits" and failure.message.startswith(title)
    return "" if repeats else failure.message


def _balance(failure: Failure) -> str:
    """What a run would have needed and what there is, as far as the vendor said."""
    needed, available = failure.needed, failure.available
    wanted = f" This needs {plural(needed, 'credit')}." if needed is not None else ""
    left = f" The balance is {plural(available, 'credit')}." if available is not None else ""
    return wanted + left


def leading(failures: Iterable[Failure]) -> Failure | None:
    """The failure a card is about: one that may have cost something, else the first."""
    found = list(failures)
    unclear = [f for f in found if f.charged is Charged.MAYBE]
    return next(iter(unclear or found), None)


def remedies(
    failures: Iterable[Failure],
    value: CardValue,
    facts: CardFacts,
    *,
    besides: tuple[Remedy, ...] = (),
) -> list[Block]:
    """The buttons that make sense after these failures, but for those in `besides`."""
    found = list(failures)
    lead = leading(found)
    if lead is None:
        return []
    # What a provider was still working on has a name to ask for, whether or not it finds anything else.
    can_ask = facts.finds or lead.kind == StillWorking.kind
    absent = {
        *besides,
        *([] if facts.others else [Remedy.OTHER]),
        *([] if can_ask else [Remedy.CHECK]),
        *([] if facts.connects else [Remedy.CONNECT]),
    }
    question = again_question(found, facts)
    return [_button(r, value, facts, question) for r in words_of(lead.kind).remedies if r not in absent]


def again_question(failures: Iterable[Failure], facts: CardFacts) -> Block | None:
    """What to ask before sending again what may have been charged; nothing where it surely was not."""
    if all(f.charged is Charged.NO for f in failures):
        return None
    return confirm(
        "Send it again?",
        f"{facts.provider} may have done it already. Sending it again may charge a second time.",
        "Send it again",
    )


def _button(remedy: Remedy, value: CardValue, facts: CardFacts, question: Block | None) -> Block:
    match remedy:
        case Remedy.CONNECT:
            return connect_button(facts.connects, facts.provider, value.run)
        case Remedy.AGAIN:
            return button("Try again", Action.TRY_AGAIN, value, confirm=question)
        case Remedy.CHECK:
            return button("Check again", Action.CHECK_AGAIN, value)
        case Remedy.OTHER:
            return button("Use another provider", Action.OTHER_PROVIDER, value)
        case Remedy.EDIT:
            return button("Edit brief", Action.EDIT_BRIEF, value)
