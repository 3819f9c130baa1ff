"""Rows as CSV: RFC 4180, cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_TELEPHONE = re.compile(r"\+\d{5,15}")  # E.164: a number to a spreadsheet, never a formula
_BREAKING_STARTS = ("\t", "\r", "\n")
_LIST_SEPARATOR = "; "


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """RFC 4180: CRLF between rows, quotes where needed; what a row has beyond the columns is left out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """A value as a cell: "true" and "false", several choices with semicolons, text without live formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = _LIST_SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    risky = text.startswith(_BREAKING_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if risky and not _TELEPHONE.fullmatch(text) else text
