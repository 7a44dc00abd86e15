"""The words captions are made of, for each voice that a writing style may have.

`{subject}` stands for the first words of the prompt, which may be any text, so each hook reads well
around a noun as around a sentence.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How one writing style speaks."""

    hooks: tuple[str, ...]
    bodies: tuple[str, ...]


PLAIN = "plain"

VOICES: dict[str, Voice] = {
    PLAIN: Voice(
        hooks=(
            "{subject}: here is what is new.",
            "News from us: {subject}.",
            "{subject}. It is ready today.",
            "In one line: {subject}.",
        ),
        bodies=(
            "We kept it simple and tried it out for a month before telling anyone.",
            "It works the way you would expect, and it stays out of your way.",
            "Nothing to set up, nothing to learn.",
            "You asked for it in March; thank you for your patience.",
            "There is more to come before the summer.",
        ),
    ),
    "warm": Voice(
        hooks=(
            "Pull up a chair: {subject}.",
            "We have been looking forward to telling you: {subject}.",
            "{subject}. Made with care, and with you in mind.",
            "Something to go with your morning cup: {subject}.",
        ),
        bodies=(
            "It began as an idea on a paper napkin and grew from there.",
            "Thank you to everyone who tried it early and told us what they thought.",
            "The whole team has had a hand in it, from the workbench to the shop window.",
            "We hope that it makes an ordinary afternoon a little brighter.",
            "Come by and tell us what you think; the kettle is on.",
        ),
    ),
    "dry": Voice(
        hooks=(
            "{subject}. Yes, we checked twice.",
            "Against all scheduling advice: {subject}.",
            "{subject}, in case your day needed one.",
            "We promised to be brief: {subject}.",
        ),
        bodies=(
            "No drums, no countdown, and only one very long meeting.",
            "It does what it says, which we find strangely moving.",
            "Our printer still refuses to cooperate; everything else works.",
            "Early testers called it quite good, which is high praise around here.",
            "Terms apply, but they are short and fairly well written.",
        ),
    ),
}

#: What longer research adds; fictional, as everything here.
FINDINGS = (
    "We asked forty regulars first: most of them wanted exactly this.",
    "What we read about the subject agrees on one thing: less is more.",
    "Three trends meet here: calmer screens, shorter evenings, better tea.",
)

QUESTIONS = (
    "What would you try first?",
    "Who would you share it with?",
    "Which part do you like best?",
)

SPARE_HASHTAGS = (
    "#paperlantern",
    "#behindthescenes",
    "#smallbusiness",
    "#madewithcare",
    "#newthisweek",
    "#goodthings",
    "#dailyritual",
    "#community",
)
