"""Slack's limits for what a model itself puts into a form, checked once, when a provider is registered.

Limits: docs.slack.dev, "Block Kit" reference (blocks, block elements, composition objects).
"""

from collections.abc import Iterator

from bot.blocks.fields import Field, Kind

#: Blocks of a modal, less what the compose modal needs around the fields.
MOST_FIELDS = 80
MOST_LABEL = 2_000
MOST_PLACEHOLDER = 150
MOST_OPTIONS = 100
#: Slack's documents say 150 in one place and 75 in another.
MOST_OPTION_VALUE = 75
MOST_OPTION_TEXT = 75
MOST_FILES = 10


def problems(field: Field) -> Iterator[str]:
    """Why Slack would refuse this field's input; nothing when it would not."""
    if not 0 < len(field.label) <= MOST_LABEL:
        yield f"its label has {len(field.label):,} characters, Slack takes {MOST_LABEL:,}"
    if len(field.hint) > MOST_LABEL:
        yield f"its hint has {len(field.hint):,} characters, Slack takes {MOST_LABEL:,}"
    if len(field.placeholder) > MOST_PLACEHOLDER:
        yield f"its placeholder has {len(field.placeholder)} characters, Slack takes {MOST_PLACEHOLDER}"
    if not 1 <= field.files.most <= MOST_FILES:
        yield f"it asks for {field.files.most} files, Slack takes 1 to {MOST_FILES}"
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        yield from _option_problems(field)


def _option_problems(field: Field) -> Iterator[str]:
    room = MOST_OPTIONS - field.nullable
    if not 1 <= len(field.options) <= room:
        yield f"it has {len(field.options)} options, Slack takes 1 to {room}"
    for option in field.options:
        if not 0 < len(option.value) <= MOST_OPTION_VALUE:
            yield f"the option {option.value!r} is not 1 to {MOST_OPTION_VALUE} characters long"
        if not 0 < len(option.label) <= MOST_OPTION_TEXT:
            yield f"the label {option.label!r} is not 1 to {MOST_OPTION_TEXT} characters long"
        if len(option.description) > MOST_OPTION_TEXT:
            yield f"the description {option.description!r} is over {MOST_OPTION_TEXT} characters"
