"""What a person asks for in the thread of a card: a run that writes some of its draft anew."""

from pydantic import BaseModel, ConfigDict


class Wish(BaseModel):
    """One request, by the message that it came in. `reason` is what the history and the answer call it."""

    model_config = ConfigDict(frozen=True)

    reason: str
    channel: str
    #: The thread that it was said in, where the answer goes.
    thread: str
    ts: str
