"""Copies of the built-in templates for staff to change, and whether the built-in ones have changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.files import write_private

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.languages.folders import Templates

RECORD: Final = ".copied.json"
"""Beside the folders of the languages: of which built-in file each was copied, "fr/welcome.docx" -> sha256."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Paths relative to the folder. `left` were there already and stay as they are."""

    made: tuple[str, ...]
    left: tuple[str, ...]


def files_to_copy(templates: Templates, languages: Collection[str], names: Collection[str]) -> tuple[Path, ...]:
    """The built-in files of these languages; `names`: only these, all where there are none."""
    folders = (templates.built_in / language for language in languages)
    every = (file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()))
    return tuple(file for file in every if file.is_file() and (file.name in names if names else _is_template(file)))


def copy_templates(files: Collection[Path], folder: Path) -> Copied:
    """Copy built-in files into staff's folder. What is there already is never written over."""
    record, made, left = _read_record(folder), [], []
    for file in files:
        path = f"{file.parent.name}/{file.name}"
        if (folder / path).exists() or (folder / path).is_symlink():
            left.append(path)
            continue
        data = file.read_bytes()
        write_private(folder / path, data)
        record[path] = hashlib.sha256(data).hexdigest()
        made.append(path)
    if made:
        write_private(folder / RECORD, json.dumps(dict(sorted(record.items())), indent=1).encode())
    return Copied(tuple(made), tuple(left))


def outdated(templates: Templates) -> Iterator[str]:
    """Own files whose built-in original has changed since it was copied, with what to do."""
    if templates.own is None:
        return
    for path, sha256 in _read_record(templates.own).items():
        own, built_in = templates.own / path, templates.built_in / path
        if not own.is_file() or not _is_inside(path):
            continue
        if not built_in.is_file():
            yield f"{own}: there is no built-in file of this name any more"
        elif sha256 != _sha256(built_in) != _sha256(own):
            unchanged = "you have not changed it, and the built-in one is newer; delete yours, and that is used"
            changed = "the built-in one has changed since you copied it; copy it elsewhere and compare"
            yield f"{own}: {unchanged if _sha256(own) == sha256 else changed}"


def _read_record(folder: Path) -> dict[str, str]:
    """What was copied; nothing where the file is gone or spoilt: then nobody is told of changes, and that is all."""
    try:
        said = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(path): str(sha256) for path, sha256 in said.items()} if isinstance(said, dict) else {}


def _is_inside(path: str) -> bool:
    parts = Path(path).parts
    return len(parts) == 2 and ".." not in parts and not Path(path).is_absolute()  # noqa: PLR2004 - language and file


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_template(file: Path) -> bool:
    return file.suffix in {".txt", ".docx", ".toml"}
