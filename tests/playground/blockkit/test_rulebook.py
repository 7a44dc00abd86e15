"""Rule files that do not fit together are refused when they are read."""

import pytest

from playground.blockkit.grammar import Object, Scope
from playground.blockkit.rulebook import read, rulebook

SECTION = "blocks:\n  section:\n    source: here\n"


def book(folder, *files):
    for number, text in enumerate(files):
        (folder / f"{number}.yml").write_text(text, encoding="utf-8")
    return read(folder)


def test_a_typed_shape_requires_its_own_type(tmp_path):
    section = book(tmp_path, SECTION)["blocks"]["section"]
    assert section.required == ("type",)
    assert section.fields["type"].choices == ("section",)


def test_a_mixin_s_rules_keep_their_source(tmp_path):
    mixin = "mixins:\n  named:\n    source: there\n    fields: {name: string}\n"
    section = book(tmp_path, SECTION + "    with: [named]\n", mixin)["blocks"]["section"]
    assert section.fields["name"].source == "there"


@pytest.mark.parametrize(
    "wrong",
    [
        "    colour: red\n",
        "    also: [is_pretty]\n",
        "    fields: {name: {kind: string, form: poem}}\n",
        "    fields: {name: sentence}\n",
        "    fields: {name: {kind: string, longest: 3}}\n",
        "    surfaces: [canvas]\n",
    ],
)
def test_a_setting_that_does_not_exist_is_refused(tmp_path, wrong):
    with pytest.raises(ValueError, match="validation error"):
        book(tmp_path, SECTION + wrong)


def test_a_shape_without_its_source_is_refused(tmp_path):
    with pytest.raises(ValueError, match="source"):
        book(tmp_path, "blocks:\n  section: {fields: {}}\n")


def test_a_shape_described_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="describes again: section"):
        book(tmp_path, SECTION, SECTION)


@pytest.mark.parametrize(
    "rule",
    ["{kind: object, shape: moon}", "{kind: one_of, families: [elements, texts], types: [moon]}"],
)
def test_a_rule_that_speaks_of_an_unknown_shape_is_refused(tmp_path, rule):
    with pytest.raises(ValueError, match=r"no rule file describes .*moon"):
        book(tmp_path, SECTION + f"    fields: {{inner: {{kind: list, of: {rule}}}}}\n")


def test_the_rules_are_read_once():
    assert rulebook() is rulebook()


def test_an_object_that_the_surface_cannot_hold_is_refused():
    scope = Scope(surface="home", find=lambda *_: None)
    found = list(Object(kind="object", shape="confirm").problems({}, "/confirm", scope))
    assert [str(problem) for problem in found] == ["is not supported on this surface [json-pointer:/confirm]"]
