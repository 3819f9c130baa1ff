"""LibreOffice as a converter of many files at a time. It hangs over a few; those are given up and told."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

_BATCH: Final = 25
_START_SECONDS, _FILE_SECONDS = 30, 4  # a loaded machine needs a second for a file
_FILTERS: Final = {
    "doc": "doc:MS Word 97",
    "xls": "xls:MS Excel 97",
    "rtf": "rtf:Rich Text Format",
    "docx": "docx:MS Word 2007 XML",
    "pdf": "pdf",
    "odt": "odt",
    "ods": "ods",
}


@dataclass(frozen=True, slots=True)
class Order:
    """Files to be converted to `target` (pdf, odt, doc, ...) into a folder, each under its own name."""

    files: tuple[Path, ...]
    target: str
    folder: Path

    def results(self) -> list[Path]:
        """Where the converted files lie."""
        return [self.folder / f"{file.stem}.{self.target}" for file in self.files]


def convert(orders: list[Order], at_once: int = 2) -> list[Path]:
    """Convert all files, in batches, several at a time; gives those that LibreOffice could not convert."""
    batches = [
        replace(order, files=order.files[at : at + _BATCH])
        for order in orders
        for at in range(0, len(order.files), _BATCH)
    ]
    with ThreadPoolExecutor(at_once) as threads:
        return [file for failed in threads.map(_convert_batch, batches) for file in failed]


def _convert_batch(order: Order) -> list[Path]:
    """Once all together; then each of those that are missing alone."""
    _run(order)
    missing = _missing(order)
    for file in missing:
        _run(replace(order, files=(file,)))
    return _missing(order)


def _missing(order: Order) -> list[Path]:
    return [file for file, result in zip(order.files, order.results(), strict=True) if not result.exists()]


def _run(order: Order) -> None:
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed: install it, or leave out the formats it writes")
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to",
                   _FILTERS[order.target], "--outdir", str(order.folder), *map(str, order.files)]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(_START_SECONDS + _FILE_SECONDS * len(order.files))
        with suppress(ProcessLookupError):  # the program starts another one, which would live on
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
