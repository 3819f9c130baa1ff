"""Blocks of pages in reading order, each in the cell of lines that it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.boxes import middle
from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from pipeline.documents.printed.grid import Grid

SMALL_CELL: Final = 20.0  # points


def ordered(blocks: list[Block]) -> list[Block]:
    """Reading order: page by page, row by row, from left to right. Blocks of a row stand beside each of the others."""
    rows: list[list[Block]] = []
    end, page = 0.0, 0
    for block in sorted(blocks, key=lambda block: (block.page, middle(block.box)[1], block.box[0])):
        if block.page == page and middle(block.box)[1] <= end:
            rows[-1].append(block)
            end = min(end, block.box[3])
        else:
            rows.append([block])
            end, page = block.box[3], block.page
    return [block for row in rows for block in sorted(row, key=lambda block: block.box[0])]


def in_cell(block: Block, grids: dict[int, Grid]) -> Block:
    """The block with its cell, where its page's lines make one around it."""
    grid = grids.get(block.page)
    if grid is None or block.kind is BlockKind.RULE or block.box[2] <= block.box[0]:
        return block
    cell = grid.cell(block.box)
    if cell is None or (block.kind is BlockKind.TICK and cell[2] - cell[0] < SMALL_CELL):
        return block  # the frame of a box to tick is not the cell that it stands in
    return replace(block, cell=cell)
