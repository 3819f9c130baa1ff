"""What staff added to a list that is made again (what wants a look, forms, messages, history): columns, notes, colours.

Rows are found again by what stands in their first column, where that tells them apart, else by all of our columns. A
row of ours that is gone and has something of staff's beside it stays below the others.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from pipeline.review import styles
from pipeline.review.cells import canonical
from pipeline.review.put import cell_at

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PALETTE: Final = {value for name, value in vars(styles).items() if name.isupper() and isinstance(value, str)}
_MOST: Final = 20_000
"""Rows of a list that are looked through."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """Which column of the old list is which of the new one; `added` are staff's, with their places in the new one."""

    ours: dict[int, int]
    added: dict[int, int]


def carry_extras(old: Worksheet, new: Worksheet) -> None:
    """Put what staff added to the old list into the new one."""
    match = _match(old, new)
    if old.max_row > _MOST or not (match.added or old.legacy_drawing or _is_coloured(old, match)):
        return
    places = sorted(match.ours, key=lambda each: match.ours[each])
    before, after = _texts(old, places), _texts(new, sorted(match.ours.values()))
    first = _first_tells(before) and _first_tells(after)
    rows = _by_key(after, first=first)
    last, width = new.max_row, new.max_column
    for key, number in _by_key(before, first=first).items():
        cells = [cell for cell in old[number] if isinstance(cell, Cell) and _is_of_staff(cell, match)]
        if cells and key not in rows:
            last += 1
            rows[key] = last
            for was, place in match.ours.items():
                cell_at(new, last, place).value = old.cell(number, was).value
        for cell in cells:
            _copy(cell, cell_at(new, rows[key], {**match.ours, **match.added}[cell.column]))
    for was, place in match.added.items():
        _copy(cell_at(old, 1, was), cell_at(new, 1, place))
        width_before = old.column_dimensions[get_column_letter(was)].width
        new.column_dimensions[get_column_letter(place)].width = width_before
        width = max(width, place)
    new.auto_filter.ref = f"A1:{get_column_letter(width)}{max(last, 2)}"


def _match(old: Worksheet, new: Worksheet) -> _Match:
    """By the headings; where staff worded one of ours otherwise, or the language is another, by its place."""
    before = [canonical(cell.value) for cell in old[1]]
    headed = [
        place for place, cell in enumerate(new[1], start=1) if canonical(cell.value)
    ]  # looking at a cell makes one
    now = [canonical(cell.value) for cell in new[1]][: max(headed, default=0)]
    ours: dict[int, int] = {}
    for place, heading in enumerate(now, start=1):
        if heading in before:
            ours[before.index(heading) + 1] = place
    for place, heading in enumerate(now, start=1):
        if place not in ours.values() and place <= len(before) and place not in ours:
            ours[place] = place
            if len(ours) * 2 > len(now) and before[place - 1] and heading not in before:
                cell_at(new, 1, place).value = before[place - 1]
    values = old.iter_rows(values_only=True)
    filled = {place for row in values for place, value in enumerate(row, start=1) if value is not None}
    added = sorted(filled - set(ours))
    return _Match(ours, {place: number for number, place in enumerate(added, start=len(now) + 1)})


def _texts(sheet: Worksheet, places: list[int]) -> dict[int, Key]:
    """Row -> what its columns of ours say."""
    rows = range(2, sheet.max_row + 1)
    texts = {number: tuple(canonical(sheet.cell(number, place).value) for place in places) for number in rows}
    return {number: each for number, each in texts.items() if any(each)}


def _by_key(texts: dict[int, Key], *, first: bool) -> dict[Key, int]:
    """Key -> row: the first column alone, or all of them."""
    return {(each[:1] if first else each): number for number, each in texts.items()}


def _first_tells(texts: dict[int, Key]) -> bool:
    """Whether the first column tells all rows apart."""
    firsts = [each[0] for each in texts.values()]
    return "" not in firsts and len(set(firsts)) == len(firsts)


def _is_coloured(old: Worksheet, match: _Match) -> bool:
    return old.max_row <= _MOST and any(
        isinstance(cell, Cell) and _is_of_staff(cell, match) for row in old.iter_rows(min_row=2) for cell in row
    )


def _is_of_staff(cell: Cell, match: _Match) -> bool:
    if cell.column in match.added:
        return cell.value is not None or cell.comment is not None
    return cell.comment is not None or _has_own_colour(cell)


def _has_own_colour(cell: Any) -> bool:  # noqa: ANN401 - a cell; its stubs know no fills
    if cell.fill.fill_type != "solid":
        return False
    colour = cell.fill.fgColor
    return colour.type != "rgb" or str(colour.rgb)[-6:].upper() not in _PALETTE


def _copy(cell: Any, to: Any) -> None:  # noqa: ANN401 - cells; the stubs do not know `_style`
    if to.value is None:
        to.value = cell.value
        to._style = copy(cell._style)  # noqa: SLF001 - as openpyxl's users copy looks within a book
    elif _has_own_colour(cell):
        to.fill = copy(cell.fill)
    if cell.comment is not None:
        to.comment = Comment(cell.comment.text, cell.comment.author, width=300, height=140)
