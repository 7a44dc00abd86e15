"""The `state` of a sign-in (RFC 6749, 10.12): a secret that also says whose sign-in it is."""

import base64
import json
import secrets

from bot.domain.ports import Asker


def new_state(asker: Asker) -> str:
    """A state that nobody can guess."""
    whose = json.dumps([asker.team, asker.person]).encode()
    return f"{secrets.token_urlsafe(32)}.{base64.urlsafe_b64encode(whose).decode()}"


def asker_in(state: str) -> Asker | None:
    """Whose a state claims to be, which only what is kept of that person's sign-in can prove."""
    try:
        whose = json.loads(base64.urlsafe_b64decode(state.partition(".")[2]))
    except (ValueError, RecursionError):
        return None
    match whose:
        case [str(team), str(person)]:
            return Asker(team, person)
        case _:
            return None


def same(state: str, other: str) -> bool:
    """Whether two states are one, compared in a time that tells nothing of them."""
    return secrets.compare_digest(state.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
