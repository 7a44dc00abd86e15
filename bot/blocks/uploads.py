"""Files: Slack cannot prefill a file input, so a brief's files stand above it as boxes to keep ticked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blocks.elements import Block, plain
from bot.blocks.fields import Choosable, Field, Kind
from bot.blocks.ids import FIELD
from bot.blocks.ids import Block as BlockId
from bot.blocks.options import option
from bot.blocks.outline import Form
from bot.blocks.text import clip, plural
from bot.domain.requests import File

MEGABYTE = 1_000_000


def keep_block_id(field: Field) -> str:
    """The block that says which of the brief's files to keep."""
    return f"{BlockId.KEEP}.{field.name}"


def kept_files(field: Field, files: Iterable[File] | None) -> list[Block]:
    """One box for each file the brief has already, ticked; no block when it has none."""
    boxes = [
        option(Choosable(value=file.id, label=file.name or file.id, description=size(file.size)))
        for file in files or ()
    ]
    if not boxes:
        return []
    element = {"type": "checkboxes", "action_id": FIELD, "options": boxes, "initial_options": boxes}
    return [
        {
            "type": "input",
            "block_id": keep_block_id(field),
            "label": plain(f"{clip(field.label, 75)}: keep"),
            "element": element,
            "optional": True,
        }
    ]


def file_input(field: Field) -> Block:
    """Where to add files; Slack's own check of types is a convenience, ours decides."""
    hint = field.files
    return {
        "type": "file_input",
        "filetypes": [_extension(e) for e in hint.extensions],
        "max_files": hint.most,
    }


def uploaded(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Slack's file objects in our terms; what Slack withheld is left out, for validation to find."""
    files = []
    for entry in entries:
        file = {key: entry[key] for key in ("id", "name", "mimetype", "size") if key in entry}
        files.append(file | ({"url": entry["url_private"]} if "url_private" in entry else {}))
    return files


def allotted(form: Form, files: Iterable[File]) -> tuple[dict[str, tuple[File, ...]], tuple[File, ...]]:
    """Each file at the first field that takes its type and size and has room, and those that none takes."""
    takers = {field.name: field for field in form if field.kind is Kind.FILES}
    placed: dict[str, tuple[File, ...]] = {}
    left = []
    for file in {file.id: file for file in files}.values():
        name = next((n for n, f in takers.items() if _takes(f, file, len(placed.get(n, ())))), None)
        if name is None:
            left.append(file)
        else:
            placed[name] = (*placed.get(name, ()), file)
    return placed, tuple(left)


def _takes(field: Field, file: File, already: int) -> bool:
    return already < field.files.most and not file_problems(field, [file.model_dump()], "")


def left_out(form: Form, files: Iterable[File], vendor: str) -> list[str]:
    """Why some of these files are not in the form, in plain words."""
    _, left = allotted(form, files)
    takers = [field for field in form if field.kind is Kind.FILES]
    if left and not takers:
        return [f"{vendor} takes no files, so {plural(len(left), 'file')} of the message stayed out."]
    return [_why_left(takers, file, vendor) for file in left]


def _why_left(takers: Sequence[Field], file: File, vendor: str) -> str:
    """The complaint of the field that comes nearest: it knows the type, if one does."""
    found = [file_problems(field, [file.model_dump()], vendor) for field in takers]
    if [] in found:
        return f"“{file.name}” is one file too many."
    known = [f for f in takers if _extension(file.name) in map(_extension, f.files.extensions)]
    return " ".join(file_problems((known or takers)[0], [file.model_dump()], vendor))


def file_problems(field: Field, files: Sequence[Mapping[str, Any]], vendor: str) -> list[str]:
    """Why the vendor would not take some of these files, in plain words."""
    hint = field.files
    allowed = {_extension(extension) for extension in hint.extensions}
    found = []
    if len(files) > hint.most:
        found.append(f"Add at most {plural(hint.most, 'file')}.")
    for file in files:
        name, bytes_ = str(file.get("name", "")), int(file.get("size", 0))
        if allowed and name and _extension(name) not in allowed:
            found.append(f"{vendor} does not take “{name}”. Add {_any_of(hint.extensions)}.")
        elif bytes_ > hint.largest:
            found.append(f"“{name}” has {size(bytes_)}; {vendor} takes {size(hint.largest)} at most.")
    return found


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def size(count: int) -> str:
    """A file's size as people read it; `count` in bytes."""
    if count < MEGABYTE:
        return f"{max(1, round(count / 1_000))} kB"
    return f"{count / MEGABYTE:.1f} MB".replace(".0 MB", " MB")


def _any_of(extensions: Iterable[str]) -> str:
    *others, last = [_extension(extension).upper() for extension in extensions]
    return f"{', '.join(others)} or {last}" if others else last
