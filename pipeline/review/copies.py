"""Copies of the workbook as staff left it, before it is replaced; and whether somebody has it open."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_MOST: Final = 60
"""Copies that are kept: with one for each day that staff worked on it, a quarter of a year."""


def keep_copy(file: Path, folder: Path, name: str) -> None:
    """Keep the workbook under a name; the oldest copies go."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy2(file, folder / name)
    for old in sorted(folder.glob("ledger-*.xlsx"))[:-_MOST]:
        old.unlink(missing_ok=True)


def open_elsewhere(file: Path) -> str:
    """The name of the file by which Excel or LibreOffice says that it has the workbook open; "" where there is none."""
    signs = (file.with_name(f"~${file.name}"), file.with_name(f".~lock.{file.name}#"))
    return next((each.name for each in signs if each.exists()), "")
