"""The provider in CONTRIBUTING.md, taken from that page and installed as anybody would."""

import re
import subprocess
import sys
from pathlib import Path

import uv

from bot.manifest import MANIFEST

ROOT = MANIFEST.parent
#: A file's name in bold, and its text in the fence below.
FILE = re.compile(r"^\*\*`(?P<name>[^`\n]+)`\*\*\n\n```\w+\n(?P<text>.*?\n)```$", re.MULTILINE | re.DOTALL)


def write(folder: Path):
    """Write the recipe's files; returns their names."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = page.partition("\n## Add a provider\n")[2].partition("\n## ")[0]
    files = {found["name"]: found["text"] for found in FILE.finditer(recipe)}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(files)


def install(folder: Path, site: Path):
    """Build the package in `folder` and install it into `site`, with all that its metadata says.

    Offline: uv holds the recipe's build backend itself, and what the package needs is here already.
    """
    where = ("--python", sys.executable, "--target", site)
    run(
        uv.find_uv_bin(),
        "pip",
        "install",
        "--offline",
        "--no-config",
        "--no-cache",
        "--no-deps",
        *where,
        folder,
    )


def run(*command, **options):
    """A command that must succeed; what it prints is shown when it does not."""
    ended = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
