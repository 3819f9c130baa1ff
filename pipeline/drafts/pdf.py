"""The same letters as PDF, made by LibreOffice where it is installed; all of a run in one call, very many in a few."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files import write_private

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAMS = ("soffice", "libreoffice")
_START_SECONDS = 60.0  # a first start makes a new profile
_LETTER_SECONDS = 5.0
_MOST = 200  # letters in a call: LibreOffice takes 255 words on its command line, and says nothing of the rest
_MARK = 32  # hex digits
_CREATED = re.compile(rb"/CreationDate\(D:[^)]{1,40}\)")
_RANDOM = re.compile(rb"(?<=/ID \[ <)[0-9A-F]{32}(?=>)|(?<=\n<)[0-9A-F]{32}(?=> \])|(?<=/DocChecksum /)[0-9A-F]{32}")


def converter() -> str | None:
    """The path of LibreOffice, or None where it is not installed (then there are Word letters only)."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def write_pdfs(letters: Sequence[Path], seconds: float = _START_SECONDS) -> tuple[Path, ...]:
    """Write a PDF beside each .docx, readable by its owner only. LibreOffice may take `seconds`, and more for each.

    Returns:
        The PDFs that came about; without LibreOffice, or where it fails or hangs, fewer than letters or none.
    """
    program = converter()
    if program is None or not letters:
        return ()
    with tempfile.TemporaryDirectory(prefix="letters-") as work:
        for first in range(0, len(letters), _MOST):
            some = letters[first : first + _MOST]
            _convert(program, some, Path(work), seconds + _LETTER_SECONDS * len(some))
        made = ((letter, Path(work) / "out" / f"{letter.stem}.pdf") for letter in letters)
        return tuple(
            write_private(letter.with_suffix(".pdf"), _timeless(pdf.read_bytes()))
            for letter, pdf in made
            if pdf.is_file()
        )


def _timeless(pdf: bytes) -> bytes:
    """The same PDF without the time at which it was made: a letter that says the same has the same bytes.

    What is replaced keeps its length, so that the places of its objects stay right.
    """
    undated = _CREATED.sub(lambda found: b" " * len(found[0]), pdf)
    bare = _RANDOM.sub(lambda found: b"0" * len(found[0]), undated)
    mark = hashlib.sha256(bare).hexdigest()[:_MARK].upper().encode()
    return _RANDOM.sub(mark, undated)


def _convert(program: str, letters: Sequence[Path], work: Path, seconds: float) -> None:
    """One call with a profile of its own: another LibreOffice on the machine would answer in its place."""
    call = [program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(work / "out"), *(str(letter.resolve()) for letter in letters)]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own files, no shell
        call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            with suppress(subprocess.TimeoutExpired):
                running.wait(seconds)
        finally:
            _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End it with all that it started; where it has ended, this does nothing."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
