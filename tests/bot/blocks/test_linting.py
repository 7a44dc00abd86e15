"""What a channel's rules find, on the card and in its thread."""

from bot.blocks.linting import lint_line, lint_message
from bot.domain.lint import Finding, Rule
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems


def found(rule, what, platform=Platform.X):
    return Finding(platform=platform, rule=rule, what=what)


def test_the_line_has_each_thing_once_whatever_the_platforms():
    told = [
        found(Rule.BANNED, "cheap"),
        found(Rule.BANNED, "cheap", Platform.LINKEDIN),
        found(Rule.BANNED, "free"),
        found(Rule.PHRASE, "Terms apply", Platform.LINKEDIN),
        found(Rule.HASHTAG, "#galley"),
    ]
    assert lint_line(told) == "Uses 2 banned words: “cheap”, “free” · lacks “Terms apply”, #galley"
    assert lint_line(told[:1]) == "Uses 1 banned word: “cheap”"
    assert lint_line(told[4:]) == "Lacks #galley"


def test_the_explanation_says_each_thing_once_with_the_platforms_it_is_about():
    told = [
        found(Rule.BANNED, "cheap"),
        found(Rule.HASHTAG, "#galley"),
        found(Rule.BANNED, "cheap", Platform.LINKEDIN),
        found(Rule.PHRASE, "Terms apply", Platform.LINKEDIN),
        found(Rule.BANNED, "cheap", Platform.BLUESKY),
    ]
    explained, _ = lint_message(told, "Dark mode", "R1").blocks
    (section,) = explained["elements"]
    assert "".join(piece["text"] for piece in section["elements"]).splitlines() == [
        "X, LinkedIn and Bluesky: “cheap” is not to be used in this channel.",
        "X: #galley has to be in every post of this channel.",
        "LinkedIn: “Terms apply” has to be in every post of this channel.",
    ]


def test_the_explanation_is_harmless_and_fits_however_much_there_is():
    many = [found(Rule.BANNED, f"<!channel> {number} " + "x" * 180) for number in range(50)]
    told = lint_message(many, "Dark mode", "R1")
    assert message_problems(list(told.blocks)) == []
    assert "<!channel>" not in told.text
    assert len(lint_line(many)) <= 300
