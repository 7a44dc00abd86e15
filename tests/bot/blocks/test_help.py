from pathlib import Path

import pytest
import yaml

from bot.blocks.help import COMMANDS, compose_help, drafts_help, help_message, unknown_message
from bot.blocks.values import Filter, list_value
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import rich_texts, said

MANIFEST = yaml.safe_load(Path("manifest.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "told", [help_message(), compose_help(), drafts_help(), unknown_message("x" * 5_000)]
)
def test_every_answer_is_one_that_slack_takes(told):
    assert message_problems(list(told.blocks)) == []
    assert told.text


def test_help_names_every_command_of_the_manifest():
    commands = {c["command"] for c in MANIFEST["features"]["slash_commands"]}

    assert commands == {command.split()[0] for command, _ in COMMANDS}
    assert all(command in help_message().text for command in commands)


def test_help_names_every_shortcut_of_the_manifest():
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert f"*{shortcut['name']}*" in said(help_message().blocks)


def test_the_filters_that_help_names_are_filters():
    does = dict(COMMANDS)["/drafts"]
    named = does.split("`")[1::2]

    assert [list_value(word).show for word in named] == [f for f in Filter if f is not Filter.MINE]


def test_compose_help_says_that_nothing_is_charged_yet():
    assert "Nothing is written or charged before you press *Compose*" in said(compose_help().blocks)


def test_an_unknown_word_is_repeated_harmlessly_with_what_is_known():
    told = unknown_message("<!channel> party")

    assert rich_texts(told) == ["I do not know “<!channel> party”. These I know:"]
    assert told.text.startswith("I do not know “&lt;!channel&gt; party”. I know /compose")
