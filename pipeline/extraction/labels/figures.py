"""Numbers of tables: the columns that a header stands over, the row that adds them up, rows of several numbers.

| Month | Spots | Gross amount |
| May   |     7 |    $1,605.00 |
| June  |    23 |   $10,800.00 |
| Total |    30 |   $12,405.00 |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import overlap
from pipeline.model import BlockKind
from pipeline.normalise.fold import fold
from pipeline.normalise.money import has_sign
from pipeline.normalise.plain import flat
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.labels.label import Spotted
    from pipeline.extraction.page.layout import Layout

_MOST_ROWS: Final = 400
_GAP: Final = 3.0  # heights of a line between the rows of one table
_UNDER: Final = 0.3  # of the narrower one: a number stands under its header


def column_under(label: int, layout: Layout, spotted: Spotted) -> list[int]:
    """The numbers below a label that heads a column, from top to bottom; [] where there are less than two."""
    head = layout.pieces[label].box
    bottom, height = layout.frame(label)[3], max(head[3] - head[1], 1.0)
    column: list[int] = []
    for index in layout.below(label)[:_MOST_ROWS]:
        if not _stands_under(label, index, layout):
            continue
        if index in spotted.printed or not is_number(index, layout):
            break
        if layout.frame(index)[1] - bottom > _GAP * height:
            break
        column.append(index)
        bottom = layout.frame(index)[3]
    return column if len(column) > 1 else []


def _stands_under(label: int, index: int, layout: Layout) -> bool:
    """Whether a number stands under a header: in a column of cells, or right below its words."""
    head, number = layout.pieces[label], layout.pieces[index]
    pairs = [(head.box, number.box), *([(head.cell, number.cell)] if head.cell and number.cell else [])]
    return any(overlap(over[0], over[2], under[0], under[2]) >= _UNDER for over, under in pairs)


def total_of(column: Sequence[int], layout: Layout) -> int | None:
    """The number of a column whose row says that it adds up the others; the last one where several do."""
    sums = [index for index in column if any(_says_total(other, layout) for other in layout.left_of(index))]
    return sums[-1] if sums else None


def several(row: Sequence[int], layout: Layout, *, money: bool) -> list[int]:
    """The numbers among the pieces of a row; of amounts and counts the amounts, where money is asked for."""
    numbers = [index for index in row if is_number(index, layout)]
    amounts = [index for index in numbers if has_sign(flat(layout.pieces[index].text))] if money else []
    return amounts or numbers


def is_number(index: int, layout: Layout) -> bool:
    """Whether a piece is a text with more digits than letters."""
    piece = layout.pieces[index]
    digits = sum(character.isdigit() for character in piece.text)
    return piece.kind is BlockKind.TEXT and digits > sum(character.isalpha() for character in piece.text)


def _says_total(index: int, layout: Layout) -> bool:
    return fold(layout.pieces[index].text) in words("forms", "totals")
