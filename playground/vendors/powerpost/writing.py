"""Writing captions: a brief and its turn settle them, and each platform has its own manners.

The vendor fits each platform itself; the limits here are those of the platforms. Hashtags are part
of a caption, and YouTube gets a title and a description.
"""

from dataclasses import dataclass

from playground.vendors.fitting import fitted
from playground.vendors.hashtags import hashtags_of
from playground.vendors.powerpost.brief import Brief
from playground.vendors.powerpost.jobs import Outputs
from playground.vendors.powerpost.media import VIDEO, Media
from playground.vendors.powerpost.phrases import FINDINGS, PLAIN, QUESTIONS, SPARE_HASHTAGS, VOICES
from playground.vendors.words import Picks, subject_of

LONGEST_TITLE = 100


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How captions for one platform look: the most characters, sentences, hashtags, and an emoji in front."""

    limit: int
    bodies: int
    hashtags: int
    emoji: str = ""
    gap: str = " "
    asks: bool = False


MANNERS = {
    "instagram": Manners(limit=2_200, bodies=3, hashtags=6, emoji="✨ ", gap="\n\n", asks=True),
    "tiktok": Manners(limit=2_200, bodies=1, hashtags=5, emoji="🎬 "),
    "youtube": Manners(limit=1_000, bodies=4, hashtags=3, gap="\n\n"),
    "x": Manners(limit=280, bodies=1, hashtags=2),
    "facebook": Manners(limit=5_000, bodies=2, hashtags=2, emoji="👋 ", gap="\n\n", asks=True),
    "linkedin": Manners(limit=3_000, bodies=3, hashtags=3, gap="\n\n", asks=True),
}


def subject(brief: Brief) -> str:
    """What the captions are about: the prompt's first words, else what the media look like by their names."""
    return subject_of(brief.prompt or _seen(brief.media))


def write(brief: Brief, before: int = 0) -> Outputs:
    """One caption for each platform, YouTube's with a title; `before` were written of that brief earlier."""
    return {platform: _output(brief, platform, before) for platform in brief.platforms}


def _output(brief: Brief, platform: str, before: int) -> str | dict[str, str]:
    caption = _caption(brief, platform, before)
    if platform == "youtube":
        return {"title": subject(brief)[:LONGEST_TITLE], "description": caption}
    return caption


def _caption(brief: Brief, platform: str, before: int) -> str:
    manners, voice = MANNERS[platform], VOICES[brief.voice or PLAIN]
    about = subject(brief)
    pick = Picks(f"{about}|{brief.prompt}|{platform}|{brief.voice}")
    hook = pick.nth(voice.hooks, before).format(subject=about)
    sentences = [manners.emoji + hook]
    sentences += [pick.nth(FINDINGS, before)] if brief.research_mode == "deep" else []
    sentences += [pick.nth(voice.bodies, before + step) for step in range(manners.bodies)]
    sentences += [pick.nth(QUESTIONS, before)] if manners.asks else []
    hashtags = hashtags_of(brief.prompt or about, SPARE_HASHTAGS)[: manners.hashtags]
    return fitted(sentences, hashtags, manners.limit, manners.gap, [brief.cta] if brief.cta else [])


def _seen(media: tuple[Media, ...]) -> str:
    """`launch-party.jpg` shows a launch party; of a name without words nothing is known."""
    words = media[0].name.rpartition(".")[0].replace("-", " ").replace("_", " ")
    if any(word.isalpha() and len(word) > 3 for word in words.split()):
        return words
    return "A look behind the scenes" if media[0].kind == VIDEO else "A picture from our week"
