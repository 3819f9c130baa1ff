"""Plain text: a line is a line, columns are told by tabs or by three blanks and more."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from pipeline.documents.flow.grid import LINE, MAX_BLOCKS
from pipeline.documents.outcome import concluded
from pipeline.documents.text_tables import Line, only_draws, placed, rows_from
from pipeline.model import Block, BlockKind, Finding, PlacedDocument, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Document, Unreadable

LETTER: Final = 6.0
"""Units for one character: text columns line up as in a font of fixed width."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COLUMN: Final = re.compile(r"\S+(?:[^\S\n]{1,2}\S+)*")
_MOST_ROWS: Final = 500
_TABLE: Final = re.compile(r"[|│┃║]|\t.*\t")
_UNPRINTED: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r\f\v"}


def read_text(document: Document) -> PlacedDocument | Unreadable:
    """Read plain text into a block for each column of each line; quoted lines (">", RFC 3676 4.5) are left out."""
    blocks: list[Block] = []
    findings: tuple[Finding, ...] = ()
    every = enumerate(decoded(document.data).splitlines(), 1)
    lines = [(number, line) for number, line in every if not line.startswith(">")]
    at = 0
    while at < len(lines):
        count, found = _at(lines, at)
        blocks.extend(found)
        at += count
        if len(blocks) >= MAX_BLOCKS:
            cut = "The text is very long; only its beginning was read. Look at the rest."
            findings = (Finding("document-cut", Severity.WARNING, cut),)
            break
    return concluded(PlacedDocument("text", tuple(blocks[:MAX_BLOCKS]), pages=1, drawn=False, findings=findings))


def decoded(data: bytes) -> str:
    """Bytes as text: by byte order mark, else UTF-8, else Windows-1252 (what old office programs write).

    Never raises: bytes that Windows-1252 does not know become the control characters of Latin-1, which are dropped.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").translate(_UNPRINTED)
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding).translate(_UNPRINTED)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").translate(_UNPRINTED)


def _at(lines: list[Line], at: int) -> tuple[int, list[Block]]:
    """How many lines stand together, and their blocks: those of a table, else one line alone."""
    number, line = lines[at]
    rows = rows_from(lines[at : at + _MOST_ROWS]) if _TABLE.search(line) or only_draws(line) else []
    if not rows:
        return 1, list(_line(line, number, at * LINE))
    count = next(n for n, each in enumerate(lines[at:], 1) if each[0] == rows[-1][0])
    tops = {number: (at + n) * LINE for n, (number, _) in enumerate(lines[at : at + count])}
    return count, placed(rows, tops, LETTER)


def _line(line: str, number: int, y: float) -> Iterator[Block]:
    for text, column in _columns(line):
        box = (column * LETTER, y, (column + len(text)) * LETTER, y + LINE)
        yield Block(BlockKind.TEXT, text, 1, box, f"line {number}")


def _columns(line: str) -> Iterator[tuple[str, int]]:
    """The columns of a line, each with the character position where it begins (tab stops every 8)."""
    position = 0
    for part in re.split(r"(\t)", line):
        if part == "\t":
            position += 8 - position % 8
            continue
        for found in _COLUMN.finditer(part):
            yield found.group(), position + found.start()
        position += len(part)
