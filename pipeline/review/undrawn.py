"""A workbook opened without its charts, pictures and shapes: openpyxl would lose some and fail at others.

They are carried over as they are (see `drawings`), so nobody here needs to understand them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

_RELATIONS: Final = re.compile(r"/?xl/(?:worksheets|chartsheets)/_rels/[^/]+\.rels")
_DRAWING: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*/relationships/drawing\"[^>]*?(?:/>|>\s*</[\w:]+>)")


class _Undrawn(ZipFile):
    """A package in which no sheet says that it has a drawing."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:  # noqa: ANN401 - a name or an entry, as in `ZipFile`
        """The bytes of a part."""
        data = super().read(name, pwd)
        return _DRAWING.sub(b"", data) if _RELATIONS.fullmatch(str(name)) else data


def open_undrawn(path: Path) -> Workbook:
    """The workbook, formulas as such, texts with parts in bold as such, without drawings. Raises what openpyxl does."""
    reader = ExcelReader(path, rich_text=True)
    reader.archive.close()
    with _Undrawn(path) as archive:
        reader.archive = archive
        reader.read()
    return reader.wb
