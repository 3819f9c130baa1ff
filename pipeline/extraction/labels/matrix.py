"""Tables that ask the same of several people: questions down the side, a column for each of them.

|            | Mayor      | Contact person |
| Full name  | Anna Alder | Bruno Birch    |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.extraction.labels.answers import says_something

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extraction.labels.label import Label, Spotted
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon

_TOUCHING: Final = 6.0  # points between cells that are neighbours
Column = tuple[str, float, float]
"""The section that a column is about, and its edges."""


def columns_of(layout: Layout, lexicon: Lexicon, spotted: Spotted) -> dict[int, tuple[Column, ...]]:
    """For each label on the side of such a table, by its first piece: the columns on its right."""
    found: dict[int, tuple[Column, ...]] = {}
    for index in range(len(layout.pieces)):
        columns = _heads(index, layout, lexicon)
        if len(columns) > 1:
            found |= dict.fromkeys(_labels_beside(index, columns, layout, spotted.labels), columns)
    return found


def _heads(index: int, layout: Layout, lexicon: Lexicon) -> tuple[Column, ...]:
    """The columns of a row that has nothing but headings of different sections, and begins with an empty cell."""
    if layout.pieces[index].cell is None or layout.left_of(index) or not lexicon.heading(layout.pieces[index].text):
        return ()
    row = [index, *(each for each in layout.right_of(index) if says_something(layout.pieces[each]))]
    headings = [lexicon.heading(layout.pieces[each].text) for each in row]
    frames = [layout.frame(each) for each in row]
    columns = tuple((match.field, frame[0], frame[2]) for match, frame in zip(headings, frames, strict=True) if match)
    different = len({section for section, _, _ in columns}) == len(row)
    return columns if different and all(layout.pieces[each].cell for each in row) else ()


def _labels_beside(index: int, columns: tuple[Column, ...], layout: Layout, labels: dict[int, Label]) -> Iterator[int]:
    """The labels of the rows that follow closely, left of all columns."""
    page, bottom = layout.pieces[index].page, layout.frame(index)[3]
    for other in range(index + 1, len(layout.pieces)):
        piece = layout.pieces[other]
        if piece.page != page or piece.cell is None or piece.cell[1] - bottom > _TOUCHING:
            return
        bottom = max(bottom, piece.cell[3])
        if other in labels and piece.cell[2] - columns[0][1] < _TOUCHING:
            yield other


def answers_in(label: int, section: str | None, columns: tuple[Column, ...], layout: Layout) -> list[int] | None:
    """The pieces that answer a label for a section, of its row; None where no column is about that section."""
    for about, left, right in columns:
        if about == section:
            row = layout.right_of(label)
            return [each for each in row if left - 2 < sum(layout.frame(each)[::2]) / 2 < right + 2]
    return None
