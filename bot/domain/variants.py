"""A run's captions as the variants of each platform, and the first of each, which is shown at first."""

from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from bot.domain.captions import Caption
from bot.domain.platforms import Platform

T = TypeVar("T")


def variants_of(captions: Iterable[Caption]) -> dict[Platform, tuple[str, ...]]:
    """Captions by platform, in the order they came."""
    found: dict[Platform, tuple[str, ...]] = {}
    for caption in captions:
        found[caption.platform] = (*found.get(caption.platform, ()), caption.text)
    return found


def variant_titles_of(captions: Iterable[Caption]) -> dict[Platform, tuple[str, ...]]:
    """The captions' titles as `variants_of` has their texts, for platforms where one has a title."""
    found: dict[Platform, tuple[str, ...]] = {}
    for caption in captions:
        found[caption.platform] = (*found.get(caption.platform, ()), caption.title or "")
    return {platform: titles for platform, titles in found.items() if any(titles)}


def firsts(offered: Mapping[Platform, tuple[str, ...]]) -> dict[Platform, str]:
    """What a platform's card shows at first."""
    return {platform: wordings[0] for platform, wordings in offered.items()}


def first_titles(offered: Mapping[Platform, tuple[str, ...]]) -> dict[Platform, str]:
    """The titles that go with them, where there is one."""
    return {platform: title for platform, title in firsts(offered).items() if title}


def without(known: Mapping[Platform, T], others: Container[Platform]) -> dict[Platform, T]:
    """What is known of the platforms that are not among the others."""
    return {platform: value for platform, value in known.items() if platform not in others}
