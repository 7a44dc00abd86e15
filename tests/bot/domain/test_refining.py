"""The prompt for a text to be written anew: whole, or refused with how much too long it is."""

import pytest

from bot.domain.platforms import Platform
from bot.domain.refining import Refinement, TooLong, TooShort, refinements
from bot.domain.verbs import Name, Verb

X, LINKEDIN = Platform.X, Platform.LINKEDIN
REWRITE = Verb(name=Name.REWRITE, text="Begin with a question")


def test_the_instruction_comes_first_and_both_are_whole():
    assert refinements(REWRITE, {X: "Dark mode."}, most=500) == [
        Refinement(platforms=(X,), prompt="Begin with a question\n\n---\nDark mode.")
    ]


@pytest.mark.parametrize(
    ("verb", "begins"),
    [
        (Verb(name=Name.SHORTER), "Make it shorter. "),
        (Verb(name=Name.LONGER), "Make it longer. "),
        (Verb(name=Name.TONE, text="{text} & warm"), "Change the tone to: {text} & warm. "),
    ],
)
def test_each_verb_has_its_instruction(verb, begins):
    (found,) = refinements(verb, {X: "Dark mode."}, most=500)

    assert isinstance(found, Refinement)
    assert found.prompt.startswith(begins)
    assert found.prompt.endswith("\n---\nDark mode.")


def test_platforms_with_the_same_text_are_paid_for_once_and_others_are_left_out():
    texts = {X: "Same", LINKEDIN: "Same", Platform.BLUESKY: "Other"}

    assert [found.platforms for found in refinements(REWRITE, texts, most=500)] == [
        (X, LINKEDIN),
        (Platform.BLUESKY,),
    ]
    scoped = Verb(name=Name.REWRITE, text="Go", platforms=(LINKEDIN,))
    assert [found.platforms for found in refinements(scoped, texts, most=500)] == [(LINKEDIN,)]


@pytest.mark.parametrize("over", [0, 1, 7])
def test_what_does_not_fit_is_refused_with_by_how_much(over):
    text = "x" * (100 - len("Begin with a question\n\n---\n") + over)
    (found,) = refinements(REWRITE, {X: text}, most=100)

    assert found == (
        TooLong(platforms=(X,), over=over, most=100)
        if over
        else Refinement(platforms=(X,), prompt=f"Begin with a question\n\n---\n{text}")
    )


def test_refusals_say_what_to_do_and_that_nothing_was_charged():
    long, short = TooLong(platforms=(X,), over=1, most=500), TooShort(platforms=(X,), missing=8, least=10)

    assert "X: the text and what to do with it are 1 character longer than the 500" in long.told
    assert "8 characters more than these" in short.told
    assert all("Nothing was sent or charged." in found.told for found in (long, short))


def test_an_instruction_without_a_text_may_be_too_short():
    assert refinements(Verb(name=Name.REWRITE, text="Hi"), {X: " "}, most=500, least=10) == [
        TooShort(platforms=(X,), missing=8, least=10)
    ]


def test_a_verb_that_rewrites_nothing_has_no_prompt():
    with pytest.raises(ValueError, match="undo does not rewrite"):
        refinements(Verb(name=Name.UNDO), {X: "Dark mode."}, most=500)
