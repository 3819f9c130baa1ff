"""Drawn boxes that are no table cells: a frame around a part of the page, or the rules over and under a whole row.

A cell holds one question, one answer, or both, below or behind each other. What holds columns of its own is a
frame: "in the same cell" then says nothing, and its texts are read by their places alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import same_row
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import Block, Box

_ROWS: Final = 2  # rows with columns; one alone may be a question and its answer, side by side
_COLUMNS: Final = 3  # in one row
_LETTERS: Final = 2  # a bullet or a number in front of a paragraph has less
_MOST_IN_ROW: Final = 400  # texts; a hostile page must not cost the square of them


def opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a drawn page, those in frames without a cell. A frame inside a frame may still be a cell."""
    blocks = list(blocks)
    inside: dict[tuple[int, Box], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.cell is not None and block.kind is BlockKind.TEXT and _says_words(block.text):
            inside[block.page, block.cell].append(block)
    frames = {place for place, texts in inside.items() if _has_columns(texts)}
    for block in blocks:
        yield replace(block, cell=None) if block.cell and (block.page, block.cell) in frames else block


def _says_words(text: str) -> bool:
    return sum(character.isalnum() for character in text) >= _LETTERS


def _has_columns(texts: Sequence[Block]) -> bool:
    """Whether texts stand in columns, with gaps as wide as a line is high between them."""
    counts = [_columns(row) for row in _rows(texts)]
    return sum(count > 1 for count in counts) >= _ROWS or max(counts, default=0) >= _COLUMNS


def _rows(texts: Sequence[Block]) -> list[list[Block]]:
    rows: list[list[Block]] = []
    for text in sorted(texts, key=lambda each: (each.box[1], each.box[0])):
        if rows and len(rows[-1]) < _MOST_IN_ROW and same_row(rows[-1][0].box, text.box):
            rows[-1].append(text)
        else:
            rows.append([text])
    return rows


def _columns(row: list[Block]) -> int:
    row = sorted(row, key=lambda each: each.box[0])
    wide = sum(after.box[0] - before.box[2] > before.box[3] - before.box[1] for before, after in pairwise(row))
    return 1 + wide
