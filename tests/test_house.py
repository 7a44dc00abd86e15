"""The house rules that no linter checks: sizes, pins, names, and documents that keep up."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

from bot.settings import Settings
from providers import BUILT_IN, CAMPAIGNS

ROOT = Path(__file__).parents[1]
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()
SOURCES = [ROOT / name for name in TRACKED if name.endswith(".py") and (ROOT / name).exists()]
TEXTS = [
    ROOT / name
    for name in TRACKED
    if name.endswith((".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".js", ".css", ".html", "Makefile"))
    and (ROOT / name).exists()
]
MOST_LINES = 300
MOST_MEDIAN = 120
MOST_FUNCTION_LINES = 40


def name_of(path):
    return str(path.relative_to(ROOT))


def found(pattern, paths):
    """The files that a pattern is found in, with what was found."""
    matches = {name_of(path): re.search(pattern, path.read_text()) for path in paths}
    return {name: match[0] for name, match in matches.items() if match}


def long_functions(path):
    return [
        f"{name_of(path)}: {node.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]


def test_every_file_is_small():
    assert [name_of(path) for path in SOURCES if len(path.read_text().splitlines()) > MOST_LINES] == []


def test_every_function_is_small():
    assert [function for path in SOURCES for function in long_functions(path)] == []


def test_half_of_the_files_are_well_below_that():
    sizes = sorted(len(path.read_text().splitlines()) for path in SOURCES)
    assert sizes[len(sizes) // 2] <= MOST_MEDIAN


def test_every_pin_is_a_name_and_a_version():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+( ; .+)?|#.*", line), line


def test_every_dependency_is_pinned():
    pinned = {line.split("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted = {re.split(r"[\[<>=!~ ]", line)[0] for line in lines}
    assert {"slack-bolt", "dbos", "pytest"} <= wanted
    assert wanted - pinned == set()


def test_no_file_names_a_machine_or_a_package_index():
    # Put together here, so that this file does not name them either.
    homes = "work|farm|root"
    private = rf"/({homes})/|{'index' + '-url'}|/{'simple'}\b/|://[^\s\"]+/{'packages'}/"
    assert found(private, TEXTS) == {}


def test_nothing_is_left_open():
    words = "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error", "coming " + "soon"])
    assert found(rf"\b({words})\b", SOURCES) == {}


def test_the_example_of_settings_names_every_setting():
    example = (ROOT / ".env.example").read_text()
    given = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))
    own = {str(field.alias) for field in Settings.model_fields.values()}
    wanted = own.union(*(provider.Settings.variables() for provider in (*BUILT_IN, *CAMPAIGNS)))
    assert given == wanted


def test_the_readme_names_the_two_commands_and_ci_runs_the_test_one():
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme
    ci = (ROOT / ".ci/run").read_text().splitlines()
    assert {"make check", "make test"} <= set(ci)


def test_every_local_link_of_the_documents_leads_somewhere():
    for path in [p for p in TEXTS if p.suffix == ".md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{name_of(path)}: {target}"
