"""Hashtags out of a brief."""

from collections.abc import Sequence

import regex

from playground.vendors.words import without_urls

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

#: Words that say nothing about a topic.
FILLERS = frozenset(
    {
        *("about", "after", "also", "announce", "announcing", "because", "been", "before", "caption"),
        *("could", "create", "draft", "every", "from", "have", "here", "into", "just", "make", "more"),
        *("most", "next", "only", "over", "please", "post", "posts", "should", "some", "than", "that"),
        *("their", "them", "then", "they", "this", "through", "until", "very", "want", "were", "what"),
        *("when", "where", "which", "while", "will", "with", "would", "write", "your"),
    }
)


def hashtags_of(brief: str, spare: Sequence[str]) -> list[str]:
    """Hashtags of the telling words in a brief, up to four, and then the spare ones."""
    words = [word.lower() for word in _WORD.findall(without_urls(brief))]
    telling = [word for word in words if 3 < len(word) <= 24 and word not in FILLERS and not word.isdigit()]
    return list(dict.fromkeys([f"#{word}" for word in telling[:4]] + list(spare)))
