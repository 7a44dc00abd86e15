"""Keeping a caption within a platform's limit."""

from collections.abc import Sequence


def fitted(
    sentences: Sequence[str], hashtags: Sequence[str], limit: int, gap: str = " ", ending: Sequence[str] = ()
) -> str:
    """The sentences, as many as the limit allows, then the ending, and the hashtags below them."""
    for kept in range(len(sentences), 0, -1):
        text = gap.join((*sentences[:kept], *ending))
        caption = f"{text}\n\n{' '.join(hashtags)}" if hashtags else text
        if weight(caption) <= limit:
            return caption
    return sentences[0]


def weight(text: str) -> int:
    """Characters as the strictest platform counts them, X: most scripts beyond Latin count two."""
    return sum(1 if code < 0x1100 or 0x2000 <= code <= 0x201F else 2 for code in map(ord, text))
