"""What people say in the thread of a card, beside what they ask for: kept with the draft."""

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Comment(BaseModel):
    """One reply of a person. `channel` and `ts` are the message's own; `draft` is what the thread is of."""

    model_config = ConfigDict(frozen=True)

    draft: str
    channel: str
    ts: str
    author: str
    text: str
    #: Whether its author changed it since.
    edited: bool = False
    #: Whether it is no comment but asks for something, and waits for a yes to its price; the text is Slack's.
    asks: bool = False
    at: AwareDatetime
