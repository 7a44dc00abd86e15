"""Every rule of the rule files lets the right value through and names what is wrong with a wrong one."""

import copy
from pathlib import Path

import pytest
import yaml

from playground.blockkit.grammar import Boolean, Many, Number, Object, OneOf, Scope, String, Text
from playground.blockkit.rulebook import find, rulebook

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))
SHAPES = [(family, name) for family, shapes in rulebook().items() for name in shapes]
RIGHT = [(family, name, n) for family, name in SHAPES for n in range(len(EXAMPLES[family][name]))]
FIELDS = [
    (family, name, n, field)
    for family, name, n in RIGHT
    for field in EXAMPLES[family][name][n]
    if field in rulebook()[family][name].fields
]


def problems(family, name, value):
    shape = rulebook()[family][name]
    surface = shape.surfaces[0] if shape.surfaces else "message"
    return [str(problem) for problem in shape.problems(value, "", Scope(surface=surface, find=find))]


def example(family, name, n=0):
    return copy.deepcopy(EXAMPLES[family][name][n])


def breakages(rule, value):
    """Wrong values for a rule, each with the reason and the pointer it must be refused for."""
    match rule:
        case String():
            yield from wrong_strings(rule)
        case Boolean():
            yield "true", "must provide a boolean", ""
        case Number():
            yield from wrong_numbers(rule)
        case Text():
            yield from wrong_texts(rule)
        case Many():
            yield from wrong_lists(rule, value)
        case Object():
            yield "x", "must provide an object", ""
        case OneOf():
            yield {"type": "nonsense"}, "unsupported type: nonsense", "/type"
            yield {}, "missing required field: type", ""
            yield {"type": 1}, "must provide a string", "/type"


def wrong_strings(rule):
    yield 1, "must provide a string", ""
    if rule.least:
        yield "x" * (rule.least - 1), f"must be more than {rule.least - 1} characters", ""
    if rule.most:
        yield "🦊" * (rule.most + 1), f"must be less than {rule.most + 1} characters", ""
    if rule.choices:
        yield "nonsense", "must be a valid enum value", ""
    if rule.form:
        yield "non sense", "must be a", ""


def wrong_numbers(rule):
    name = "an integer" if rule.kind == "integer" else "a number"
    yield True, f"must provide {name}", ""
    yield "1", f"must provide {name}", ""
    if rule.least is not None:
        yield rule.least - 1, f"must be greater than {rule.least - 1}", ""
    if rule.most is not None:
        yield rule.most + 1, f"must be less than {rule.most + 1}", ""
    if rule.above is not None:
        yield rule.above, f"must be greater than {rule.above}", ""


def wrong_texts(rule):
    yield "x", "must provide an object", ""
    yield {"type": rule.types[0], "text": ""}, "must be more than 0 characters", "/text"
    yield (
        {"type": rule.types[0], "text": "🦊" * (rule.most + 1)},
        f"must be less than {rule.most + 1}",
        "/text",
    )
    if "mrkdwn" not in rule.types:
        yield {"type": "mrkdwn", "text": "x"}, "unsupported type: mrkdwn", "/type"


def wrong_lists(rule, value):
    yield {}, "must provide an array", ""
    if rule.least:
        yield value[: rule.least - 1], f"no less than {rule.least} items allowed", ""
    if rule.most:
        yield value[:1] * (rule.most + 1), f"no more than {rule.most} items allowed", ""
    for wrong, reason, pointer in breakages(rule.of, value[0]):
        yield [wrong, *value[1:]], reason, f"/0{pointer}"


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_the_examples_use_every_field(family, name):
    used = {field for right in EXAMPLES[family][name] for field in right}
    assert used == set(rulebook()[family][name].fields)


@pytest.mark.parametrize(("family", "name", "n"), RIGHT)
def test_a_right_object_has_no_problems(family, name, n):
    assert problems(family, name, example(family, name, n)) == []


@pytest.mark.parametrize(("family", "name", "n", "field"), FIELDS)
def test_each_rule_refuses_what_breaks_it(family, name, n, field):
    rule = rulebook()[family][name].fields[field]
    for wrong, reason, pointer in breakages(rule, example(family, name, n)[field]):
        found = problems(family, name, example(family, name, n) | {field: wrong})
        expected = [
            p for p in found if p.startswith(reason) and p.endswith(f"[json-pointer:/{field}{pointer}]")
        ]
        assert expected, (wrong, found)


@pytest.mark.parametrize(("family", "name", "n", "field"), FIELDS)
def test_null_is_not_a_way_to_leave_a_field_out(family, name, n, field):
    assert problems(family, name, example(family, name, n) | {field: None})


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_each_required_field_must_be_there(family, name):
    for field in rulebook()[family][name].required:
        right = example(family, name)
        del right[field]
        assert f"missing required field: {field} [json-pointer:]" in problems(family, name, right)


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_only_required_fields_are_needed_beside_those_of_a_group(family, name):
    shape, right = rulebook()[family][name], example(family, name)
    needed = {*shape.required, *(names[0] for names in (*shape.exactly_one, *shape.at_least_one))}
    needed |= {field for field in right if any(field in names for names in shape.exactly_one)}
    assert problems(family, name, {field: right[field] for field in right if field in needed}) == []


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_unknown_fields_are_refused(family, name):
    found = problems(family, name, example(family, name) | {"colour": "red"})
    assert found == ["invalid additional property: colour [json-pointer:]"]


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_what_is_no_object_is_refused(family, name):
    assert problems(family, name, ["x"]) == ["must provide an object [json-pointer:]"]


@pytest.mark.parametrize(("family", "name"), SHAPES)
def test_every_shape_names_its_source(family, name):
    assert rulebook()[family][name].source.startswith("[")
