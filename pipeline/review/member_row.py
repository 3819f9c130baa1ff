"""One row of the sheet of members: written where it is new, brought up to date where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell

from pipeline.campaign.definition import FieldType
from pipeline.review import columns
from pipeline.review.carry import NO_MEMBER, NO_SENSE, NO_STATUS
from pipeline.review.cells import Shown, canonical
from pipeline.review.columns import Column
from pipeline.review.links import target
from pipeline.review.notes import Print
from pipeline.review.plain import one_line
from pipeline.review.put import put, put_comment, put_link, shown_comment
from pipeline.review.touch import says, touch_comment, touch_mark, touch_value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.words import Words

_LONGEST_TYPED: Final = 200
_ABOUT_MEMBER: Final = {NO_STATUS, NO_MEMBER, NO_SENSE}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a cell is to say: its content (of a link: its words), mark, comment, and where a link leads."""

    column: Column
    content: Shown
    mark: str = "plain"
    comment: str = ""
    path: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether it leads to a file."""
        return self.column.key.startswith("link:")


@dataclass(frozen=True, slots=True)
class Before:
    """How a row stands: column key -> what its cells hold, which of them we wrote so, why some are to stay.

    `wrote` has no entry where that is not known; `comments` are the prints of ours.
    """

    cells: Mapping[str, object] = field(default_factory=dict)
    wrote: Mapping[str, bool] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, Print] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formats:
    """How days and numbers look in a cell that has no format of its own; `days`: how days look in any language."""

    day: str
    number: str
    days: frozenset[str]


def write_row(
    cells: Mapping[str, object], wishes: Mapping[str, Wish], before: Before | None, formats: Formats, words: Words
) -> None:
    """Write a row.

    Args:
        cells: column key -> the cell; one that staff merged into another holds nothing and is left alone.
        wishes: column key -> what it is to say.
        before: how the row stands; None where it is new.
        formats: for cells that have none.
        words: of the language.
    """
    for key, wish in wishes.items():
        cell = cells[key]
        if not isinstance(cell, Cell):
            continue
        if before is None or key not in before.cells:
            _write_new(cell, wish)
        elif wish.is_link:
            _touch_link(cell, wish)
        else:
            _touch(cell, wish, before, formats, words)


def _write_new(cell: Cell, wish: Wish) -> None:
    if wish.is_link:
        put_link(cell, str(wish.content), wish.path)
        return
    put(cell, wish.content, wish.mark, kind_of(wish.column))
    if wish.comment:
        put_comment(cell, shown_comment(wish.comment))


def kind_of(column: Column) -> str:
    """The style of an empty cell, so that what staff type into it is taken as what the column holds."""
    kinds = {FieldType.NUMBER: "number", FieldType.DATE: "day"}
    if column.field is None:
        return "day" if column.key in {columns.JOINED, columns.ACCEPTED} else "text"
    return kinds.get(column.field.type, "text")


def _touch_link(cell: Cell, wish: Wish) -> None:
    stands = cell.hyperlink.target if cell.hyperlink else None
    if stands != (target(wish.path) if wish.path else None) or not says(
        cell.value, wish.content if wish.path else None
    ):
        cell.hyperlink = None
        put_link(cell, str(wish.content), wish.path)


def _touch(cell: Cell, wish: Wish, before: Before, formats: Formats, words: Words) -> None:
    key, held = wish.column.key, before.cells[wish.column.key]
    wrote = before.comments.get(key)
    why = before.odd.get(key)
    if why is not None:
        meant = _why(why, wish, words)
        touch_mark(cell, "doubt")
        touch_comment(cell, meant, wrote)
        return
    note = ""
    if not says(held if cell.data_type == "f" else cell.value, wish.content):
        if _is_worked_out(wish.column) and before.wrote.get(key) is False:
            note = words("comment.typed_over", typed=one_line(canonical(held), _LONGEST_TYPED))
        touch_value(cell, wish.content, (formats.day, formats.number))
    elif cell.data_type == "f":
        note = words("comment.formula", formula=one_line(str(cell.value), _LONGEST_TYPED))
        touch_value(cell, wish.content, (formats.day, formats.number))
    if kind_of(wish.column) == "day" and cell.number_format in formats.days:
        cell.number_format = formats.day
    touch_mark(cell, wish.mark)
    touch_comment(cell, shown_comment(wish.comment), wrote, note)


def _is_worked_out(column: Column) -> bool:
    return column.key in {columns.ID, columns.REGION}


def _why(why: str, wish: Wish, words: Words) -> str:
    """Why a cell stands as staff left it, and what the ledger says."""
    return words("comment.check") + words(why, stands=canonical(wish.content) or words("common.nothing"))


def odd_comments(before: Before, wishes: Mapping[str, Wish], words: Words) -> dict[str, str]:
    """What is said beside the cells that stay as staff left them: column key -> comment."""
    return {key: _why(why, wishes[key], words) for key, why in before.odd.items() if key in wishes}


def kept(before: Before, key: str) -> str | None:
    """What stands in a cell about the member and is not understood: nothing new for the next run."""
    return canonical(before.cells[key]) if before.odd.get(key) in _ABOUT_MEMBER else None


def cells_of(sheet: Worksheet, number: int, places: Mapping[str, int]) -> dict[str, object]:
    """Column key -> the cell of a row."""
    return {key: sheet.cell(number, place) for key, place in places.items()}
