"""LibreOffice as a converter of many files at a time."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCH: Final = 40
_SECONDS: Final = 600
_FILTERS: Final = {
    "doc": "doc:MS Word 97",
    "xls": "xls:MS Excel 97",
    "rtf": "rtf:Rich Text Format",
    "docx": "docx:MS Word 2007 XML",
    "pdf": "pdf",
    "odt": "odt",
    "ods": "ods",
}


def convert(files: Sequence[Path], target: str, folder: Path, at_once: int = 2) -> None:
    """Convert files to `target` (pdf, odt, doc, ...) into a folder, each under its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    batches = [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)]
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(lambda batch: _convert_batch(batch, target, folder), batches))


def _convert_batch(files: Sequence[Path], target: str, folder: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed: install it, or leave out the formats it writes")
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        order = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to",
                 _FILTERS[target], "--outdir", str(folder), *map(str, files)]  # fmt: skip
        subprocess.run(order, check=True, capture_output=True, timeout=_SECONDS)
