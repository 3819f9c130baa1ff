"""What a letter says, for a look at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.table import Table


def letter_text(file: Path) -> str:
    """Its paragraphs, those of tables as well, an empty line between."""
    document = Document(str(file))
    return "\n".join(line for line in _lines(document.iter_inner_content()) if line.strip())


def _lines(content: Iterator[Paragraph | Table]) -> Iterator[str]:
    for each in content:
        if isinstance(each, Paragraph):
            yield each.text
        else:
            for row in each.rows:
                for cell in row.cells:
                    yield from _lines(cell.iter_inner_content())
