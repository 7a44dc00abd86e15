"""The prompt by which a provider writes a text anew: the instruction, whole, then the old text, whole.

Nothing is cut: what does not fit is a `TooLong`, which says by how much, before anything is charged. The
words that Galley adds are short and name no language, so that the text stays in its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.platforms import Platform
from bot.domain.verb_table import Name
from bot.domain.verbs import Verb

_INSTRUCTIONS = {
    Name.SHORTER: "Make it shorter. Keep its language, facts and links.",
    Name.LONGER: "Make it longer. Keep its language, facts and links. Add no new facts.",
    Name.TONE: "Change the tone to: {text}. Keep its language, facts and links.",
    Name.REWRITE: "{text}",
}
#: Between instruction and text: a line that neither of them is likely to have.
_BETWEEN = "\n\n---\n"


@dataclass(frozen=True, kw_only=True)
class Refinement:
    """One prompt, and the platforms whose one text it is about."""

    platforms: tuple[Platform, ...]
    prompt: str


@dataclass(frozen=True, kw_only=True)
class TooLong:
    """A text and an instruction that do not fit into a provider's prompt together. Nothing was sent."""

    platforms: tuple[Platform, ...]
    #: Characters too many.
    over: int
    #: Characters that the provider takes.
    most: int

    @property
    def told(self) -> str:
        """What happened, whether it was charged, what to do."""
        names = ", ".join(platform.label for platform in self.platforms)
        over = f"{self.over:,} character{'' if self.over == 1 else 's'}"
        return (
            f"{names}: the text and what to do with it are {over} longer than the {self.most:,} that the "
            "provider takes. Nothing was sent or charged. Say less, use another provider, or write it "
            "yourself with use: and your text."
        )


@dataclass(frozen=True, kw_only=True)
class TooShort:
    """An instruction that a provider does not take because it is too little. Nothing was sent."""

    platforms: tuple[Platform, ...]
    #: Characters that are missing.
    missing: int
    #: Characters that the provider asks for.
    least: int

    @property
    def told(self) -> str:
        """What happened, whether it was charged, what to do."""
        more = f"{self.missing:,} character{'' if self.missing == 1 else 's'}"
        return (
            f"The provider needs {self.least:,} characters to work with, {more} more than these. Nothing was "
            "sent or charged. Say a little more."
        )


def instruction(verb: Verb) -> str:
    """What the provider is asked to do; "" for a verb that does not rewrite a text."""
    pattern = _INSTRUCTIONS.get(verb.name, "")
    return pattern.replace("{text}", verb.text.strip())


def refinements(
    verb: Verb, texts: Mapping[Platform, str], *, most: int, least: int = 1
) -> list[Refinement | TooLong | TooShort]:
    """A prompt of `least` to `most` characters for each different text of the platforms that the verb is for.

    Platforms with the same text share one, so that it is paid for once. Raises `ValueError` for a verb that
    rewrites nothing.
    """
    asked = instruction(verb)
    if not asked:
        raise ValueError(f"{verb.name} does not rewrite a text")
    shared: dict[str, list[Platform]] = {}
    for platform, text in texts.items():
        if not verb.platforms or platform in verb.platforms:
            shared.setdefault(text, []).append(platform)
    return [_prompt(asked, text, tuple(platforms), most, least) for text, platforms in shared.items()]


def _prompt(
    asked: str, text: str, platforms: tuple[Platform, ...], most: int, least: int
) -> Refinement | TooLong | TooShort:
    prompt = f"{asked}{_BETWEEN}{text.strip()}" if text.strip() else asked
    if len(prompt) > most:
        return TooLong(platforms=platforms, over=len(prompt) - most, most=most)
    if len(prompt) < least:
        return TooShort(platforms=platforms, missing=least - len(prompt), least=least)
    return Refinement(platforms=platforms, prompt=prompt)
