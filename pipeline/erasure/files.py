"""Files of the outputs folder that are about somebody: what goes, what is cleaned, what is the office's own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.erasure.inside import file_names
from pipeline.records import DraftRow
from pipeline.storage import MADE_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_MADE_BY_US: Final = ("letters/", "drafts/", *MADE_AGAIN)
"""What runs write: it can be taken away, and what is still true is written again."""
_NEVER: Final = ("state/ledger.db", "state/run.lock", "state/oauth.json", "state/editions", "state/alarm", "state/.")
_BOOK: Final = ".xlsx"
_MOST_BYTES: Final = 256 << 20  # a larger file is nobody's letter


@dataclass(frozen=True, slots=True)
class Files:
    """Paths relative to the outputs folder."""

    going: tuple[str, ...] = ()
    cleaned: tuple[str, ...] = ()  # workbooks: they lose only what is about somebody
    left: tuple[str, ...] = ()  # put there by people, or of a kind that nobody can look into


@dataclass(frozen=True, slots=True)
class About:
    """By what the files of somebody are known."""

    members: Collection[str]  # ids
    submissions: Collection[str]  # ids; with those of others whose document goes as well
    documents: Collection[str]  # sha256 of documents that go
    drafts: Collection[DraftRow]
    names: Callable[[str], bool]


def files_about(outputs: Path, about: About) -> Files:
    """Look into every file of the outputs folder."""
    linked = set(_linked(about))
    going, cleaned, left = [], [], []
    for file in sorted(_files(outputs)):
        path = file.relative_to(outputs).as_posix()
        if path.startswith(_NEVER):
            continue
        ours = path.startswith(_MADE_BY_US)
        if path.endswith(_BOOK) and not ours:
            cleaned.append(path)
        elif ours and (path in linked or _is_theirs(path, about) or _names(file, path, about)):
            going.append(path)
        elif not ours and _names(file, path, about):
            left.append(path)
    return Files(tuple(going), tuple(cleaned), tuple(left))


def _files(outputs: Path) -> Iterator[Path]:
    return (file for file in outputs.rglob("*") if file.is_file() and not file.is_symlink())


def _linked(about: About) -> Iterator[str]:
    """Replies and their letters, with the PDF beside a letter."""
    for draft in about.drafts:
        yield from _with_pdf((*([draft.file] if draft.file else []), *draft.letters))


def _with_pdf(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        yield path
        yield f"{path.rpartition('.')[0]}.pdf"


def _is_theirs(path: str, about: About) -> bool:
    """By its name: forms of members and of documents that go, cut-outs of submissions; the report names everybody."""
    folder, _, rest = path.partition("/")
    if folder == "forms":
        member, _, digest = rest.partition(".")[0].partition("-")
        return member in about.members or any(digest and each.startswith(digest) for each in about.documents)
    if folder == "evidence":
        return rest.partition("/")[0] in about.submissions
    return path.endswith(".html") and bool(about.members or about.submissions)


def _names(file: Path, path: str, about: About) -> bool:
    if about.names(path):
        return True
    try:
        return file.stat().st_size <= _MOST_BYTES and file_names(file.read_bytes(), about.names)
    except OSError:
        return False
