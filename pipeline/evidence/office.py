"""Word, Excel and other office files as pages: drawn by LibreOffice where it is installed, many files in one call."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.office.run import convert, office_program
from pipeline.documents.workers.limited import limited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config import LimitSettings
    from pipeline.model import Document

DRAWN: Final = frozenset({media.DOCX, media.DOC, media.ODT, media.RTF, media.XLSX, media.XLS, media.XLSB, media.ODS})
"""The formats without true places of their own; what may carry macros is opened by nothing here."""

_START_SECONDS: Final = 40.0
_MOST_BYTES: Final = 64 << 20


def can_draw(kind: str) -> bool:
    """Whether documents of this type can be drawn on this machine."""
    return kind in DRAWN and office_program() is not None


def pages_of(documents: Sequence[Document], limits: LimitSettings) -> list[bytes | None]:
    """Each document as PDF, in their order; None where LibreOffice cannot or may not open it, or takes too long.

    Of documents that one call leaves out, perhaps because one of them brought it down, each is tried alone.
    """
    drawn = _draw(documents, limits) if documents else []
    if len(documents) > 1:
        return [pages or _draw([document], limits)[0] for document, pages in zip(documents, drawn, strict=True)]
    return drawn


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of LibreOffice on the files of a folder that is removed afterwards."""

    folder: str
    names: tuple[str, ...]
    seconds: float


def _draw(documents: Sequence[Document], limits: LimitSettings) -> list[bytes | None]:
    with tempfile.TemporaryDirectory(prefix="evidence-", ignore_cleanup_errors=True) as work:
        names = tuple(f"{number}{media.EXTENSIONS[each.media]}" for number, each in enumerate(documents))
        for name, each in zip(names, documents, strict=True):
            Path(work, name).write_bytes(each.data)
        seconds = _START_SECONDS + limits.seconds * (1 + len(documents) / 10)
        limited(_convert, _Call(work, names, seconds), seconds, limits.memory_mb)
        return [_made(Path(work, "out", f"{number}.pdf")) for number in range(len(documents))]


def _made(file: Path) -> bytes | None:
    fine = file.is_file() and not file.is_symlink() and file.stat().st_size <= _MOST_BYTES
    return file.read_bytes() if fine else None


def _convert(call: _Call) -> list[bytes | None]:
    """Runs in the limited process, which LibreOffice does not outlive."""
    convert(office_program() or "soffice", Path(call.folder), call.names, "pdf", call.seconds)
    return []
