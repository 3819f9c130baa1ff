"""A column of a table that only counts its rows: "1 | Name | Ada Ash", "2 | Country | Ireland". It says nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block

_NUMBER: Final = re.compile(r"\W?(\d{1,2})\W?")
_LEAST: Final = 4  # rows
_BESIDE: Final = 2  # cells in each of them


def without_row_numbers(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the cells of such columns: those that stand first in their rows and count from one."""
    columns: dict[tuple[int, float, float], list[int]] = defaultdict(list)
    rows: dict[tuple[int, float], set[float]] = defaultdict(set)
    for index, block in enumerate(blocks):
        if block.cell is None:
            continue
        rows[block.page, block.cell[1]].add(block.cell[0])
        if block.kind is BlockKind.TEXT and _NUMBER.fullmatch(block.text.strip()):
            columns[block.page, block.cell[0], block.cell[2]].append(index)
    counting = {index for column in columns.values() if _counts(column, blocks, rows) for index in column}
    return [block for index, block in enumerate(blocks) if index not in counting] if counting else blocks


def _counts(column: Sequence[int], blocks: Sequence[Block], rows: dict[tuple[int, float], set[float]]) -> bool:
    numbers = [int(found[1]) for index in column if (found := _NUMBER.fullmatch(blocks[index].text.strip()))]
    if len(numbers) < _LEAST or numbers != list(range(1, len(numbers) + 1)):
        return False
    for index in column:
        cell = blocks[index].cell
        row = rows[blocks[index].page, cell[1]] if cell else set()
        if cell is None or min(row) < cell[0] or len(row) <= _BESIDE:
            return False
    return True
