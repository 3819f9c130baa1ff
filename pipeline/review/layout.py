"""Where members and columns stand on the sheet of members: where staff left them, what is new at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.review.grid import FIRST_ROW, HEADING_ROW, KEY_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.review.columns import Column
    from pipeline.review.grid import Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheet as it is to be: column key -> column, member id -> its rows (several where staff copied one).

    `width` and `last` are how far it reaches with all that is staff's.
    """

    key_row: int
    heading_row: int
    places: dict[str, int]
    rows: dict[str, tuple[int, ...]]
    width: int
    last: int

    @property
    def first(self) -> int:
        """The first row of members."""
        return self.heading_row + 1

    def row_of(self, member: str) -> int:
        """The row that links to a member lead to."""
        return self.rows[member][0]


def fresh_layout(shown: Sequence[Column], members: Sequence[str]) -> Layout:
    """Of a workbook that is written for the first time."""
    places = {column.key: number for number, column in enumerate(shown, start=1)}
    rows: dict[str, tuple[int, ...]] = {member: (number,) for number, member in enumerate(members, start=FIRST_ROW)}
    return Layout(KEY_ROW, HEADING_ROW, places, rows, len(places), HEADING_ROW + len(rows))


def layout_like(grid: Grid, shown: Sequence[Column], members: Sequence[str]) -> Layout:
    """Of one that stands: every row and column stays where it is, so that formulas of staff go on meaning them."""
    places, width, last = dict(grid.places), grid.width, grid.last
    for column in shown:
        if column.key not in places:
            width += 1
            places[column.key] = width
    rows: dict[str, tuple[int, ...]] = {}
    for row in grid.rows:
        rows[row.member] = (*rows.get(row.member, ()), row.number)
    kept = {}
    for member in members:
        if member not in rows:
            last += 1
        kept[member] = rows.get(member, (last,))
    return Layout(grid.key_row, grid.heading_row, places, kept, width, last)
