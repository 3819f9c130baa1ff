"""Other office formats, turned into DOCX or XLSX by LibreOffice where it is installed.

Each call has a profile and a folder of its own, so that several may run at once and nothing of one document is there
for the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.documents.office.run import convert, office_program
from pipeline.documents.xml import UnreadableError

SECONDS: Final = 40.0
"""For one document: less than a reading process has as a rule, so that it is we who tidy up."""
MAX_MADE: Final = 64 * 2**20
"""Bytes of what LibreOffice may make of a document."""
_PREFIX: Final = "adhesion-office-"
_STALE: Final = 3600.0  # seconds; no conversion lasts that long
_PACKAGES: Final = {"libreoffice-writer-nogui": "libswlo.so", "libreoffice-calc-nogui": "libsclo.so"}
_FILTERS: Final = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}


def missing_parts() -> tuple[str, ...]:
    """The Debian packages that reading other formats lacks; an unusual place lacks none."""
    program = office_program()
    if program is None:
        return tuple(_PACKAGES)
    folder = Path(program).resolve().parent
    if not (folder / "soffice.bin").is_file():
        return ()
    return tuple(package for package, part in _PACKAGES.items() if not (folder / part).is_file())


def converted(data: bytes, suffix: str, target: str, seconds: float = SECONDS) -> bytes:
    """A document in another format: `suffix` says what it is ("doc"), `target` is "docx" or "xlsx".

    Raises:
        UnreadableError: LibreOffice is not installed, cannot open the document, or takes longer than `seconds`.
    """
    program = office_program()
    if program is None:
        raise UnreadableError("no-reader", _NOT_THERE.format(suffix=suffix))
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as work:
        folder = Path(work)
        (folder / f"form.{suffix}").write_bytes(data)
        try:
            made = convert(program, folder, [f"form.{suffix}"], f"{target}:{_FILTERS[target]}", seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError("too-slow", _SLOW.format(seconds=seconds)) from error
        return _made(made / f"form.{target}")


def _sweep() -> None:
    """Remove what a reader that was killed in the middle has left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            if found.st_uid == os.getuid() and time.time() - found.st_mtime > _STALE:
                shutil.rmtree(folder, ignore_errors=True)


def _made(file: Path) -> bytes:
    """What came about; it writes a file only where it could open the document."""
    if not file.is_file():
        raise UnreadableError("damaged", _NOT_OPENED)
    if file.stat().st_size > MAX_MADE:
        raise UnreadableError("too-large", "The file is too large to be read safely. Ask for a PDF of the form alone.")
    return file.read_bytes()


_NOT_THERE: Final = (
    "It is a .{suffix} file, which is read only where LibreOffice is installed (the administrator can install "
    "libreoffice-writer-nogui and libreoffice-calc-nogui). Ask for a PDF, Word (.docx) or Excel (.xlsx) file."
)
_NOT_OPENED: Final = (
    "LibreOffice cannot open the file: it is damaged, or protected by a password. Ask for the form again, "
    "as a PDF or Word (.docx) file without a password."
)
_SLOW: Final = (
    "Opening this document took LibreOffice longer than {seconds:g} seconds and was stopped. "
    "Ask for the form alone, freshly saved as PDF or Word (.docx)."
)
