"""CSV and its like (RFC 4180): columns parted by a comma, semicolon, tab or bar, each at its place on a grid."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from pipeline.documents.outcome import concluded
from pipeline.documents.sheets.other import grid_blocks
from pipeline.documents.text import decoded, read_text
from pipeline.model import PlacedDocument

if TYPE_CHECKING:
    from pipeline.model import Document, Unreadable

_SIGNS: Final = (";", "\t", "|", ",")  # a comma also stands in numbers and sentences, so it comes last
_TRIED: Final = 200
"""Rows that say which sign parts the columns."""


def read_csv(document: Document) -> PlacedDocument | Unreadable:
    """Read a text table into a block for each filled cell; without a sign that parts columns it is plain text."""
    text = decoded(document.data)
    sign, text = _said_sign(text)
    sign = sign or _sign(text)
    if sign is None:
        return read_text(document)
    try:
        blocks = tuple(grid_blocks(_rows(text, sign), ""))
    except csv.Error:  # a cell that never ends
        return read_text(document)
    return concluded(PlacedDocument("csv", blocks, pages=1, drawn=False))


def _said_sign(text: str) -> tuple[str | None, str]:
    """Excel says the sign in a first line of its own ("sep=;")."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    return (said[-1], rest) if said.startswith("sep=") and len(said) == len("sep=;") else (None, text)


def _sign(text: str) -> str | None:
    """The first sign that parts at least half of the rows."""
    for sign in _SIGNS:
        try:
            rows = [row for row in _rows(text[: _TRIED * 1000], sign)[:_TRIED] if any(row)]
        except csv.Error:
            continue
        if rows and sum(len(row) > 1 for row in rows) * 2 >= len(rows):
            return sign
    return None


def _rows(text: str, sign: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), delimiter=sign))
