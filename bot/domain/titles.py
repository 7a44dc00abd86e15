"""What a draft is called, from its prompt."""

import re

#: Whole sentences, long enough to say what it is about: "Good news!" alone is no title.
_SENTENCES = re.compile(r".{19,}[.!?](?=\s)")


def title_of(prompt: str, longest: int = 60) -> str:
    """The first words of a prompt: whole sentences, else cut between words and with an ellipsis."""
    line = " ".join(prompt.split())
    if len(line) <= longest:
        return line
    if whole := _SENTENCES.match(line[: longest + 1]):
        return whole[0].removesuffix(".")
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] or head).rstrip(" ,.;:–—-") + "…"
